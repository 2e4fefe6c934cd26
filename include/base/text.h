/* Text: UTF-8, NFC, and the folding under which Vietnamese words are compared
 * (mail-reality: accents, case, Đ look-alikes and punctuation do not count). */
#ifndef DOCKETD_BASE_TEXT_H
#define DOCKETD_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

bool text_is_utf8(const char *bytes, size_t n);         /* well-formed, no NUL */
size_t text_plain(const char *bytes, size_t n);         /* bytes before the first that JSON does not take as it is */
void text_json(const char *utf8, struct buf *out);      /* in quotation marks, as JSON takes it */
void text_quote(const char *plain, size_t n, struct buf *out);     /* ... of which nothing has to be escaped */
bool text_is_mostly_utf8(const char *bytes, size_t n);  /* far more letters beyond ASCII than faults */

/* A clean copy: malformed bytes become U+FFFD, NFC, C0/C1 controls other than
 * TAB and LF and what no page shows (zero width, bidi controls, byte order
 * marks; not the soft hyphen) dropped, CR LF and CR become LF. */
char *text_clean(const char *bytes, size_t n);
char *text_clean_line(const char *bytes, size_t n);     /* the same in one line: runs of white space become one space, trimmed */

/* NFC, Đ đ Ð ð Ɖ to d, marks stripped, lower case, all that is no letter or
 * digit to one space, trimmed: "TP. Cao Lãnh" gives "tp cao lanh". */
char *text_fold(const char *utf8);
void text_fold_add(const char *utf8, size_t n, struct buf *out);       /* the same, behind what is there */
/* Works out now what letters fold to, else each at its first use: for who forks often. */
void text_fold_ready(void);
bool text_same(const char *, const char *);             /* but for the case of ASCII letters; NULL is like nothing */
bool text_has_words(const char *utf8);     /* its folded form is not empty */

/* True if the whole tokens of needle stand in haystack, both folded. */
bool text_has_tokens(const char *folded_haystack, const char *folded_needle);
bool text_begins(const char *folded, const char *folded_words);         /* with these whole tokens */

size_t text_width(const char *utf8);                    /* columns in a terminal, after NFC */
size_t text_length(const char *utf8);                   /* code points */
char *text_cut(const char *utf8, size_t code_points);   /* at most so many, "…" when cut */
char *text_pad(const char *utf8, size_t columns);       /* cut or filled with spaces to this width */
char *text_lower(const char *utf8);                     /* Unicode lower case, NFC */
bool text_is_small(const char *letter, size_t n);       /* its first letter is no capital; n bytes, one at least */

char *text_size(unsigned long long bytes);              /* "84 KB", "1,2 MB" as a Vietnamese reader writes it */

#endif
