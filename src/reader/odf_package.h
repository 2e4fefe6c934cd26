/* What the other parts of an OpenDocument package tell of its content. */
#ifndef READER_ODF_PACKAGE_H
#define READER_ODF_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

struct zipbox;

bool odf_has_macros(const struct zipbox *);
/* The program that wrote it stores a 0 with formulas that it does not compute. */
bool odf_writes_zeros(struct zipbox *);
bool odf_flat_writes_zeros(const void *bytes, size_t n);        /* all of it in one file, its head first */

#endif
