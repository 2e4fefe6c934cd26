/* Allocation that exits when memory ends, and lists of owned strings. */
#include "base/mem.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"

static _Noreturn void
no_memory(size_t size)
{
    log_error("out of memory: %zu bytes were asked for", size);
    exit(1);
}

void
mem_settle(void)
{
    malloc_trim(0);
}

/* What was read of a program once, in order to start, is not read again by a
 * process that only waits; who needs it gets another look at the file. */
static int
leave_code(struct dl_phdr_info *info, size_t size, void *arg)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    (void)size;
    (void)arg;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        uintptr_t from = (info->dlpi_addr + h->p_vaddr) & ~(page - 1);

        if (h->p_type == PT_LOAD && (h->p_flags & PF_W) == 0)
            madvise((void *)from, info->dlpi_addr + h->p_vaddr + h->p_memsz - from, MADV_DONTNEED);
    }
    return 0;
}

void
mem_leave_code(void)
{
    dl_iterate_phdr(leave_code, NULL);
}

void *
xmalloc(size_t size)
{
    void *p = malloc(size > 0 ? size : 1);

    if (p == NULL)
        no_memory(size);
    return p;
}

void *
xcalloc(size_t count, size_t size)
{
    void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

    if (p == NULL)
        no_memory(size);
    return p;
}

void *
xreallocarray(void *old, size_t count, size_t size)
{
    void *p = reallocarray(old, count > 0 ? count : 1, size > 0 ? size : 1);

    if (p == NULL)
        no_memory(size);
    return p;
}

char *
xstrdup(const char *text)
{
    size_t n = text != NULL ? strlen(text) + 1 : 0;

    return text != NULL ? memcpy(xmalloc(n), text, n) : NULL;
}

char *
xstrndup(const char *text, size_t most)
{
    size_t n;
    char *copy;

    if (text == NULL)
        return NULL;
    n = strnlen(text, most);
    copy = xmalloc(n + 1);
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

char *
xasprintf(const char *format, ...)
{
    va_list ap;
    char *text;

    va_start(ap, format);
    text = xvasprintf(format, ap);
    va_end(ap);
    return text;
}

char *
xvasprintf(const char *format, va_list arguments)
{
    char *text = NULL;

    if (vasprintf(&text, format, arguments) < 0)
        no_memory(strlen(format));
    return text;
}

void
strings_add(struct strings *list, const char *text)
{
    strings_take(list, xstrdup(text));
}

void
strings_once(struct strings *list, const char *text)
{
    if (list != NULL && !strings_has(list, text))
        strings_add(list, text);
}

void
strings_take(struct strings *list, char *text)
{
    *ARRAY_MORE(list->v, list->n) = text;
}

int
strings_has(const struct strings *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i], text) == 0)
            return 1;
    }
    return 0;
}

char *
strings_joined(const struct strings *list)
{
    struct buf b = {0};

    for (size_t i = 0; i < list->n; i++) {
        buf_adds(&b, i > 0 ? ", " : "");
        buf_adds(&b, list->v[i]);
    }
    return buf_take(&b);
}

int
strings_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
strings_free(struct strings *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->v[i]);
    free(list->v);
    *list = (struct strings){0};
}

void *
array_grow(void *v, size_t n, size_t size)
{
    return xreallocarray(v, n > 0 ? 2 * n : 1, size);
}
