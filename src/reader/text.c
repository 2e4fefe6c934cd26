/* Plain text and pages. */
#include "files.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "doc.h"
#include "html.h"

void
text_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    bool utf16 = n >= 2 &&
                 ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
    char *utf8;

    (void)o;
    if (n > LIMIT_TEXT) {
        n = LIMIT_TEXT;
        shorten(a, "only the first %lu KB of the text were read", LIMIT_TEXT >> 10);
    }
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    utf8 = charset_convert(utf16 ? "UTF-16" : NULL, bytes, n, &a->flags);
    a->text = text_clean(utf8, strlen(utf8));
    a->status = ATTACHMENT_READ;
    free(utf8);
}

void
page_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    bool utf16 = n >= 2 &&
                 ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
    char charset[40], *utf8;
    struct doc d;

    (void)o;
    if (n > LIMIT_PAGE) {
        n = LIMIT_PAGE;
        shorten(a, "only the first %lu MB of the page were read", LIMIT_PAGE >> 20);
    }
    html_charset(bytes, n, charset);
    utf8 = charset_convert(utf16 ? "UTF-16" : charset, bytes, n, &a->flags);
    a->status = ATTACHMENT_READ;
    doc_begin(&d, a);
    if (!html_add(&d, utf8, strlen(utf8)))
        refuse(a, ATTACHMENT_UNREADABLE, "the page is too large or too deep");
    doc_end(&d);
    free(utf8);
}
