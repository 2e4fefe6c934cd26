/* The plain archive that office programs write: its list read in place, its
 * members inflated whole by libdeflate. libzip is the judge of everything
 * else, and sees what this declines. */
#ifndef READER_ZIP_PLAIN_H
#define READER_ZIP_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plain_member {
    const char *name;           /* name_size bytes in the archive, none of them a control; UTF-8 if it says so */
    size_t name_size;
    const unsigned char *data;
    uint32_t packed, size, crc;
    bool stored, utf8;
};

/* True: *v (owned by the caller) are its *n members, at most LIMIT_ENTRIES. False: none. */
bool zip_plain_list(const void *bytes, size_t size, struct plain_member **v, size_t *n);

/* Its bytes (owned by the caller), NUL-terminated; NULL: they are not what the list says.
 * *d: made at its first use, for zip_plain_done. */
struct libdeflate_decompressor;
char *zip_plain_take(const struct plain_member *, struct libdeflate_decompressor **d);
void zip_plain_done(struct libdeflate_decompressor *);
/* libdeflate asks once a process what the processor can do, which a virtual machine answers slowly: before the forks. */
void zip_plain_prepare(void);

#endif
