/* The pieces of a mail, inside the reader. */
#ifndef READER_PARTS_H
#define READER_PARTS_H

#include "model/message.h"
#include "fields.h"

/* header.c */
void headers_read(struct message *m, const struct fields *f);
void problem_note(struct strings *problems, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* dsn.c: fields of a message/delivery-status part (RFC 3464) */
void dsn_read(struct message *m, const char *bytes, size_t n);

/* html.c: HTML to the text a person sees; rows of a table become lines, their
 * cells are parted by TAB. UTF-8 in, UTF-8 out, not yet clean. */
char *html_text(const char *utf8, size_t n);

/* own.c: what the sender wrote himself */
char *own_words(const char *text);

#endif
