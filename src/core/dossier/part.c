/* Files to parts. */
#include "core/dossier/part.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "core/language/tokens.h"
#include "model/flag.h"

#define TITLE_READ 400          /* bytes of a file name or title */
#define TEXT_READ 60000         /* bytes of a document that are searched */
#define HEADS_MOST 8
#define HEAD_MOST 160           /* bytes of a line that is the head of a document */

/* ---- words ------------------------------------------------------------------- */

static bool
stand_at(const struct tokens *t, size_t at, const struct tokens *p)
{
    size_t k = 0;

    while (k < p->n && at + k < t->n && token_is(&t->v[at + k], p->v[k].text))
        k++;
    return p->n > 0 && k == p->n;
}

bool
words_stand(const char *text, const char *phrase)
{
    struct tokens t, p;
    bool found = false;

    if (text == NULL)
        return false;
    tokens_of(text, TEXT_READ, &t);
    tokens_of(phrase, TITLE_READ, &p);
    for (size_t at = 0; !found && at < t.n; at++)
        found = stand_at(&t, at, &p);
    tokens_free(&t);
    tokens_free(&p);
    return found;
}

static bool
any_stands(const char *text, const struct strings *phrases)
{
    for (size_t i = 0; i < phrases->n; i++)
        if (words_stand(text, phrases->v[i]))
            return true;
    return false;
}

/* ---- one file ----------------------------------------------------------------- */

/* The only part for which `test` says yes; NULL: none, or several. */
typedef bool part_test(const struct part *, const struct attachment *);

static const struct part *
only(const struct report *r, const struct attachment *a, part_test *test)
{
    const struct part *found = NULL;

    for (size_t i = 0; i < r->nparts; i++)
        if (test(&r->parts[i], a)) {
            if (found != NULL)
                return NULL;
            found = &r->parts[i];
        }
    return found;
}

static bool
calls_itself(const struct part *p, const struct attachment *a)
{
    return a->letterhead != NULL && any_stands(a->letterhead->type, &p->types);
}

/* An invitation is not the minutes, be its file named so. */
static bool
calls_itself_otherwise(const struct part *p, const struct attachment *a)
{
    return p->types.n > 0 && a->letterhead != NULL && a->letterhead->type != NULL &&
           !calls_itself(p, a);
}

static bool
is_named(const struct part *p, const struct attachment *a)
{
    return !calls_itself_otherwise(p, a) &&
           (any_stands(a->name, &p->words) || any_stands(a->name, &p->types));
}

static bool
is_titled(const struct part *p, const struct attachment *a)
{
    return !calls_itself_otherwise(p, a) && a->letterhead != NULL &&
           any_stands(a->letterhead->subject, &p->words);
}

static bool
in_capitals(const char *line, size_t n)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        if (line[i] >= 'a' && line[i] <= 'z')
            return false;
        any = any || (line[i] >= 'A' && line[i] <= 'Z');
    }
    return any;
}

/* A line in capitals that begins with the name of a kind of document: where one begins. */
static bool
is_head(const char *line, size_t n, const struct strings *types)
{
    char text[HEAD_MOST + 1];
    struct tokens t;
    bool is = false;

    if (n == 0 || n > HEAD_MOST || !in_capitals(line, n))
        return false;
    memcpy(text, line, n);
    text[n] = '\0';
    tokens_of(text, HEAD_MOST, &t);
    for (size_t i = 0; !is && i < types->n; i++) {
        struct tokens p;

        tokens_of(types->v[i], TITLE_READ, &p);
        is = stand_at(&t, 0, &p);
        tokens_free(&p);
    }
    tokens_free(&t);
    return is;
}

/* The first line that is a head of this part; owned, NULL. */
static char *
head_line(const struct part *p, const char *text)
{
    for (size_t read = 0; text != NULL && *text != '\0' && read < TEXT_READ;) {
        size_t line = strcspn(text, "\n");

        if (is_head(text, line, &p->types))
            return xstrndup(text, line);
        read += line + 1;
        text += line + (text[line] == '\n');
    }
    return NULL;
}

/* Parts whose heads stand in the text; the first one in *first. */
static size_t
heads(const struct report *r, const char *text, const struct part **first)
{
    const struct part *seen[HEADS_MOST];
    size_t n = 0, read = 0;

    *first = NULL;
    while (text != NULL && *text != '\0' && read < TEXT_READ) {
        size_t line = strcspn(text, "\n");

        for (size_t i = 0; i < r->nparts && n < HEADS_MOST; i++) {
            bool new = is_head(text, line, &r->parts[i].types);

            for (size_t k = 0; k < n && new; k++)
                new = seen[k] != &r->parts[i];
            if (new)
                seen[n++] = &r->parts[i];
        }
        read += line + 1;
        text += line + (text[line] == '\n');
    }
    *first = n > 0 ? seen[0] : NULL;
    return n;
}

