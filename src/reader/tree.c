/* Which parts of a mail are its text and which are its files. Contents are
 * looked at where they lie in the message; only what is encoded is decoded,
 * one part at a time. */
#include "tree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/format.h"
#include "charset.h"
#include "cms.h"
#include "content.h"
#include "dsn.h"
#include "header.h"
#include "html.h"
#include "shown.h"
#include "sniff.h"
#include "process/step.h"

#define HTML_MOST (4 * LIMIT_TEXT)      /* markup is larger than its text */

/* ---- names ------------------------------------------------------------------------- */

/* The raw value of a part's own header field; NULL if it has none. */
static const char *
raw_field(GMimeObject *o, const char *name)
{
    GMimeHeader *h = g_mime_header_list_get_header(g_mime_object_get_header_list(o), name);

    return h != NULL ? g_mime_header_get_raw_value(h) : NULL;
}

static char *
raw_parameter(struct walk *w, GMimeObject *o, const char *field, const char *name)
{
    const char *value = raw_field(o, field);
    bool twice = false;
    char *out;

    if (value == NULL)
        return NULL;
    out = field_parameter(value, strlen(value), name, &twice, &w->m->flags);
    if (out == NULL && strstr(value, "=?") != NULL) {       /* the field itself in encoded words */
        char *plain = field_text(&(struct field){ .value = value, .value_len = strlen(value) },
                                 true, &w->m->flags);

        out = field_parameter(plain, strlen(plain), name, &twice, &w->m->flags);
        free(plain);
    }
    if (twice) {
        flag_add(&w->m->flags, FLAG_DOUBTFUL_STRUCTURE);
        problem_note(&w->m->problems, "the parameter %s stands more than once in %s", name, field);
    }
    return out;
}

/* Old mail programs and phones send the whole path, which says nothing of the
 * file. "112/BC-CAH.doc" is a number and no path. */
static void
drop_folders(char *name)
{
    const char *tail = name;

    if (*name != '/' && *name != '\\' &&
        !(isalpha((unsigned char)*name) && name[1] == ':' && (name[2] == '\\' || name[2] == '/')))
        return;
    for (const char *p = name; *p != '\0'; p++) {
        if (*p == '/' || *p == '\\')
            tail = p + 1;
    }
    if (*tail != '\0')
        memmove(name, tail, strlen(tail) + 1);
}

static char *
file_name(struct walk *w, GMimeObject *o)
{
    char *name = raw_parameter(w, o, "Content-Disposition", "filename");

    if (name == NULL || *name == '\0') {
        free(name);
        name = raw_parameter(w, o, "Content-Type", "name");
    }
    if (name != NULL && *name == '\0') {
        free(name);
        name = NULL;
    }
    if (name != NULL)
        drop_folders(name);
    return name;
}

static char *
media_type(GMimeObject *o)
{
    GMimeContentType *t = g_mime_object_get_content_type(o);
    char *raw = xasprintf("%s/%s", g_mime_content_type_get_media_type(t),
                          g_mime_content_type_get_media_subtype(t));
    char *clean = text_clean_line(raw, strlen(raw)), *lower = text_lower(clean),
         *cut = text_cut(lower, LIMIT_NAME);

    free(raw);
    free(clean);
    free(lower);
    return cut;
}

/* ---- kinds of parts ------------------------------------------------------------------- */

struct media { const char *type, *subtype; };

/* RFC 3464, 6533, 8098, 6522: fields of a report, and what it returns of a mail's header. */
static const struct media reports[] = {
    { "message", "delivery-status" }, { "message", "global-delivery-status" }, { "message", "disposition-notification" },
    { "message", "global-disposition-notification" },
};
static const struct media returned_headers[] = { { "text", "rfc822-headers" }, { "message", "global-headers" } };
static const struct media sealed[] = { { "application", "pgp-encrypted" } };    /* RFC 3156, 4: the mail is in the next part */
static const struct media wrappers[] = { { "application", "pkcs7-mime" }, { "application", "x-pkcs7-mime" } };

/* ---- text --------------------------------------------------------------------------- */

