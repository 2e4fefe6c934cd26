#include "core/form/document.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/form/finding.h"
#include "core/language/tokens.h"
#include "model/flag.h"
#include "model/format.h"

/* Bytes. A page that was photographed or scanned is larger than a logo; where
 * a mail program placed or named the picture, much larger. */
#define PICTURE_LEAST  (15ul << 10)
#define PLACED_LEAST   (100ul << 10)
#define WORDS_CERTAIN  (40ul << 10)     /* no disclaimer, receipt or link is as long */
#define ROWS_LEAST     3                /* of a table of figures */
#define FIGURES_LEAST  3                /* lines with a label and a figure */
#define LABEL_LEAST    2                /* words of its label, behind the first or its number */
#define UNIT_MOST      24               /* bytes of what is counted */
#define LINK_MOST      400              /* bytes of text on a page that only leads elsewhere */

static const char *
ending(const struct attachment *a)
{
    const char *dot = a->name != NULL ? strrchr(a->name, '.') : NULL;

    return dot != NULL && strlen(dot) <= 9 && strchr(dot, ' ') == NULL ? dot + 1 : NULL;
}

/* Called one, though its content was not recognised: damaged, or encoded in a
 * way that nobody understands. The sender meant a document. */
static bool
called_paper(const struct attachment *a)
{
    enum format_class class = format_ending(ending(a))->class;

    return class == FORMAT_IS_PAPER || class == FORMAT_IS_ARCHIVE;
}

/* "Báo cáo 6 tháng.html", "45-BC.txt" */
static bool
named_paper(const struct attachment *a)
{
    static const char *const ends[] = {"txt", "text", "htm", "html", "mht", "rtf", "xml", "doc"};
    const char *end = ending(a);
    struct tokens t;
    bool fits = end == NULL, paper = false;

    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        fits = fits || strcasecmp(end, ends[i]) == 0;
    if (!fits || a->name == NULL)
        return false;
    tokens_of(a->name, strlen(a->name), &t);
    for (size_t i = 0; i < t.n && !paper; i++)
        paper = tokens_name_paper(&t, i);
    tokens_free(&t);
    return paper;
}

static bool
blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\n\f")] == '\0';
}

/* Rows of figures, not the frame of a page. */
static bool
holds_table(const struct attachment *a)
{
    for (size_t i = 0; i < a->ntables; i++)
        if (a->tables[i].nrows >= ROWS_LEAST)
            return true;
    return false;
}

/* A page of a mail drop or a cloud. */
static bool
leads_elsewhere(const struct attachment *a)
{
    return strcmp(a->type, "html") == 0 && ending(a) != NULL && !called_paper(a) &&
           !holds_table(a) && strlen(a->text != NULL ? a->text : "") <= LINK_MOST;
}

/* "image001.png", "logo.gif", "Outlook-abc12x.png": put there by a mail program. */
static bool
named_by_program(const struct attachment *a)
{
    static const char *const words[] = {"image", "logo", "sig", "signature", "banner", "outlook", "att"};

    for (size_t i = 0; i < ARRAY_LEN(words) && a->name != NULL; i++)
        if (strncasecmp(a->name, words[i], strlen(words[i])) == 0 &&
            !isalpha((unsigned char)a->name[strlen(words[i])]))
            return true;
    return a->name == NULL;
}

/* Only a person's word processor writes one. */
static bool
typed(const struct attachment *a)
{
    return format_named(a->type) == &format_facts[FORMAT_RTF] && a->status == ATTACHMENT_READ &&
           ending(a) != NULL && !named_by_program(a);
}

/* "1. Số cuộc tuyên truyền: 12 cuộc": a label of words, then a figure. */
static bool
tells_figure(const char *line, size_t n)
{
    const char *colon = memrchr(line, ':', n), *at, *end = line + n;
    size_t words = 0;

    if (colon == NULL)
        return false;
    for (const char *p = line; p + 1 < colon; p++)
        words += *p == ' ' && (isalpha((unsigned char)p[1]) || (unsigned char)p[1] >= 0x80);
    for (at = colon + 1; at < end && *at == ' '; at++)
        ;
    if (words < LABEL_LEAST || at == end || !isdigit((unsigned char)*at))
        return false;
    at += strspn(at, "0123456789.,");
    return at >= end || (*at == ' ' && (size_t)(end - at) <= UNIT_MOST && memchr(at, '/', (size_t)(end - at)) == NULL);
}

/* As many lines of them as no program's log and no covering letter has. */
static bool
tells_figures(const struct attachment *a)
{
    size_t figures = 0;

    for (const char *line = a->text, *end; line != NULL && *line != '\0'; line = end + (*end == '\n')) {
        end = strchrnul(line, '\n');
        figures += tells_figure(line, (size_t)(end - line));
    }
    return figures >= FIGURES_LEAST && ending(a) != NULL && !named_by_program(a);
}

static enum file_role
role_of_words(const struct attachment *a)
{
    if (leads_elsewhere(a))
        return FILE_LINK;
    if (a->status == ATTACHMENT_READ && blank(a->text))
        return FILE_CONTEXT;
    return called_paper(a) || named_paper(a) || typed(a) || holds_table(a) ||
                   tells_figures(a) || a->letterhead != NULL || a->size >= WORDS_CERTAIN
               ? FILE_DOCUMENT
               : FILE_CONTEXT;
}

