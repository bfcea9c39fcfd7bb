/* pnx_file.h - a file on disk that is to be imported */
#ifndef PNX_FILE_H
#define PNX_FILE_H

/* The name of a file without its folders. */
const char *pnx_base_name(const char *path);

/* Tests that the file can be read and is not empty, and finds its size in
   bytes; 0 on failure, which is reported. */
int pnx_measure(const char *path, long *bytes);

#endif
