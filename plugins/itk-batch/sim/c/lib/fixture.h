/* One line of a fixture, as the reader hands it on. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "sim.h"

typedef struct { char *text, *at; } fx_word;               /* "TCM Released"@2023-06-01 */
typedef struct { char *key; fx_word *list; int n; } fx_pair;

typedef struct {
    int number, depth;
    char *keyword;
    fx_word *values;
    int n_values;
    fx_pair *pairs;
    int n_pairs;
    /* what the line made, for the lines below it */
    tag_t subject;
    sim_class *class;
} fx_line;

void fx_bad(const fx_line *line, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));
const char *fx_value(const fx_line *line, int index);      /* stops the run when it is missing */
int fx_flag(const fx_line *line, const char *word);
const fx_pair *fx_pair_of(const fx_line *line, const char *key);
const char *fx_text(const fx_line *line, const char *key, const char *missing);
void fx_encode(const char *encoding);           /* of the texts that follow */
void fx_read(const char *text, const char *name, void (*each)(fx_line *line, fx_line *parent));

char *fx_file(const char *path);                /* its text */
void fx_apply(fx_line *line, fx_line *parent);
void fx_late(void);
tag_t fx_reference(const fx_line *line, const char *text);
tag_t fx_named(const fx_line *line, const char *class_name, const char *attr, const char *text);

#endif