/* Too short to be a title, or minutes that begin at once: "Hôm nay, ngày ...", "Hồi 8 giờ 30". */
static bool
tells_no_matter(const char *text)
{
    static const char *const openings[] = { "hom nay", "vao luc", "vao hoi", "thoi gian" };
    struct tokens t;
    bool none;

    if (text == NULL)
        return true;
    tokens_of(text, TITLE_READ, &t);
    none = t.n < 3 || tokens_any(&t, 0, openings, ARRAY_LEN(openings)) ||
           (token_is(&t.v[0], "hoi") && t.v[1].number >= 0);
    tokens_free(&t);
    return none;
}

/* A title goes on in the line of the type or stands below it. */
static bool
titled_otherwise(const struct part *p, const struct attachment *a)
{
    const char *subject = a->letterhead == NULL ? NULL : a->letterhead->subject;
    char *head = head_line(p, a->text);
    bool other = p->titles.n > 0 && !any_stands(head, &p->titles) &&
                 !any_stands(subject, &p->titles) &&
                 !(tells_no_matter(head) && tells_no_matter(subject));

    free(head);
    return other;
}

struct part_guess
part_of(const struct report *r, const struct attachment *a)
{
    static part_test *const tests[] = { is_named, is_titled };
    struct part_guess g = {0};
    const struct part *head;
    size_t n = heads(r, a->text, &head);

    if (n > 1) {
        g.several = true;
        return g;
    }
    g.part = only(r, a, calls_itself);
    if (g.part == NULL)
        g.part = head;                  /* what it is called outside says less: minutes come as "BC ket qua.docx" */
    for (size_t i = 0; i < sizeof tests / sizeof *tests && g.part == NULL; i++)
        g.part = only(r, a, tests[i]);
    if (g.part != NULL && titled_otherwise(g.part, a))
        g.part = NULL;
    return g;
}

static bool
looks_like(const struct part *p, const struct attachment *a)
{
    return attachment_counts(a) && (calls_itself(p, a) || is_named(p, a) || is_titled(p, a)) &&
           !titled_otherwise(p, a);
}

void
part_missing(const struct report *r, const struct message *m, struct findings *findings)
{
    for (size_t i = 0; i < r->nparts; i++) {
        const struct part *p = &r->parts[i];
        struct finding_words words = { .label = p->name };
        bool there = p->words.n + p->types.n == 0 || !p->required || m->in_reply_to.n > 0;

        for (size_t k = 0; k < m->nattachments && !there; k++)
            there = looks_like(p, &m->attachments[k]);
        if (!there)
            finding_say(findings, FINDING_NO_PART, SEVERITY_WARNING, NULL, &words);
    }
}

/* ---- signers (A15) -------------------------------------------------------------- */

/* A scan shows no signer to us, and a digital signature stands for one. */
static bool
unsigned_document(const struct attachment *a)
{
    return a->letterhead != NULL && a->letterhead->signer == NULL &&
           !flag_on(&a->flags, FLAG_SCAN) && !flag_on(&a->flags, FLAG_PDF_SIGNATURE);
}

static bool
other_level(const struct part *p, const struct attachment *a)
{
    const struct letterhead *h = a->letterhead;

    return p->signers.n > 0 && h != NULL && h->issuer != NULL &&
           !any_stands(h->issuer, &p->signers) && !any_stands(h->signer_position, &p->signers);
}

void
part_signers(const struct report *r, const struct message *m, uint64_t others,
             struct findings *findings)
{
    for (size_t i = 0; r->nparts > 0 && i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        const struct part *p = attachment_counts(a) ? part_of(r, a).part : NULL;
        struct finding_words words = { .label = p == NULL ? NULL : p->name };

        if (p == NULL || (i < 64 && (others >> i & 1) != 0))
            continue;
        if (unsigned_document(a))
            finding_say(findings, FINDING_NO_SIGNER, SEVERITY_WARNING, a->name, &words);
        if (!other_level(p, a))
            continue;
        words.value = a->letterhead->issuer;
        words.limit = words.limit_en = p->signer != NULL ? p->signer : p->signers.v[0];
        finding_say(findings, FINDING_OTHER_SIGNER, SEVERITY_WARNING, a->name, &words);
    }
}

/* ---- criteria --------------------------------------------------------------------- */

static bool
between(const struct tokens *t, size_t at)
{
    return t->v[at].gap == '/' || token_is(&t->v[at], "tren") || token_is(&t->v[at], "tong");
}

/* "X/Y tiêu chí", "X trên (tổng số) Y tiêu chí". */
static bool
criteria_at(const struct tokens *t, size_t at, int *met, int *total)
{
    size_t i = at + 1;

    if (t->v[at].number < 0 || i >= t->n || !between(t, i))
        return false;
    while (i < t->n && t->v[i].number < 0 && i < at + 4)
        i++;
    if (i >= t->n || t->v[i].number <= 0 || t->v[i].number < t->v[at].number ||
        !tokens_are(t, i + 1, "tieu chi"))
        return false;
    *met = t->v[at].number;
    *total = t->v[i].number;
    return true;
}

bool
criteria_read(const char *text, int *met, int *total)
{
    struct tokens t;
    bool found = false;

    if (text == NULL)
        return false;
    tokens_of(text, TEXT_READ, &t);
    for (size_t at = 0; at < t.n && !found; at++)
        found = criteria_at(&t, at, met, total);
    tokens_free(&t);
    return found;
}
