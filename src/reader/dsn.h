/* A report of delivery, RFC 3464. */
#ifndef READER_DSN_H
#define READER_DSN_H

#include "model/message.h"

void dsn_read(struct message *m, const char *bytes, size_t n);     /* the fields of a message/delivery-status part */

#endif
