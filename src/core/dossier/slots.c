/* Documents to slots: the same whatever the order in which they came. */
#include "core/dossier/slots.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/rendition.h"

/* ---- which document stands -------------------------------------------------- */

static int
compare_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? (a != NULL) - (b != NULL) : strcmp(a, b);
}

static const struct fault *
fault_of(const struct faults *f, const struct piece *p)
{
    for (size_t i = 0; f != NULL && i < f->n; i++)
        if (strcmp(f->v[i].part, p->part) == 0 && strcmp(f->v[i].sha256, p->sha256) == 0)
            return &f->v[i];
    return NULL;
}

/* > 0: a stands before b. A document without a date says nothing about which
 * is newer; then the later mail does. The bytes settle what nothing else does. */
static int
newer(const struct piece *a, const struct piece *b)
{
    int by = a->date != NULL && b->date != NULL ? strcmp(a->date, b->date) : 0;

    if (by == 0)
        by = (a->received > b->received) - (a->received < b->received);
    return by != 0 ? by : strcmp(a->sha256, b->sha256);
}

static bool
usable(const struct piece *p, const struct faults *faults)
{
    return p->rendition != 0 && fault_of(faults, p) == NULL;
}

static bool
stands_before(const struct piece *a, const struct piece *b, const struct faults *faults)
{
    int by = usable(a, faults) - usable(b, faults);

    return (by != 0 ? by : newer(a, b)) > 0;
}

/* Signed and editable copy of one paper: of one day, or beside each other. */
static bool
one_paper(const struct piece *a, const struct piece *b)
{
    if (a->date != NULL && b->date != NULL)
        return strcmp(a->date, b->date) == 0 && compare_text(a->number, b->number) == 0;
    return a->received == b->received || a->date == NULL || b->date == NULL;
}

static bool
is_for(const struct piece *p, const struct part *part)
{
    return p->counts && p->part != NULL && strcmp(p->part, part->code) == 0;
}

static const struct piece *
best(const struct pieces *pieces, const struct part *part, const struct faults *faults,
     int rendition, const struct piece *beside)
{
    const struct piece *b = NULL;

    for (size_t i = 0; i < pieces->n; i++) {
        const struct piece *p = &pieces->v[i];

        if (is_for(p, part) && (rendition == 0 || p->rendition == rendition) &&
            (beside == NULL || (one_paper(p, beside) && usable(p, faults))) &&
            (b == NULL || stands_before(p, b, faults)))
            b = p;
    }
    return b;
}

/* The same file in two mails is one document. */
static size_t
documents(const struct pieces *pieces, const struct part *part)
{
    size_t n = 0;

    for (size_t i = 0; i < pieces->n; i++) {
        bool first = is_for(&pieces->v[i], part);

        for (size_t k = 0; k < i && first; k++)
            first = !is_for(&pieces->v[k], part) ||
                    strcmp(pieces->v[k].sha256, pieces->v[i].sha256) != 0;
        n += first;
    }
    return n;
}

static enum slot_fault
judge(const struct slot *s, const struct faults *faults)
{
    int have = s->piece->rendition | (s->copy == NULL ? 0 : s->copy->rendition);
    enum renditions want = s->part->renditions;

    if (s->piece->rendition == 0)
        return SLOT_UNREADABLE;
    if (fault_of(faults, s->piece) != NULL)
        return SLOT_FOUND_WRONG;
    if ((want == RENDITIONS_SIGNED || want == RENDITIONS_BOTH) && !(have & RENDITION_SIGNED))
        return SLOT_NO_SIGNED;
    if ((want == RENDITIONS_EDITABLE || want == RENDITIONS_BOTH) && !(have & RENDITION_EDITABLE))
        return SLOT_NO_EDITABLE;
    return SLOT_FINE;
}

