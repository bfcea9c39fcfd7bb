/* What the areas of the probe share. */
#ifndef PROBE_H
#define PROBE_H

#include <tccore/item.h>

#define OK(call) ok((call), #call)
int ok(int code, const char *call);            /* tells a code that is not ITK_ok */
void show(const char *what, char *text);
void show_object(const char *what, tag_t object);
void show_all(const char *what, int n, tag_t *objects);
tag_t item_of(const char *id);
tag_t rev_of(const char *id, const char *rev);

void write_area(void);
void structure_area(void);
void process_area(void);

#endif
