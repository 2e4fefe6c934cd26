/* Allocation that never returns NULL: when memory ends, the process says so
 * and exits (style: allocation failure exits). Everything returned is freed
 * with free(). */
#ifndef DOCKETD_BASE_MEM_H
#define DOCKETD_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* Gives back to the system what was freed: before a long wait. */
void mem_settle(void);
/* The same of the program's own pages, once all that only a start needs is done. */
void mem_leave_code(void);
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xreallocarray(void *old, size_t count, size_t size);
char *xstrdup(const char *text);             /* NULL gives NULL */
char *xstrndup(const char *text, size_t most);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

/* A list of owned strings. {0} is the empty list. */
struct strings {
    char **v;
    size_t n;
};

void strings_add(struct strings *list, const char *text);   /* copies text */
void strings_once(struct strings *list, const char *text);  /* unless it is there; NULL list: nothing */
void strings_take(struct strings *list, char *text);        /* takes ownership */
int strings_has(const struct strings *list, const char *text);
char *strings_joined(const struct strings *list);          /* "a, b, c"; owned by the caller */
void strings_free(struct strings *list);                    /* leaves {0} */
int strings_order(const void *a, const void *b);            /* for qsort and bsearch: of pointers to texts */

/* Makes room for one more element in the array *v of n elements of the given
 * size and returns a pointer to it, zeroed. *v may move. */
void *array_grow(void *v, size_t n, size_t size);

static inline void *
array_more(void *v, size_t n, size_t size)
{
    /* Room is doubled whenever n reaches a power of two, so no capacity needs
     * to be kept beside the array. */
    if (v == NULL || (n & (n - 1)) == 0)
        v = array_grow(v, n, size);
    memset((char *)v + n * size, 0, size);
    return v;
}

#define ARRAY_MORE(v, n) ((v) = array_more((v), (n), sizeof *(v)), &(v)[(n)++])

#define ARRAY_LEN(a) (sizeof(a) / sizeof *(a))

#endif