static enum file_role
role_of_picture(const struct attachment *a)
{
    bool placed = flag_on(&a->flags, FLAG_INLINE) || named_by_program(a) ||
                  strcmp(a->type, "gif") == 0;

    if (called_paper(a) || format_named(a->type) == &format_facts[FORMAT_HEIC])
        return FILE_DOCUMENT;           /* a telephone's photograph, whatever its size */
    return a->size >= (placed ? PLACED_LEAST : PICTURE_LEAST) ? FILE_DOCUMENT : FILE_CONTEXT;
}

/* An archive that was opened is what it holds; one that was not is taken for a document. */
static enum file_role
role_of_archive(const struct message *m, size_t i)
{
    bool wraps = format_named(m->attachments[i].type) == &format_facts[FORMAT_TNEF];

    if (wraps && m->attachments[i].status != ATTACHMENT_READ)
        return FILE_CONTEXT;            /* the wrapping of a mail program, nobody's paper */
    if (m->attachments[i].status != ATTACHMENT_READ ||
        (!wraps && flag_on(&m->attachments[i].flags, FLAG_TRUNCATED)))
        return FILE_DOCUMENT;
    for (size_t k = i + 1; k < m->nattachments; k++)
        if (m->attachments[k].inside == (int)i && m->attachments[k].role == FILE_DOCUMENT)
            return FILE_DOCUMENT;
    return FILE_CONTEXT;
}

/* It came from whom this mail goes to: it is his own, sent back. */
static bool
sent_back(const struct message *m, const struct attachment *mail)
{
    const char *from = mail->from;

    if (flag_on(&mail->flags, FLAG_RETURNED))
        return true;
    for (size_t i = 0; from != NULL && i < m->delivered_to.n; i++)
        if (strcasecmp(m->delivered_to.v[i], from) == 0)
            return true;
    return addresses_have(&m->to, from) || addresses_have(&m->cc, from);
}

static bool
within_own(const struct message *m, size_t i)
{
    for (int at = m->attachments[i].inside; at >= 0; at = m->attachments[at].inside)
        if (format_named(m->attachments[at].type)->class == FORMAT_IS_MAIL &&
            sent_back(m, &m->attachments[at]))
            return true;
    return false;
}

/* Left in the folder by an office program or a Mac: who has the file open, what colour it has. */
static bool
beside_a_file(const struct attachment *a)
{
    static const char *const begins[] = { "~$", ".~lock.", "._" };
    const char *slash = a->name != NULL ? strrchr(a->name, '/') : NULL,
               *base = slash != NULL ? slash + 1 : a->name;        /* of an archive with folders */
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(begins) && base != NULL && a->status != ATTACHMENT_READ; i++)
        is = is || strncmp(base, begins[i], strlen(begins[i])) == 0;
    return is;
}

/* RFC 2046, 5.2.3: only its header stands in the mail. */
static bool
external(const struct attachment *a)
{
    return text_same(a->media_type, "message/external-body");
}

static enum file_role
role_of(const struct message *m, size_t i)
{
    const struct attachment *a = &m->attachments[i];

    if (external(a))
        return FILE_LINK;
    if (a->size == 0 || a->type == NULL || within_own(m, i) || beside_a_file(a))
        return FILE_CONTEXT;
    switch (format_named(a->type)->class) {
    case FORMAT_IS_PAPER: return FILE_DOCUMENT;
    case FORMAT_IS_WORDS: return role_of_words(a);
    case FORMAT_IS_PICTURE: return role_of_picture(a);
    case FORMAT_IS_ARCHIVE: return role_of_archive(m, i);
    case FORMAT_IS_MAIL: return FILE_CONTEXT;
    default: return called_paper(a) ? FILE_DOCUMENT : FILE_CONTEXT;
    }
}

void
document_sort(struct message *m)
{
    for (size_t i = m->nattachments; i-- > 0;)      /* what an archive holds stands behind it */
        m->attachments[i].role = role_of(m, i);
}

size_t
document_count(const struct message *m)
{
    size_t n = 0;

    for (size_t i = 0; i < m->nattachments; i++) {
        int at = m->attachments[i].inside;
        while (at >= 0 && format_named(m->attachments[at].type)->class == FORMAT_IS_MAIL)
            at = m->attachments[at].inside;
        n += at < 0 && attachment_counts(&m->attachments[i]);
    }
    return n;
}

/* "text/vnd.google.email-reaction+json", "application/json" */
static bool
for_programs(const struct attachment *a)
{
    size_t n = a->media_type != NULL ? strlen(a->media_type) : 0;

    return (a->type != NULL && strcmp(a->type, "ics") == 0) ||
           (n >= 4 && strcasecmp(a->media_type + n - 4, "json") == 0);
}

bool
document_gesture(const struct message *m)
{
    bool found = false;

    for (size_t i = 0; i < m->nattachments; i++)
        found = found || (m->attachments[i].inside < 0 && for_programs(&m->attachments[i]));
    return found && document_count(m) == 0;
}

/* ---- none came ------------------------------------------------------------------ */

bool
document_link(const struct message *m)
{
    bool link = link_given(m->text);

    for (size_t i = 0; i < m->nattachments; i++)
        link = link || m->attachments[i].role == FILE_LINK;
    return link;
}

void
document_wanting(const struct message *m, const struct report *report, struct findings *out)
{
    if (!report->needs_attachment || document_count(m) > 0)
        return;
    finding_say(out,
                document_link(m) || link_given(m->text_full) ? FINDING_LINK_ONLY
                                                              : FINDING_NO_ATTACHMENT,
                SEVERITY_ERROR, NULL, NULL);
}