/* What says it is encoded, in a way that has no name. */
static void
note_encoding(struct walk *w, GMimePart *part)
{
    const char *raw = raw_field(GMIME_OBJECT(part), "Content-Transfer-Encoding");
    char *word = text_clean_line(raw != NULL ? raw : "",
                                 raw != NULL ? strnlen(raw, LIMIT_NAME) : 0);

    flag_add(&w->m->flags, FLAG_ENCODING_UNKNOWN);
    problem_note(&w->m->problems,
                 "the transfer encoding \"%s\" of a part is not known; it was taken as it stands",
                 word);
    free(word);
}

static char *
page_of(struct walk *w, const char *utf8)
{
    struct step outer = { -1, STEP_PAGE };
    char *text = NULL;

    if (step_begin((int)w->files->n, STEP_PAGE, &outer)) {
        text = html_text(utf8, strlen(utf8), &w->m->flags);
        step_end(outer);
    }
    if (text != NULL)
        return text;
    problem_note(&w->m->problems, "the text in HTML is too large or too deep; it was not read");
    flag_add(&w->m->flags, FLAG_TRUNCATED);
    return xstrdup("");
}

static char *
text_of(struct walk *w, GMimePart *part, bool html)
{
    char *charset = raw_parameter(w, GMIME_OBJECT(part), "Content-Type", "charset");
    struct content c;
    char *utf8, *plain, *clean;
    size_t most = html ? HTML_MOST : LIMIT_TEXT;

    content_read(part, w->bytes, w->n, &c);
    if (c.odd_encoding)
        note_encoding(w, part);
    if (c.n > most) {
        problem_note(&w->m->problems, "only the first %zu KB of the text were read", most >> 10);
        flag_add(&w->m->flags, FLAG_TRUNCATED);
        c.n = most;
    }
    if (html && charset == NULL) {
        charset = xcalloc(1, 40);
        html_charset(c.bytes, c.n, charset);
    }
    utf8 = charset_convert(charset, c.bytes, c.n, &w->m->flags);
    plain = html ? page_of(w, utf8) : utf8;
    clean = text_clean(plain, strlen(plain));
    if (plain != utf8)
        free(plain);
    free(utf8);
    content_free(&c);
    free(charset);
    return clean;
}

void
bodies_free(struct bodies *s)
{
    free(s->plain);
    free(s->html);
    *s = (struct bodies){0};
}

static void
text_append(char **to, const char *more)
{
    char *both;

    if (more == NULL || *more == '\0')
        return;
    both = *to == NULL || **to == '\0'
               ? xstrdup(more)
               : xasprintf("%s%s%s", *to, (*to)[strlen(*to) - 1] == '\n' ? "" : "\n", more);
    free(*to);
    *to = both;
}

const char *
bodies_best(const struct bodies *s)
{
    if (s->plain != NULL && s->plain[strspn(s->plain, " \t\n")] != '\0')
        return s->plain;
    return s->html;
}

/* ---- the tree ------------------------------------------------------------------------- */

static bool
room_left(struct walk *w, int depth)
{
    if (!w->full && (++w->parts > LIMIT_PARTS || depth > LIMIT_DEPTH)) {
        w->full = true;
        flag_add(&w->m->flags, FLAG_TRUNCATED);
        flag_add(&w->m->flags, FLAG_DOUBTFUL_STRUCTURE);
        problem_note(&w->m->problems,
                     depth > LIMIT_DEPTH ? "parts are nested deeper than %d; the rest is not read"
                                         : "the mail has more than %d parts; the rest is not read",
                     depth > LIMIT_DEPTH ? LIMIT_DEPTH : LIMIT_PARTS);
    }
    return !w->full;
}

static bool
is_attached(GMimeObject *o, const char *name)
{
    GMimeContentDisposition *d = g_mime_object_get_content_disposition(o);

    return name != NULL || (d != NULL && g_mime_content_disposition_is_attachment(d));
}

/* Bytes still encoded look like text, or like nothing. */
static bool
is_not_what_it_is_called(const struct attachment *a, const char *name)
{
    const char *dot = name == NULL ? NULL : strrchr(name, '.');

    return a->status == ATTACHMENT_STORED ||
           (a->status == ATTACHMENT_READ &&
            format_named(a->type) != format_ending(dot == NULL ? NULL : dot + 1));
}

