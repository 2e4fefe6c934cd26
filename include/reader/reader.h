/* Bytes to facts. Runs only inside docket-reader, after the sandbox is up. */
#ifndef DOCKETD_READER_READER_H
#define DOCKETD_READER_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "model/message.h"

/* Before the sandbox: loads what opens files later (iconv converters, GMime). */
void reader_prepare(void);

/* Before reader_prepare: this process reads ordinary messages only. A child
 * that needs more ends with READER_EXIT_MORE. */
void reader_ordinary(void);

bool reader_is_mail(const void *bytes, size_t n);       /* it begins like the header of a mail */

/* A raw RFC 5322 message. Never NULL; faults are in ->problems. */
struct message *reader_message(const void *bytes, size_t n);

/* One file by itself, sniffed by content; fills everything but `inside`. */
void reader_file(const char *name, const void *bytes, size_t n, struct attachment *out);

#endif
