/* Things that are no ITK: attributes, inline assembly, nested functions of GNU C, designated initializers, _Generic. */
#include <stdio.h>
#include <tccore/aom.h>
#include <tc/emh.h>

#pragma pack(push, 1)
struct site { int a : 3, b : 5; union { char c[4]; unsigned u; }; } __attribute__((packed));
#pragma pack(pop)

static const struct site first = { .a = 1, .u = 0x7fUL };
static int table[3][4] = { [1] = { 1, 2 }, [2][3] = 7 };

__attribute__((noinline)) static int site_ticks(void)
{
    unsigned low = 0;
    __asm__ volatile("rdtsc" : "=a"(low) : : "edx");
    return (int)(low & 0xffu) + table[1][first.a] + _Generic(low, unsigned: 1, default: 0);
}

int site_load(tag_t object)
{
    int rc = ITK_ok;
again:
    rc = AOM_load(object);
    if (rc != ITK_ok && site_ticks() > 3) goto again;
    return ({ int x = rc; x; });
}