static void
file_part(struct walk *w, GMimePart *part, const char *name)
{
    GMimeContentDisposition *d = g_mime_object_get_content_disposition(GMIME_OBJECT(part));
    struct incoming in = { .name = name };
    char *type = media_type(GMIME_OBJECT(part));
    struct content c;
    size_t i;

    if (w->files->wanted != NULL)       /* what holds nothing to read has its bytes, too */
        content_read(part, w->bytes, w->n, &c);
    else
        content_sift(part, w->bytes, w->n, name, &c, &in.format);
    if (c.odd_encoding)
        note_encoding(w, part);
    in.media_type = type;
    in.sha256 = c.sha256;
    in.bytes = c.bytes;
    in.n = c.n;
    in.found = c.found;
    i = files_add(w->files, &in, w->inside, w->depth);
    if (c.odd_encoding && is_not_what_it_is_called(&w->files->v[i], name))
        refuse(&w->files->v[i], ATTACHMENT_UNREADABLE, "its transfer encoding is not known");
    if (strncmp(type, "image/", 6) == 0 &&
        (d == NULL || !g_mime_content_disposition_is_attachment(d)) &&
        (name == NULL || g_mime_part_get_content_id(part) != NULL))
        flag_add(&w->files->v[i].flags, FLAG_INLINE);
    content_free(&c);
    free(type);
}

static void
report_part(struct walk *w, GMimePart *part)
{
    struct content c;

    content_read(part, w->bytes, w->n, &c);
    dsn_read(w->m, (const char *)c.bytes, c.n);
    content_free(&c);
}

/* A part of a mail by its own header, not a file. */
static bool
is_entity(const struct buf *content)
{
    struct fields f;
    bool found;

    fields_parse(&f, buf_text(content), content->len);
    found = fields_find(&f, "Content-Type") != NULL;
    fields_free(&f);
    return found;
}

/* What a signature wraps is read in its place (RFC 8551, 3.5.2). A cipher that has the name of no
 * file wraps the mail itself. */
static bool
unwrap(struct walk *w, GMimePart *part, const char *name, int depth, struct bodies *bodies)
{
    struct walk inner = *w;
    struct buf content = {0};
    struct content c;
    GMimeMessage *mail = NULL;
    enum cms kind;

    content_read(part, w->bytes, w->n, &c);
    kind = cms_open(c.bytes, c.n, &content);
    if (kind == CMS_ENCRYPTED && (name == NULL || strncasecmp(name, "smime.", 6) == 0))
        flag_add(&w->m->flags, FLAG_ENCRYPTED);
    if (kind == CMS_SIGNED && is_entity(&content)) {
        inner.bytes = content.data;
        inner.n = content.len;
        if ((mail = mail_parse(&inner)) != NULL) {
            flag_add(&w->m->flags, FLAG_SIGNATURE_UNCHECKED);
            part_walk(&inner, g_mime_message_get_mime_part(mail), depth + 1, bodies);
            w->parts = inner.parts;
            w->full = inner.full;
            g_object_unref(mail);
        }
    }
    content_free(&c);
    buf_free(&content);
    return mail != NULL;
}

static bool
is_any(GMimeObject *o, const struct media *list, size_t n)
{
    GMimeContentType *t = g_mime_object_get_content_type(o);

    for (size_t i = 0; i < n; i++) {
        if (g_mime_content_type_is_type(t, list[i].type, list[i].subtype))
            return true;
    }
    return false;
}
#define IS_ANY(o, list) is_any((o), (list), ARRAY_LEN(list))

static void
leaf(struct walk *w, GMimePart *part, int depth, struct bodies *bodies)
{
    GMimeObject *o = GMIME_OBJECT(part);
    GMimeContentType *t = g_mime_object_get_content_type(o);
    char *name = file_name(w, o), *text;
    bool plain = g_mime_content_type_is_type(t, "text", "plain"),
         html = g_mime_content_type_is_type(t, "text", "html");

    if (IS_ANY(o, reports)) {
        report_part(w, part);
    } else if (IS_ANY(o, wrappers) && unwrap(w, part, name, depth, bodies)) {
        ;
    } else if ((plain || html) && !is_attached(o, name)) {
        text = text_of(w, part, html);
        text_append(html ? &bodies->html : &bodies->plain, text);
        free(text);
    } else {
        if (w->in_report && IS_ANY(o, returned_headers))
            report_part(w, part);
        if (IS_ANY(o, sealed))
            flag_add(&w->m->flags, FLAG_ENCRYPTED);
        file_part(w, part, name);
    }
    free(name);
}