static void
fill(const struct part *part, const struct pieces *pieces, const struct faults *faults,
     struct slot *s)
{
    size_t n = documents(pieces, part);
    int wanted = part->renditions == RENDITIONS_SIGNED     ? RENDITION_SIGNED
                 : part->renditions == RENDITIONS_EDITABLE ? RENDITION_EDITABLE
                                                           : 0;

    *s = (struct slot){ .part = part };
    if (wanted != 0)                    /* the copy that counts goes before one that does not */
        s->piece = best(pieces, part, faults, wanted, NULL);
    if (s->piece == NULL || !usable(s->piece, faults))
        s->piece = best(pieces, part, faults, 0, NULL);
    if (s->piece == NULL)
        return;
    if (s->piece->rendition != 0)
        s->copy = best(pieces, part, faults,
                       (RENDITION_SIGNED | RENDITION_EDITABLE) & ~s->piece->rendition, s->piece);
    s->earlier = n - 1 - (s->copy != NULL);
    s->fault = judge(s, faults);
    s->state = s->fault == SLOT_FINE ? SLOT_PRESENT : SLOT_INVALID;
    if (s->fault == SLOT_FOUND_WRONG)
        s->why = fault_of(faults, s->piece)->why;
}

void
slots_fill(const struct report *r, const struct pieces *pieces, const struct faults *faults,
           struct slot *out)
{
    for (size_t i = 0; i < r->nparts; i++)
        fill(&r->parts[i], pieces, faults, &out[i]);
}

/* ---- what they come to -------------------------------------------------------- */

void
slots_seen(const struct slot *s, size_t n, char out[static 9])
{
    struct hash *h = hash_new();
    char hex[HASH_HEX];

    for (size_t i = 0; i < n; i++) {
        const struct piece *both[] = { s[i].piece, s[i].copy };

        hash_add(h, s[i].part->code, strlen(s[i].part->code) + 1);
        for (size_t k = 0; k < ARRAY_LEN(both); k++)
            if (both[k] != NULL)
                hash_add(h, both[k]->sha256, strlen(both[k]->sha256));
        hash_add(h, slot_state_names[s[i].state], strlen(slot_state_names[s[i].state]) + 1);
    }
    hash_hex(h, hex);
    hash_free(h);
    memcpy(out, hex, 8);
    out[8] = '\0';
}

size_t
slots_wanting(const struct slot *s, size_t n)
{
    size_t wanting = 0;

    for (size_t i = 0; i < n; i++)
        wanting += s[i].part->required && s[i].state != SLOT_PRESENT;
    return wanting;
}

char *
slots_have(const struct slot *s, size_t n)
{
    const char **codes = xcalloc(n + 1, sizeof *codes);
    struct buf out = {0};
    size_t have = 0;

    for (size_t i = 0; i < n; i++)
        if (s[i].state == SLOT_PRESENT)
            codes[have++] = s[i].part->code;
    qsort(codes, have, sizeof *codes, strings_order);
    for (size_t i = 0; i < have; i++)
        buf_addf(&out, "%s%s", i > 0 ? " " : "", codes[i]);
    free(codes);
    return buf_take(&out);
}

char *
slot_say(const struct slot *s, const char *language)
{
    static const char *const said[SLOT_FAULTS][2] = {
        [SLOT_UNREADABLE] = { "tệp không mở được, đề nghị gửi lại", "the file cannot be opened; please send it again" },
        [SLOT_NO_SIGNED] = { "chưa có bản ký (PDF hoặc bản chụp)", "the signed or scanned copy is missing" },
        [SLOT_NO_EDITABLE] = { "chưa có bản soạn thảo (Word, Excel)", "the editable copy is missing" },
        [SLOT_FOUND_WRONG] = { "", "" },
    };
    bool english = strcmp(language, "en") == 0;

    if (s->state == SLOT_MISSING)
        return xstrdup(english ? "missing" : "chưa có");
    if (s->state == SLOT_PRESENT)
        return xstrdup(english ? "there" : "đã có");
    return s->fault == SLOT_FOUND_WRONG ? xstrdup(s->why) : xstrdup(said[s->fault][english]);
}
