/* pnx_file.c - a file on disk that is to be imported */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pnx_file.h"
#include "pnx_report.h"

const char *pnx_base_name(const char *path)
{
    const char *name = path;

    for (; *path != '\0'; path++) {
        if (strchr("/", *path) != NULL) name = path + 1;
    }
    return name;
}

int pnx_measure(const char *path, long *bytes)
{
    FILE *file = NULL;
    int first = EOF, failed = 0;

    *bytes = 0;
    file = fopen(path, "rb");
    if (file == NULL) {
        pnx_error("%s cannot be read: %s", path, strerror(errno));
        return 0;
    }
    first = fgetc(file);
    failed = ferror(file);
    if (first != EOF && fseek(file, 0L, SEEK_END) == 0) *bytes = ftell(file);
    if (fclose(file) != 0) failed = 1;
    if (failed || (first != EOF && *bytes <= 0)) {
        pnx_error("%s cannot be read: is it a folder?", path);
        return 0;
    }
    if (first == EOF) pnx_error("%s is empty", path);
    return first != EOF;
}
