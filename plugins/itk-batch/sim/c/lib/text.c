/* Text, patterns and dates. */
#include "sim.h"
#include <ctype.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable() ((void)0)
#endif
#include <stdlib.h>
#include <string.h>

void *sim_grow(void *ptr, size_t bytes)
{
    void *grown;
    /* What the simulator keeps is no leak of the program; its own blocks mem.c counts. */
    __lsan_disable();
    grown = realloc(ptr, bytes > 0 ? bytes : 1);
    __lsan_enable();
    if (grown == NULL) {
        fputs("simulator: out of memory\n", stderr);
        abort();
    }
    return grown;
}

char *sim_keep(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(sim_grow(NULL, n), text, n);
}

char *sim_format(const char *format, ...)
{
    va_list args;
    int n;
    char *text;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text = sim_grow(NULL, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    return text;
}

static int fold_of(int c, int fold)
{
    return fold ? tolower((unsigned char)c) : (unsigned char)c;
}

int sim_same(const char *a, const char *b, int fold)
{
    while (*a != '\0' && fold_of(*a, fold) == fold_of(*b, fold)) {
        a++;
        b++;
    }
    return fold_of(*a, fold) == fold_of(*b, fold);
}

/* Patterns know * for any text and ? for one character. */
int sim_like(const char *text, const char *pattern, int fold)
{
    const char *star = NULL, *mark = NULL;

    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            mark = text;
        } else if (*pattern == '?' || (*pattern != '\0' && fold_of(*text, fold) == fold_of(*pattern, fold))) {
            text++;
            pattern++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++mark;
        } else {
            return 0;
        }
    }
    while (*pattern == '*') pattern++;
    return *pattern == '\0';
}

sim_date sim_date_of(const date_t *d)
{
    if (d->year == 0) return 0;
    return ((((d->year * 100LL + d->month + 1) * 100 + d->day) * 100 + d->hour) * 100 + d->minute) * 100 + d->second;
}

date_t sim_date_to(sim_date d)
{
    date_t out = {0, 0, 0, 0, 0, 0};
    if (d <= 0) return out;
    out.second = (unsigned char)(d % 100);
    out.minute = (unsigned char)(d / 100 % 100);
    out.hour = (unsigned char)(d / 10000 % 100);
    out.day = (unsigned char)(d / 1000000 % 100);
    out.month = (unsigned char)(d / 100000000 % 100 - 1);
    out.year = (short)(d / 10000000000LL);
    return out;
}

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

sim_date sim_date_parse(const char *text)
{
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    char name[4] = "";

    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &y, &mo, &d, &h, &mi, &s) < 3) {
        const char *at;
        if (sscanf(text, "%2d-%3[A-Za-z]-%4d %2d:%2d:%2d", &d, name, &y, &h, &mi, &s) < 3) return -1;
        at = strstr(months, name);
        if (at == NULL || strlen(name) != 3 || (at - months) % 3 != 0) return -1;
        mo = (int)(at - months) / 3 + 1;
    }
    if (mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 59) return -1;
    return ((((y * 100LL + mo) * 100 + d) * 100 + h) * 100 + mi) * 100 + s;
}

char *sim_date_text(sim_date d, const char *format)
{
    date_t v = sim_date_to(d);
    struct tm tm;
    char text[128];

    if (d == 0) return sim_keep("");
    memset(&tm, 0, sizeof tm);
    tm.tm_year = v.year - 1900;
    tm.tm_mon = v.month;
    tm.tm_mday = v.day;
    tm.tm_hour = v.hour;
    tm.tm_min = v.minute;
    tm.tm_sec = v.second;
    tm.tm_isdst = -1;
    if (strftime(text, sizeof text, format, &tm) == 0) text[0] = '\0';
    return sim_keep(text);
}
