/* The entry object that the site's linkitk links: it loads the fixture and
   calls the program. */
#include "sim.h"
#include <tc/tc_startup.h>
#include <stdlib.h>
#include <string.h>

int sim_argc;
char **sim_argv;

static const char *fixture_path(void)
{
    const char *path = getenv("KILN_SIM_FIXTURE");
    const char *data = getenv("TC_DATA");
    if (path != NULL) return path;
    return sim_format("%s/fixture.sim", data != NULL ? data : ".");
}

int main(int argc, char *argv[])
{
    sim_argc = argc;
    sim_argv = argv;
    sim_watch_open();
    sim_prelude();
    sim_fixture_load(fixture_path());
    sim_state_start();
    return ITK_user_main(argc, argv);
}
