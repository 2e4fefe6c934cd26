/* edXML (QCVN 102:2016/BTTTT): a document between offices as one XML file, a
 * container like a forwarded mail. What its header says goes to the letterhead
 * and, field by field, to controls ("MessageHeader/Subject"); its files come
 * after it. Anybody can write one: nothing in it proves a sender. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "decode.h"
#include "files.h"
#include "xml.h"

#define DEEP       16
#define NAME_MOST  48
#define FIELDS_MOST 400
#define LEAF_MOST  (16ul << 10)         /* bytes of one header field */

struct named { char *id, *name; };      /* of the manifest */

struct edxml {
    struct opening *o;
    struct attachment *a;
    char path[DEEP][NAME_MOST];
    int depth;                          /* elements open, those beyond DEEP too */
    bool leaf;                          /* no element ended or began since the last one began */
    bool known;                         /* one of its namespaces is edXML's */
    bool cut;
    struct buf text;
    struct named *manifest, reference;
    size_t nmanifest;
    struct { char *name, *id, *type; struct buf content; } file;
};

static const char *const namespaces[] = { "http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.e-doc.vn/Schema/" };

/* "cid:1" and "1" are one id. */
static const char *
bare_id(const char *id)
{
    return id != NULL && strncasecmp(id, "cid:", 4) == 0 ? id + 4 : id;
}

static bool
is_in(const struct edxml *x, const char *name)
{
    for (int i = 0; i < x->depth && i < DEEP; i++)
        if (strcmp(x->path[i], name) == 0)
            return true;
    return false;
}

static const char *
parent(const struct edxml *x)
{
    return x->depth >= 2 && x->depth <= DEEP ? x->path[x->depth - 2] : "";
}

/* ---- the header --------------------------------------------------------------------- */

/* "MessageHeader/From/OrganId": without what every file has around it. */
static char *
path_of(const struct edxml *x)
{
    struct buf b = {0};

    for (int i = 0; i < x->depth; i++)
        if (strncmp(x->path[i], "edXML", 5) != 0)
            buf_addf(&b, "%s%s", b.len > 0 ? "/" : "", x->path[i]);
    return buf_take(&b);
}

/* The first to say it is believed. */
static void
take(char **to, const char *text)
{
    if (*to == NULL)
        *to = xstrdup(text);
}

/* "2023/06/08", "2023-06-08" and what follows. */
static void
take_day(char **to, const char *text)
{
    struct date d = {0};
    char day[11], c;

    if (*to != NULL || sscanf(text, "%4d%c%2d%*c%2d", &d.year, &c, &d.month, &d.day) != 4 ||
        (c != '/' && c != '-') || !date_valid(d))
        return;
    date_write(d, day);
    *to = xstrdup(day);
}

static void
take_urgency(struct letterhead *h, const char *text)
{
    static const char *const words[] = { NULL, "Khẩn", "Thượng khẩn", "Hỏa tốc", "Hỏa tốc hẹn giờ" };
    size_t n = strlen(text) == 1 ? (size_t)(*text - '0') : 0;

    if (n > 0 && n < ARRAY_LEN(words) && h->urgency == NULL)
        h->urgency = xstrdup(words[n]);
}

/* The number and the rest of a document's sign are two fields; some write all of it into one. */
static void
take_number(struct letterhead *h, const char *name, const char *text)
{
    char *whole;

    if (h->number == NULL) {
        h->number = xstrdup(text);
    } else if (strcmp(name, "CodeNotation") == 0 && strchr(h->number, '/') == NULL) {
        whole = strchr(text, '/') != NULL ? xstrdup(text) : xasprintf("%s/%s", h->number, text);
        free(h->number);
        h->number = whole;
    }
}

static void
to_letterhead(struct edxml *x, const char *name, const char *text)
{
    static const struct { const char *parent, *name; size_t at; } rows[] = {
        { "From", "OrganName", offsetof(struct letterhead, issuer) }, { "PromulgationInfo", "Place", offsetof(struct letterhead, place) },
        { "DocumentType", "TypeName", offsetof(struct letterhead, type) }, { "MessageHeader", "Subject", offsetof(struct letterhead, subject) },
        { "SignerInfo", "FullName", offsetof(struct letterhead, signer) }, { "SignerInfo", "Position", offsetof(struct letterhead, signer_position) },
    };
    struct letterhead *h = x->a->letterhead;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (strcmp(rows[i].parent, parent(x)) == 0 && strcmp(rows[i].name, name) == 0)
            take((char **)(void *)((char *)h + rows[i].at), text);
    if (strcmp(parent(x), "Code") == 0 && !is_in(x, "ResponseFor"))
        take_number(h, name, text);
    else if (strcmp(parent(x), "PromulgationInfo") == 0 && strcmp(name, "PromulgationDate") == 0)
        take_day(&h->date, text);
    else if (strcmp(name, "Priority") == 0)
        take_urgency(h, text);
    else if (strcmp(parent(x), "ToPlaces") == 0 && h->recipients.n < LIMIT_ENTRIES)
        strings_add(&h->recipients, text);
}

static void
header_field(struct edxml *x, const char *name, const char *text)
{
    struct control *c;

    to_letterhead(x, name, text);
    if (strcmp(parent(x), "MessageHeader") == 0 && strcmp(name, "Content") == 0)
        take(&x->a->text, text);
    if (x->a->ncontrols >= FIELDS_MOST) {
        x->cut = true;
        return;
    }
    c = ARRAY_MORE(x->a->controls, x->a->ncontrols);
    c->tag = path_of(x);
    c->value = xstrdup(text);
}

/* ---- its files -------------------------------------------------------------------------- */

