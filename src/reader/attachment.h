/* What every reader of a file says of it. */
#ifndef READER_ATTACHMENT_H
#define READER_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/flag.h"
#include "model/message.h"

/* How a reader ends a file it cannot or may not read. */
void refuse(struct attachment *a, enum attachment_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Cuts text in place to at most so many bytes, between letters. True if it did. */
bool text_bound(char *text, size_t most);
/* Something was left out; the file still counts as read. */
void shorten(struct attachment *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The lines of a text that stands in a margin of the page: the first of them, none twice. */
void margins_add(struct attachment *a, const char *text);

/* A cell of the table of this number is merged over these rows and columns, all from 1: kept if it
 * holds a figure. */
struct area { int row, column, last_row, last_column; };
void area_add(struct attachment *a, size_t table, const char *text, const struct area *);

#endif
