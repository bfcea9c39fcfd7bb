#ifndef MSVC_FCNTL_H
#define MSVC_FCNTL_H
#define _O_BINARY 0x8000
#define _O_TEXT 0x4000
#endif
