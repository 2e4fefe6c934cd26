/* The header of a mail. */
#ifndef READER_HEADER_H
#define READER_HEADER_H

#include "model/message.h"
#include "fields.h"

void headers_read(struct message *m, const struct fields *f);
void problem_note(struct strings *problems, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
