/* The pieces of a mail, inside the reader. */
#ifndef READER_PARTS_H
#define READER_PARTS_H

#include "model/message.h"
#include "fields.h"

/* header.c */
void headers_read(struct message *m, const struct fields *f);
void problem_note(struct strings *problems, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* dsn.c: fields of a message/delivery-status part (RFC 3464) */
void dsn_read(struct message *m, const char *bytes, size_t n);

/* own.c: what the sender wrote himself */
char *own_words(const char *text);

#endif
