/* A page as a browser or Word saves it with its pictures: a mail that nobody
 * sent, whose parts are pages (RFC 2557). */
#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "charset.h"
#include "content.h"
#include "doc.h"
#include "html.h"
#include "html_sheet.h"
#include "tree.h"

struct pages {
    struct walk w;
    struct doc doc;
    int n, parts;
};

static void
page_add(struct pages *p, GMimePart *part)
{
    const char *named = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    char charset[40], *utf8;
    struct content c;

    content_read(part, p->w.bytes, p->w.n, &c);
    if (html_hidden_sheet(c.bytes, c.n)) {
        flag_add(&p->doc.a->flags, FLAG_HIDDEN_SHEET);
        content_free(&c);
        return;
    }
    html_charset(c.bytes, c.n, charset);
    utf8 = charset_convert(named != NULL ? named : charset, c.bytes,
                           c.n < LIMIT_PAGE ? c.n : LIMIT_PAGE, &p->doc.a->flags);
    if (html_add(&p->doc, utf8, strlen(utf8)))
        p->n++;
    else
        shorten(p->doc.a, "a page of it is too large or too deep");
    free(utf8);
    content_free(&c);
}

static void
parts_add(struct pages *p, GMimeObject *o, int depth)
{
    if (o == NULL || depth > LIMIT_DEPTH || ++p->parts > LIMIT_PARTS) {
        shorten(p->doc.a, "it has more than %d parts", LIMIT_PARTS);
    } else if (GMIME_IS_MULTIPART(o)) {
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(o)); i++)
            parts_add(p, g_mime_multipart_get_part(GMIME_MULTIPART(o), i), depth + 1);
    } else if (GMIME_IS_PART(o) &&
               g_mime_content_type_is_type(g_mime_object_get_content_type(o), "text", "html")) {
        page_add(p, GMIME_PART(o));
    }
}

void
mht_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct pages p = { .w = { .m = message_new(), .files = o->files, .bytes = (const char *)bytes, .n = n } };
    GMimeMessage *mail = mail_parse(&p.w);

    doc_begin(&p.doc, a);
    if (mail != NULL)
        parts_add(&p, g_mime_message_get_mime_part(mail), 0);
    if (p.n > 0)
        a->status = ATTACHMENT_READ;
    else
        refuse(a, ATTACHMENT_UNREADABLE, "there is no page in it");
    doc_end(&p.doc);
    if (mail != NULL)
        g_object_unref(mail);
    message_free(p.w.m);
}
