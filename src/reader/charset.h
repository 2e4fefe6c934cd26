/* Character sets to UTF-8, with converters prepared before the sandbox. */
#ifndef READER_CHARSET_H
#define READER_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/flag.h"

/* Tables of the 8-bit sets; with the many-byte ones too if whole. */
void charset_prepare(bool whole);
/* The tables from one process to another, by a file at its start: a program
 * without the library's converters has them from one with. 0, or -1. */
int charset_give(int fd);
int charset_take(int fd);
/* From here on no converter is opened any more, by nobody in this process and
 * its children: opening one loads a library, see ballast.c. */
void charset_close(void);

/* Never NULL; UTF-8 that may still hold controls: clean it next. A set that
 * is missing or plainly wrong is guessed, which is flagged. */
char *charset_convert(const char *charset, const void *bytes, size_t n, struct strings *flags);

void charset_add(struct buf *out, uint32_t code_point);         /* as UTF-8 */

/* Letters as Office stores them: UTF-16 with the low byte first, or only the
 * low bytes. */
void charset_utf16(struct buf *out, const unsigned char *bytes, size_t n, bool double_byte);

/* True if the bytes look like Vietnamese in windows-1258: a tone mark byte
 * after a vowel. */
bool charset_looks_1258(const unsigned char *bytes, size_t n);

/* Two letters of several bytes, each as UTF-8 builds them: no text in a set of
 * 8 bits looks so, whatever its label says. */
bool charset_is_utf8(const unsigned char *bytes, size_t n);

#endif
