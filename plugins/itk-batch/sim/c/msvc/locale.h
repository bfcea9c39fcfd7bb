#ifndef MSVC_LOCALE_H
#define MSVC_LOCALE_H
#define LC_NUMERIC 4
char *setlocale(int category, const char *locale);
#endif
