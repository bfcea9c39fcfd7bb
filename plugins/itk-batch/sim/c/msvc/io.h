#ifndef MSVC_IO_H
#define MSVC_IO_H
int _setmode(int, int);
int _access(const char *, int);
int _unlink(const char *);
#endif