static const char *
name_of(const struct edxml *x)
{
    if (x->file.name != NULL)
        return x->file.name;
    for (size_t i = 0; i < x->nmanifest && x->file.id != NULL; i++)
        if (x->manifest[i].id != NULL && strcmp(x->manifest[i].id, bare_id(x->file.id)) == 0)
            return x->manifest[i].name;
    return NULL;
}

/* Some writers zip a file before they write it: then it is an archive, opened as one. */
static void
add_file(struct edxml *x)
{
    struct files *files = x->o->files;
    struct buf bytes = {0};
    struct incoming in = { .name = name_of(x), .media_type = x->file.type };

    if (!x->known)
        return;
    if (files->n >= LIMIT_ENTRIES) {
        shorten(x->a, "not every file in it was opened: there are too many");
        return;
    }
    decode_base64(buf_text(&x->file.content), x->file.content.len, &bytes);
    in.bytes = buf_text(&bytes);
    in.n = bytes.len;
    files_add(files, &in, x->o->index, x->o->depth + 1);
    buf_free(&bytes);
}

static void
file_clear(struct edxml *x)
{
    free(x->file.name);
    free(x->file.id);
    free(x->file.type);
    x->file.name = x->file.id = x->file.type = NULL;
    buf_free(&x->file.content);
}

static void
file_field(struct edxml *x, const char *name, const char *text)
{
    if (strcmp(name, "AttachmentName") == 0)
        take(&x->file.name, text);
    else if (strcmp(name, "ContentId") == 0)
        take(&x->file.id, text);
    else if (strcmp(name, "ContentType") == 0)
        take(&x->file.type, text);
}

static void
reference_field(struct edxml *x, const char *name, const char *text)
{
    if (strcmp(name, "ContentId") == 0)
        take(&x->reference.id, bare_id(text));
    else if (strcmp(name, "AttachmentName") == 0)
        take(&x->reference.name, text);
}

/* ---- what the parser meets --------------------------------------------------------------- */

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct edxml *x = arg;

    if (x->depth < DEEP)
        snprintf(x->path[x->depth], NAME_MOST, "%s", name);
    x->depth++;
    x->leaf = true;
    buf_cut(&x->text, 0);
    for (const char **at = attributes; *at != NULL && !x->known; at += 2)
        for (size_t i = 0; i < ARRAY_LEN(namespaces); i++)
            x->known = x->known || (strncmp(*at, "xmlns", 5) == 0 && strcmp(at[1], namespaces[i]) == 0);
    if (strcmp(name, "Reference") == 0 && xml_attribute(attributes, "href") != NULL)
        take(&x->reference.id, bare_id(xml_attribute(attributes, "href")));
}

static void
on_leaf(struct edxml *x, const char *name)
{
    char *text = text_clean_line(buf_text(&x->text), x->text.len);

    if (*text != '\0' && strcmp(parent(x), "Attachment") == 0)
        file_field(x, name, text);
    else if (*text != '\0' && strcmp(parent(x), "Reference") == 0)
        reference_field(x, name, text);
    else if (*text != '\0' && (is_in(x, "MessageHeader") || is_in(x, "TraceHeaderList")))
        header_field(x, name, text);
    free(text);
}

static void
on_end(void *arg, const char *name)
{
    struct edxml *x = arg;

    if (x->leaf)
        on_leaf(x, name);
    x->leaf = false;
    x->depth--;
    if (strcmp(name, "Reference") == 0 && x->nmanifest < LIMIT_ENTRIES) {
        *ARRAY_MORE(x->manifest, x->nmanifest) = x->reference;
        x->reference = (struct named){0};
    }
    if (strcmp(name, "Attachment") == 0) {
        add_file(x);
        file_clear(x);
    }
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct edxml *x = arg;
    const char *here = x->depth >= 1 && x->depth <= DEEP ? x->path[x->depth - 1] : "";

    if (!x->leaf)
        return;
    if (strcmp(here, "ContentTransferEncoded") == 0)
        buf_add(&x->file.content, utf8, (size_t)n);
    else if (x->text.len + (size_t)n <= LEAF_MOST)
        buf_add(&x->text, utf8, (size_t)n);
    else
        x->cut = true;
}

void
edxml_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    static const struct xml how = { .start = on_start, .end = on_end, .text = on_text };
    struct edxml x = { .o = o, .a = a };
    char *why = NULL;

    if (o->depth >= LIMIT_ARCHIVE_DEPTH) {
        refuse(a, ATTACHMENT_STORED, "archives are nested deeper than %d", LIMIT_ARCHIVE_DEPTH);
        return;
    }
    a->letterhead = xcalloc(1, sizeof *a->letterhead);
    a->status = ATTACHMENT_READ;
    if (xml_bytes(bytes, n, &how, &x, &why) != 0)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    else if (!x.known)
        refuse(a, ATTACHMENT_UNREADABLE, "it calls itself edXML, but is of no version that is known");
    if (a->status != ATTACHMENT_READ ||
        (a->letterhead->issuer == NULL && a->letterhead->subject == NULL)) {
        letterhead_clear(a->letterhead);
        free(a->letterhead);
        a->letterhead = NULL;
    }
    a->subject = a->letterhead == NULL ? NULL : xstrdup(a->letterhead->subject);
    if (x.cut)
        shorten(a, "its header is longer than is read");
    file_clear(&x);
    buf_free(&x.text);
    for (size_t i = 0; i < x.nmanifest; i++) {
        free(x.manifest[i].id);
        free(x.manifest[i].name);
    }
    free(x.manifest);
    free(x.reference.id);
    free(x.reference.name);
    free(why);
}
