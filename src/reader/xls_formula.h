#ifndef READER_XLS_FORMULA_H
#define READER_XLS_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What a formula adds up, as "B3+B5:B7". False: it does something else. */
bool xls_sum(const unsigned char *signs, size_t n, struct buf *out);

#endif
