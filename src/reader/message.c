/* A mail from its bytes: header fields as they stand, parts as GMime finds
 * them, the text as a person would read it. */
#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "reader/reader.h"
#include "reader/extract.h"
#include "files.h"
#include "header.h"
#include "legacy.h"
#include "own.h"
#include "process/tools.h"
#include "sniff.h"
#include "tree.h"

static const struct { GMimeParserWarning code; const char *text; } warnings[] = {
    { GMIME_CRIT_CONFLICTING_HEADER, "a field that may stand once stands twice with two values" },
    { GMIME_CRIT_CONFLICTING_PARAMETER, "a parameter stands twice with two values" },
    { GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY, "a multipart has no boundary" },
    { GMIME_CRIT_NESTING_OVERFLOW, "parts are nested too deeply" },
    { GMIME_WARN_MALFORMED_MULTIPART, "a multipart has no parts" },
};

static void
on_warning(gint64 offset, GMimeParserWarning code, const gchar *item, gpointer data)
{
    struct message *m = data;

    (void)offset;
    (void)item;
    for (size_t i = 0; i < ARRAY_LEN(warnings); i++) {
        if (warnings[i].code != code)
            continue;
        flag_add(&m->flags, FLAG_DOUBTFUL_STRUCTURE);
        strings_once(&m->problems, warnings[i].text);
    }
}

/* No copy: GMime's stream looks at the bytes and is told not to own them. */
GMimeMessage *
mail_parse(struct walk *w)
{
    GMimeParserOptions *options = g_mime_parser_options_new();
    GMimeStream *s;
    GMimeParser *parser;
    GMimeMessage *out;

    w->window = (GByteArray){ (guint8 *)w->bytes, (guint)w->n };
    s = g_mime_stream_mem_new_with_byte_array(&w->window);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(s), FALSE);
    g_mime_parser_options_set_warning_callback(options, on_warning, w->m);
    parser = g_mime_parser_new_with_stream(s);
    g_mime_parser_set_persist_stream(parser, TRUE);
    out = g_mime_parser_construct_message(parser, options);
    g_object_unref(parser);
    g_object_unref(s);
    g_mime_parser_options_free(options);
    return out;
}

static char *
text_most(struct message *m, const char *text)
{
    char *copy = xstrdup(text);

    if (text_bound(copy, LIMIT_TEXT)) {
        problem_note(&m->problems, "only the first %lu KB of the text were kept", LIMIT_TEXT >> 10);
        flag_add(&m->flags, FLAG_TRUNCATED);
    }
    return copy;
}

static void
convert(char **text, enum legacy font)
{
    char *unicode = *text != NULL ? legacy_convert(font, *text) : NULL;

    free(*text);
    *text = unicode;
}

/* Typed with an old keyboard program: subject and body in the same way. */
static void
text_legacy(struct message *m)
{
    char *both = xasprintf("%s\n%s", m->subject != NULL ? m->subject : "", m->text_full);
    enum legacy font = legacy_guess(both);

    free(both);
    if (font != LEGACY_NONE)
        flag_add(&m->flags, legacy_flags[font]);
    convert(&m->text_full, font);
    convert(&m->subject, font);
    text_bound(m->text_full, LIMIT_TEXT);
}

static void
body_read(struct walk *w)
{
    GMimeMessage *gmime = mail_parse(w);
    struct bodies bodies = {0};
    const char *best;

    if (gmime == NULL) {
        problem_note(&w->m->problems, "it is no mail: no header was found");
        return;
    }
    part_walk(w, g_mime_message_get_mime_part(gmime), 0, &bodies);
    best = bodies_best(&bodies);
    w->m->text_full = text_most(w->m, best != NULL ? best : "");
    text_legacy(w->m);
    best = w->m->text_full + strspn(w->m->text_full, " \n");
    if (*best == '-' && sniff(NULL, (const unsigned char *)best, strlen(best)) == format_of(FORMAT_WRAPPED))
        flag_add(&w->m->flags, FLAG_ENCRYPTED);
    w->m->text = own_words(w->m->text_full);
    bodies_free(&bodies);
    if (tools_whole())                  /* an ordinary child ends with its answer */
        g_object_unref(gmime);
}

static void
mail_facts(struct walk *w)
{
    struct fields f;
    bool deep = false;

    fields_parse(&f, w->bytes, w->n);
    headers_read(w->m, &f);
    if (f.n > 0) {                      /* an envelope line or blanks may stand before the first field */
        w->n -= (size_t)(f.v[0].name - w->bytes);
        w->bytes = f.v[0].name;
    }
    for (size_t i = 0; i < f.n && !deep; i++)
        deep = field_is_deep(&f.v[i]);
    if (deep) {
        flag_add(&w->m->flags, FLAG_DOUBTFUL_STRUCTURE);
        flag_add(&w->m->flags, FLAG_TRUNCATED);
        problem_note(&w->m->problems,
                     "a header field nests groups without end; the body is not read");
    } else if (!f.too_many) {
        body_read(w);
    }
    fields_free(&f);
}

static struct message *
read_message(const void *bytes, size_t n, const char *wanted, struct buf *kept)
{
    struct message *m = message_new();
    struct files files = { .wanted = wanted, .kept = kept };
    struct walk w = { .m = m, .files = &files, .bytes = bytes, .n = n, .inside = -1 };

    if (n > LIMIT_MESSAGE) {
        problem_note(&m->problems, "the mail is larger than %lu MB; it is not read",
                     LIMIT_MESSAGE >> 20);
        return m;
    }
    mail_facts(&w);
    m->attachments = files.v;
    m->nattachments = files.n;
    message_fit(m);
    return m;
}

struct message *
reader_message(const void *bytes, size_t n)
{
    return read_message(bytes, n, NULL, NULL);
}

struct message *
reader_extract(const void *mail, size_t n, const char *sha256, const struct attachment **file,
               struct buf *out)
{
    struct message *m = read_message(mail, n, sha256, out);

    *file = NULL;
    for (size_t i = 0; i < m->nattachments && out->len > 0 && *file == NULL; i++)
        if (m->attachments[i].sha256 != NULL && strcmp(m->attachments[i].sha256, sha256) == 0)
            *file = &m->attachments[i];
    return m;
}

/* A mail within the mail, forwarded as a whole: its text is the attachment's,
 * its files come after it. Who sent it is only what it says. */
void
mail_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct message *m;
    struct walk w = { .files = o->files,
                      .bytes = (const char *)bytes,
                      .n = n,
                      .inside = o->index,
                      .depth = o->depth + 1 };

    if (o->depth >= LIMIT_ARCHIVE_DEPTH) {
        refuse(a, ATTACHMENT_STORED, "mails are nested deeper than %d", LIMIT_ARCHIVE_DEPTH);
        return;
    }
    w.m = m = message_new();
    mail_facts(&w);
    a->status = ATTACHMENT_READ;
    a->subject = m->subject;
    a->from = xstrdup(message_sender(m));
    a->message_id = xstrdup(m->message_id);
    m->subject = NULL;
    a->text = m->text_full;
    m->text_full = NULL;
    if (m->problems.n > 0 && a->reason == NULL)         /* not all of them lose anything: the flags tell */
        a->reason = xstrdup(m->problems.v[0]);
    for (size_t i = 0; i < m->flags.n; i++)
        strings_once(&a->flags, m->flags.v[i]);
    message_free(m);
}
