/* Computes something different for each seed, with much of what C compilers make:
   printf, floating point, qsort through function pointers, structs by value,
   switch tables, recursion, malloc that grows memory, 64-bit maths. */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state, hash;

static uint32_t next(void) {
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33);
}

static void say(const char *format, ...) {
	char text[512];
	va_list args;
	va_start(args, format);
	int length = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (int i = 0; i < length && i < (int)sizeof text - 1; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
}

struct point { double x, y; };
static struct point turned(struct point p, double angle) {
	struct point r = { p.x * cos(angle) - p.y * sin(angle), p.x * sin(angle) + p.y * cos(angle) };
	return r;
}

static int ascending(const void *a, const void *b) {
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
	return (x > y) - (x < y);
}
static int descending(const void *a, const void *b) { return ascending(b, a); }
static int (*const orders[])(const void *, const void *) = { ascending, descending };

static void sorted(void) {
	size_t count = 100 + next() % 3000;
	int32_t *numbers = malloc(count * sizeof *numbers);
	for (size_t i = 0; i < count; i++) numbers[i] = (int32_t)next() - (1 << 30);
	qsort(numbers, count, sizeof *numbers, orders[next() % 2]);
	say("%d %d %d\n", numbers[0], numbers[count / 2], numbers[count - 1]);
	numbers = realloc(numbers, 4 * count * sizeof *numbers);
	memmove(numbers + count / 3, numbers, count * sizeof *numbers);
	memset(numbers, (int)(next() % 256), count / 4);
	say("%d %d\n", numbers[count / 3], numbers[0]);
	free(numbers);
}

static int64_t calculate(int depth) {
	if (depth == 0) return (int64_t)(next() % 1000) + 1;
	int64_t a = calculate(depth - 1), b = calculate(depth - 1);
	switch (next() % 9) {
	case 0: return a + b;
	case 1: return a - b;
	case 2: return a * (b % 1000);
	case 3: return b ? a / b : a;
	case 4: return b ? a % b : b;
	case 5: return a << (b & 7);
	case 6: return (int64_t)((uint64_t)a >> (b & 31));
	case 7: return __builtin_popcountll((uint64_t)a) + __builtin_clzll((uint64_t)b | 1);
	default: return a ^ b;
	}
}

struct node { struct node *left, *right; uint32_t key; };
static struct node *inserted(struct node *n, uint32_t key) {
	if (!n) {
		n = calloc(1, sizeof *n);
		n->key = key;
	} else if (key < n->key) n->left = inserted(n->left, key);
	else n->right = inserted(n->right, key);
	return n;
}
static uint64_t emptied(struct node *n, unsigned depth) {
	if (!n) return depth;
	uint64_t sum = emptied(n->left, depth + 1) * 31 + n->key + emptied(n->right, depth + 1);
	free(n);
	return sum;
}

__attribute__((export_name("run"))) uint64_t run(uint64_t seed) {
	state = seed, hash = 14695981039346656037u;
	sorted();
	say("%lld\n", (long long)calculate(8));
	struct node *tree = NULL;
	for (int i = 0; i < 400; i++) tree = inserted(tree, next());
	say("%llx\n", (unsigned long long)emptied(tree, 0));
	struct point p = { 1, (double)(next() % 100) / 7 };
	for (int i = 0; i < 50; i++) p = turned(p, sqrt(next() % 100) / 3);
	say("%.9g %a %10.3f|%-8s|%05d|%x\n", p.x, p.y, fmod(p.x * 1e6, 17), "text", (int)(next() % 99999), next());
	return hash;
}
