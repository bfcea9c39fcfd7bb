/* MEM_*: every block is known with the function that gave it out. A block is
   freed for real, so that the sanitizers see a use after it. */
#include "sim.h"
#include <base_utils/Mem.h>
#include <stdlib.h>
#include <string.h>

typedef struct { void *ptr; size_t bytes; const char *from; int call; } block;

static block *table;                           /* open addressing by address */
static size_t capacity, used, live, most, live_bytes, most_bytes;

static block *place(void *ptr)
{
    size_t i = ((size_t)ptr >> 4) * 2654435761u % capacity;
    while (table[i].ptr != NULL && table[i].ptr != ptr) i = (i + 1) % capacity;
    return &table[i];
}

static void rehash(void)
{
    block *old = table;
    size_t n = capacity, i;
    capacity = live * 4 + 1024;
    table = sim_grow(NULL, capacity * sizeof *table);
    memset(table, 0, capacity * sizeof *table);
    used = 0;
    for (i = 0; i < n; i++)
        if (old[i].ptr != NULL && old[i].from != NULL) {
            *place(old[i].ptr) = old[i];
            used++;
        }
    free(old);
}

static void remember(void *ptr, size_t bytes)
{
    block *b;
    if ((used + 1) * 2 > capacity) rehash();
    b = place(ptr);
    if (b->ptr == NULL) used++;
    b->ptr = ptr;
    b->bytes = bytes;
    b->from = sim_current();
    b->call = sim_calls();
    if (++live > most) most = live;
    live_bytes += bytes;
    if (live_bytes > most_bytes) most_bytes = live_bytes;
}

void *sim_alloc(size_t bytes)
{
    void *ptr = sim_grow(NULL, bytes);
    remember(ptr, bytes);
    return ptr;
}

/* known returns the block, or complains and returns NULL. */
static block *known(void *ptr, const char *function)
{
    block *b;
    if (capacity == 0) rehash();
    b = place(ptr);
    if (b->ptr == NULL) {
        sim_watch("%s of memory that no ITK function gave out", function);
        return NULL;
    }
    if (b->from == NULL) {
        sim_watch("%s twice of the same block", function);
        return NULL;
    }
    return b;
}

static void drop(block *b)
{
    b->from = NULL;                            /* the place stays taken, so that a second free shows */
    live--;
    live_bytes -= b->bytes;
}

void *MEM_alloc(size_t size)
{
    if (sim_enter("MEM_alloc", SIM_ANYTIME) != ITK_ok) return NULL;
    return sim_alloc(size);
}

void *MEM_realloc(void *ptr, size_t size)
{
    block *b = NULL;
    void *grown;
    if (sim_enter("MEM_realloc", SIM_ANYTIME) != ITK_ok) return NULL;
    if (ptr != NULL) {
        b = known(ptr, "MEM_realloc");
        if (b == NULL) return NULL;
    }
    grown = sim_alloc(size);
    if (ptr != NULL) {
        b = place(ptr);
        memcpy(grown, ptr, b->bytes < size ? b->bytes : size);
        drop(b);
        free(ptr);
    }
    return grown;
}

void MEM_free(void *ptr)
{
    block *b;
    if (ptr == NULL) return;
    b = known(ptr, "MEM_free");
    if (b == NULL) return;
    drop(b);
    free(ptr);
}

char *MEM_string_copy(const char *text)
{
    size_t n;
    if (text == NULL || sim_enter("MEM_string_copy", SIM_ANYTIME) != ITK_ok) return NULL;
    n = strlen(text) + 1;
    return memcpy(sim_alloc(n), text, n);
}

char *MEM_string_ncopy(const char *text, int n)
{
    char *copy;
    if (text == NULL || sim_enter("MEM_string_ncopy", SIM_ANYTIME) != ITK_ok) return NULL;
    copy = sim_alloc((size_t)n + 1);
    strncpy(copy, text, (size_t)n);
    copy[n] = '\0';
    return copy;
}

void sim_mem_end(void)
{
    size_t i;
    int told = 0;
    for (i = 0; i < capacity; i++) {
        if (table[i].ptr == NULL || table[i].from == NULL) continue;
        if (told++ < 20)
            sim_watch("leak: %lu bytes from %s (call %d)", (unsigned long)table[i].bytes, table[i].from, table[i].call);
    }
    if (told > 20) sim_watch("leak: %d more blocks", told - 20);
    sim_watch("info blocks %lu", (unsigned long)most);
    sim_watch("info bytes %lu", (unsigned long)most_bytes);
}

int sim_out_text(const char *text, char **out)
{
    SIM_OUT(out);
    *out = NULL;
    if (text[0] == '\0' && sim_harsh(SW_EMPTY_TEXT)) return ITK_ok;
    *out = strcpy(sim_alloc(strlen(text) + 1), text);
    return ITK_ok;
}

int sim_out_tags(int n, const tag_t *tags, int *n_out, tag_t **out)
{
    SIM_OUT(out);
    SIM_OUT(n_out);
    *n_out = n;
    *out = NULL;
    if (n == 0 && !sim_harsh(SW_EMPTY_ARRAY)) return ITK_ok;
    *out = sim_alloc((size_t)n * sizeof **out);
    if (n > 0) memcpy(*out, tags, (size_t)n * sizeof **out);
    return ITK_ok;
}

int sim_out_texts(int n, char *const *texts, int *n_out, char ***out)
{
    size_t bytes = (size_t)n * sizeof **out;
    char *at;
    int i;

    SIM_OUT(out);
    SIM_OUT(n_out);
    *n_out = n;
    *out = NULL;
    if (n == 0 && !sim_harsh(SW_EMPTY_ARRAY)) return ITK_ok;
    for (i = 0; i < n; i++) bytes += strlen(texts[i]) + 1;
    *out = sim_alloc(bytes);
    at = (char *)(*out + n);
    for (i = 0; i < n; i++) {
        (*out)[i] = strcpy(at, texts[i]);
        at += strlen(texts[i]) + 1;
    }
    return ITK_ok;
}

int sim_out_strings(int n, char *const *texts, int *n_out, char ***out)
{
    int i;
    SIM_OUT(out);
    SIM_OUT(n_out);
    *n_out = n;
    *out = NULL;
    if (n == 0 && !sim_harsh(SW_EMPTY_ARRAY)) return ITK_ok;
    *out = sim_alloc((size_t)n * sizeof **out);
    for (i = 0; i < n; i++) (*out)[i] = strcpy(sim_alloc(strlen(texts[i]) + 1), texts[i]);
    return ITK_ok;
}

int sim_out_value(const sim_value *v, int *n_out, tag_t **out)
{
    int i, rc, count = v != NULL ? v->n : 0;
    tag_t *tags = sim_grow(NULL, (size_t)count * sizeof *tags);
    for (i = 0; i < count; i++) tags[i] = v->cells[i].tag;
    rc = sim_out_tags(count, tags, n_out, out);
    free(tags);
    return rc;
}

int sim_out_ints(int n, const int *ints, int **out)
{
    SIM_OUT(out);
    *out = NULL;
    if (n == 0 && !sim_harsh(SW_EMPTY_ARRAY)) return ITK_ok;
    *out = sim_alloc((size_t)n * sizeof **out);
    if (n > 0) memcpy(*out, ints, (size_t)n * sizeof **out);
    return ITK_ok;
}
