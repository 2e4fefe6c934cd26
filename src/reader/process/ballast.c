/* A child pays for every mapping it inherits, about as much for a library as
 * for reading the header of a mail. GMime and libzip are linked with many
 * that the reader never calls, for file access, signatures and host names:
 * the children do not inherit them. */
#include "ballast.h"

#include <link.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "../charset.h"
#include "tools.h"

#define HEAP_AHEAD (256ul << 10)        /* what an ordinary message allocates */
#define HOLE_MOST 8192                  /* larger ones are as good as fresh memory */
#define KEPT_MOST 1032                  /* malloc keeps freed pieces up to this size for the next of that size */

static const char *const unused[] = {
    "libgio-2.0.", "libgmodule-2.0.", "libmount.", "libblkid.", "libselinux.", "libpcre2-8.", "libgpgme.", "libassuan.",
    "libgpg-error.", "libidn2.", "libunistring.", "libffi.", "libcrypto.", "libbz2.", "libzip.", "libz.", "libseccomp.", "libjansson.", "libm.",
};

/* glibc's gconv modules can be dropped: charset_prepare() has already copied their tables. */
static bool
is_unused(const char *path)
{
    const char *name = strrchr(path, '/');

    for (size_t i = 0; name != NULL && i < ARRAY_LEN(unused); i++) {
        if (strncmp(name + 1, unused[i], strlen(unused[i])) == 0)
            return true;
    }
    return strstr(path, "/gconv/") != NULL;
}

/* Free pieces lie all over the heap once everything is prepared, and a child
 * copies a page for each that it is given. They are given away here, so that
 * its memory comes in one piece. */
static void
holes_fill(void)
{
    const char *top = (const char *)sbrk(0) - mallinfo2().keepcost;

    for (size_t size = HOLE_MOST; size > 0; size -= 16) {
        void *piece;

        while ((piece = malloc(size)) != NULL && (const char *)piece < top)
            ;
        if (size > KEPT_MOST)
            free(piece);
    }
}

static int
leave_library(struct dl_phdr_info *info, size_t size, void *arg)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    (void)size;
    (void)arg;
    for (int i = 0; i < info->dlpi_phnum && is_unused(info->dlpi_name); i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        uintptr_t from = (info->dlpi_addr + h->p_vaddr) & ~(page - 1);
        uintptr_t to = (info->dlpi_addr + h->p_vaddr + h->p_memsz + page - 1) & ~(page - 1);

        if (h->p_type == PT_LOAD)
            madvise((void *)from, to - from, MADV_DONTFORK);    /* if it fails, forks are dearer, nothing else */
    }
    return 0;
}

void
ballast_leave(void)
{
    mallopt(M_TOP_PAD, HEAP_AHEAD);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    if (tools_whole())                  /* what it loads may use any of them */
        return;
    holes_fill();
    charset_close();                    /* the loader would look for what is not there */
    dl_iterate_phdr(leave_library, NULL);
    mem_leave_code();
}
