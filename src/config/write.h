/* Values back to the text of a configuration file. */
#ifndef CONFIG_WRITE_H
#define CONFIG_WRITE_H

#include "base/buf.h"
#include "config/options.h"

#define AT(OBJECT, OFFSET) ((const void *)((const char *)(OBJECT) + (OFFSET)))

/* The value as it is written behind "key = "; false: none, or what stands without it. */
bool option_write(const struct option *, const void *object, struct buf *out);
/* The same of a table's cell, its items parted by ";": what is no value of the row is written as it stands, for the reader to refuse. */
bool option_write_cell(const struct option *, const char *cell, struct buf *out);
/* A value as the cell of a table. */
void option_cell(const struct option *, const void *object, struct buf *out);

#endif
