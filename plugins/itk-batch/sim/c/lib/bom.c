#include "sim.h"
void sim_bom_end(void) {}