/* Which letter came back: most reports name it nowhere else. */
static void
returned_id(struct message *m, const char *id)
{
    struct control *c;

    if (id == NULL || m->ndsn >= LIMIT_HEADER_FIELDS)
        return;
    c = ARRAY_MORE(m->dsn, m->ndsn);
    c->tag = xstrdup("message-id");
    c->value = text_clean_line(id, strnlen(id, LIMIT_SUBJECT));
}

/* A forwarded mail that stands in the tree: its bytes as GMime kept them. */
static void
mail_part(struct walk *w, GMimeMessagePart *part)
{
    GMimeMessage *inner = g_mime_message_part_get_message(part);
    GMimeStream *s;
    GByteArray *bytes;
    char *name;
    size_t i;

    if (inner == NULL)
        return;
    s = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(inner), NULL, s);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
    name = file_name(w, GMIME_OBJECT(part));
    i = files_add(w->files,
                  &(struct incoming){ .name = name,
                                      .media_type = "message/rfc822",
                                      .n = bytes->len,
                                      .bytes = bytes->data != NULL ? bytes->data
                                                                   : (const guint8 *)"",
                                      .format = format_of(FORMAT_EML) },
                  w->inside, w->depth);
    if (w->in_report) {
        flag_add(&w->files->v[i].flags, FLAG_RETURNED);
        returned_id(w->m, g_mime_message_get_message_id(inner));
    }
    free(name);
    g_object_unref(s);
}

/* Of alternatives one is read; files in any of them are kept. */
static void
alternatives(struct walk *w, GMimeMultipart *multi, int depth, struct bodies *bodies)
{
    struct bodies all = {0};

    for (int i = 0; i < g_mime_multipart_get_count(multi) && !w->full; i++)
        part_walk(w, g_mime_multipart_get_part(multi, i), depth + 1, &all);
    if (bodies_best(&all) == all.plain && all.plain != NULL && all.html != NULL &&
        !shown_whole(all.plain, all.html))
        flag_add(&w->m->flags, FLAG_TWO_TEXTS);
    text_append(bodies_best(&all) == all.plain ? &bodies->plain : &bodies->html, bodies_best(&all));
    bodies_free(&all);
}

static void
multi_walk(struct walk *w, GMimeMultipart *multi, int depth, struct bodies *bodies)
{
    GMimeContentType *t = g_mime_object_get_content_type(GMIME_OBJECT(multi));
    int n = g_mime_multipart_get_count(multi);

    free(raw_parameter(w, GMIME_OBJECT(multi), "Content-Type", "boundary"));    /* for its being there twice */
    w->in_report |= g_mime_content_type_is_type(t, "multipart", "report");
    for (int i = 0; i < n && i < LIMIT_PARTS; i++)       /* some send a report as plain parts */
        w->in_report |= IS_ANY(g_mime_multipart_get_part(multi, i), reports);
    if (n == 0 && g_mime_multipart_get_prologue(multi) != NULL) {
        const char *text = g_mime_multipart_get_prologue(multi);
        char *utf8 = charset_convert(NULL, text, strnlen(text, LIMIT_TEXT), &w->m->flags),
             *clean = text_clean(utf8, strlen(utf8));

        text_append(&bodies->plain, clean);
        free(utf8);
        free(clean);
    }
    if (g_mime_content_type_is_type(t, "multipart", "alternative")) {
        alternatives(w, multi, depth, bodies);
        return;
    }
    for (int i = 0; i < n && !w->full; i++) {
        struct bodies one = {0};

        part_walk(w, g_mime_multipart_get_part(multi, i), depth + 1, &one);
        text_append(&bodies->plain, bodies_best(&one));
        bodies_free(&one);
    }
}

void
part_walk(struct walk *w, GMimeObject *o, int depth, struct bodies *bodies)
{
    if (o == NULL || !room_left(w, depth))
        return;
    if (GMIME_IS_MULTIPART(o))
        multi_walk(w, GMIME_MULTIPART(o), depth, bodies);
    else if (GMIME_IS_MESSAGE_PART(o))
        mail_part(w, GMIME_MESSAGE_PART(o));
    else if (GMIME_IS_PART(o))
        leaf(w, GMIME_PART(o), depth, bodies);
}
