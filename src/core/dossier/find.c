/* Whose a file is: candidates in what a mail and its files say. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"
#include "core/dossier/candidate.h"
#include "core/dossier/part.h"
#include "core/language/tokens.h"

#define TEXT_READ 60000

/* ---- one name in one text ------------------------------------------------------- */

/* "my" and "mi" are one syllable in two spellings. */
static bool
alike(const char *a, const char *b)
{
    size_t n = strlen(a);

    return n == strlen(b) && n > 0 && strncmp(a, b, n - 1) == 0 &&
           (a[n - 1] == b[n - 1] ||
            (strchr("iy", a[n - 1]) != NULL && strchr("iy", b[n - 1]) != NULL));
}

static bool
stands(const struct tokens *t, size_t at, const struct tokens *name)
{
    size_t k = 0;

    while (k < name->n && at + k < t->n && alike(t->v[at + k].text, name->v[k].text))
        k++;
    return name->n > 0 && k == name->n;
}

/* Where the text writes accents, they must be the name's: Tân Thành is not Tân Thạnh. */
static bool
same_accents(const struct tokens *t, size_t at, size_t n, const char *name)
{
    char *raw = tokens_quote(t, at, at + n), *key, *own;
    bool plain = true, same;

    for (const char *c = raw; *c != '\0'; c++)
        plain = plain && (unsigned char)*c < 0x80;
    key = spelling_of(raw);
    own = spelling_of(name);
    same = plain || strcmp(key, own) == 0;
    free(own);
    free(key);
    free(raw);
    return same;
}

/* The words before `at` are this kind of place, or its initials: "xã", "x.", "TT". */
static bool
kind_before(const struct tokens *t, size_t at, const char *kind)
{
    struct tokens k;
    char initials[8] = "";
    bool is;

    tokens_of(kind, 100, &k);
    for (size_t i = 0; i < k.n && i + 1 < sizeof initials; i++)
        initials[i] = k.v[i].text[0];
    is = (at >= k.n && stands(t, at - k.n, &k)) ||
         (at > 0 && k.n > 0 && token_is(&t->v[at - 1], initials));
    tokens_free(&k);
    return is;
}

/* A place of another kind: "huyện Cao Lãnh" is not "phường Cao Lãnh". */
static bool
other_kind_before(const struct tokens *t, size_t at, const char *kind, const struct plan *plan)
{
    for (size_t i = 0; i < plan->ncandidate_kinds; i++)
        if (plan->candidate_kinds[i].level != NULL &&
            strcmp(plan->candidate_kinds[i].name, kind) != 0 &&
            kind_before(t, at, plan->candidate_kinds[i].name))
            return true;
    for (size_t i = 0; i < plan->nunits; i++)
        if (plan->units[i].kind != NULL && strcmp(plan->units[i].kind, kind) != 0 &&
            kind_before(t, at, plan->units[i].kind))
            return true;
    return kind_before(t, at, "tỉnh") || kind_before(t, at, "tp");
}

/* "Tân Phú" within "Tân Phú Đông" is another commune. */
static bool
longer_name(const struct tokens *t, size_t at, size_t n, const struct plan *plan)
{
    for (size_t i = 0; i < plan->ncommunes; i++)
        for (size_t k = 0; k < plan->communes[i].names.n; k++) {
            const char *bare = strchr(plan->communes[i].names.v[k], ' ');
            struct tokens c;
            bool longer = false;

            tokens_of(bare == NULL ? plan->communes[i].names.v[k] : bare, 100, &c);
            for (size_t skip = 0; skip < 2 && !longer; skip++)      /* "thị trấn" is two words */
                if (c.n > n + skip) {
                    struct tokens rest = { .v = c.v + skip, .n = c.n - skip };

                    longer = stands(t, at, &rest) &&
                             same_accents(t, at, rest.n, rest.v[0].raw);
                }
            tokens_free(&c);
            if (longer)
                return true;
        }
    return false;
}

/* "UBND xã Tân Mỹ", where the commune is the candidate. */
static const char *
behind_office(const char *name)
{
    static const char *const offices[] = { "ubnd ", "ủy ban nhân dân ", "uỷ ban nhân dân " };
    char *lower = text_lower(name);
    size_t skip = 0;

    for (size_t i = 0; i < ARRAY_LEN(offices) && strlen(lower) == strlen(name); i++)
        if (strncmp(lower, offices[i], strlen(offices[i])) == 0)
            skip = strlen(offices[i]);
    free(lower);
    return name + skip;
}

static const char *
bare_name(const struct dossier *d)
{
    const char *name = behind_office(d->name);
    size_t n = d->kind == NULL ? 0 : strlen(d->kind);
    char *front = text_lower(name), *kind = d->kind == NULL ? NULL : text_lower(d->kind);
    bool begins = n > 0 && strncmp(front, kind, n) == 0 && front[n] == ' ' &&
                  strlen(front) == strlen(name);

    free(front);
    free(kind);
    return begins ? name + n + 1 : name;
}

/* kind_said: a commune's name alone is not enough, its kind must stand before it. */
static bool
named(const struct dossier *d, const struct plan *plan, const char *text, bool kind_said)
{
    const struct candidate_kind *k = plan_candidate_kind(plan, d->kind);
    bool commune = k != NULL && k->level != NULL, found = false;
    const char *name = commune ? bare_name(d) : d->name;
    struct tokens t, n;

    if (text == NULL)
        return false;
    tokens_of(text, TEXT_READ, &t);
    tokens_of(name, 400, &n);
    for (size_t at = 0; !found && at < t.n; at++)
        found = stands(&t, at, &n) && same_accents(&t, at, n.n, name) &&
                (!commune ||
                 (((n.n > 1 && !kind_said) || kind_before(&t, at, d->kind)) &&
                  !other_kind_before(&t, at, d->kind, plan) && !longer_name(&t, at, n.n, plan)));
    tokens_free(&n);
    tokens_free(&t);
    return found;
}

bool
candidate_named(const struct dossier *d, const struct plan *plan, const char *text)
{
    return named(d, plan, text, false);
}

/* ---- one file ---------------------------------------------------------------------- */

struct hits { bool *v; size_t n; };         /* n: how many are set */

static struct hits
hits_of(const struct dossier *ds, size_t n, const struct plan *plan, const char *text,
        bool kind_said)
{
    struct hits h = { xcalloc(n + 1, sizeof *h.v), 0 };

    for (size_t i = 0; i < n; i++)
        h.v[i] = named(&ds[i], plan, text, kind_said);
    for (size_t i = 0; i < n; i++)          /* a name within another's says nothing by itself */
        for (size_t k = 0; k < n && h.v[i]; k++)
            if (k != i && h.v[k] && strlen(ds[k].name) > strlen(ds[i].name) &&
                candidate_named(&ds[i], plan, ds[k].name))
                h.v[i] = false;
    for (size_t i = 0; i < n; i++)
        h.n += h.v[i];
    return h;
}

static enum belongs
take(const struct hits *h, size_t n, bool *to)
{
    memcpy(to, h->v, n * sizeof *to);
    return BELONGS_ONE;
}

/* Those that both name. */
static void
meet(struct hits *h, const struct hits *with, size_t n)
{
    h->n = 0;
    for (size_t i = 0; i < n; i++) {
        h->v[i] = h->v[i] && with->v[i];
        h->n += h->v[i];
    }
}

static bool
all_communes(const struct dossier *ds, size_t n, const struct plan *plan)
{
    for (size_t i = 0; i < n; i++) {
        const struct candidate_kind *k = plan_candidate_kind(plan, ds[i].kind);

        if (k == NULL || k->level == NULL)
            return false;
    }
    return true;
}

/* A commune of the unit. Those that are candidates were looked for before. */
static bool
names_commune(const char *unit, const struct plan *plan, const char *text, bool kind_said)
{
    for (size_t i = 0; i < plan->ncommunes; i++)
        for (size_t k = 0;
             strcmp(plan->communes[i].unit, unit) == 0 && k < plan->communes[i].names.n; k++)
            for (size_t kind = 0; kind < plan->ncandidate_kinds; kind++) {
                char *name = plan->communes[i].names.v[k],
                     *called = plan->candidate_kinds[kind].name;
                size_t len = strlen(called);
                struct dossier other = { .kind = called };

                if (plan->candidate_kinds[kind].level == NULL || strncmp(name, called, len) != 0 ||
                    name[len] != ' ')
                    continue;
                other.name = name + len + 1;
                if (named(&other, plan, text, kind_said))
                    return true;
            }
    return false;
}

/* The file's own name or head names one. */
static bool
own_commune(const char *unit, const struct plan *plan, const struct attachment *a, bool kind_said)
{
    const struct letterhead *h = a->letterhead;

    return names_commune(unit, plan, a->name, kind_said) ||
           (h != NULL && (names_commune(unit, plan, h->subject, kind_said) ||
                          names_commune(unit, plan, h->issuer, kind_said)));
}

/* Of a kind whose candidates stand in a list; the others are the unit's own. */
static bool
names_another(const struct dossier *ds, size_t n, const struct plan *plan, const char *title)
{
    const struct report *kind = n > 0 && ds->report != NULL ? plan_report(plan, ds->report) : NULL;

    return (kind == NULL || kind->candidates != NULL) && candidate_another(ds, n, title);
}

/* Where only its letter can say whose a file is, this one names somebody else. */
static bool
letter_names_another(const struct dossier *ds, size_t n, const struct plan *plan, const char *unit,
                     const struct message *m)
{
    return (all_communes(ds, n, plan) && names_commune(unit, plan, m->text, true)) ||
           names_another(ds, n, plan, m->text);
}

static const char *
title_of(const struct attachment *a)
{
    return a->letterhead != NULL && a->letterhead->subject != NULL ? a->letterhead->subject
                                                                   : a->text;
}

/* Who issues it; not the unit itself, that puts others forward, too. */
static const char *
issuer_of(const struct letterhead *h, const struct plan *plan, const char *unit)
{
    const struct unit *u = plan_unit(plan, unit);

    return h == NULL || (u != NULL && words_stand(h->issuer, u->name)) ? NULL : h->issuer;
}

/* What a title says; who issues it is asked only where it names nobody. "Chợ Tân Mỹ" is not the
 * commune: its kind stands before its name, or nobody else bears it. */
static struct hits
title_hits(const struct dossier *ds, size_t n, const struct plan *plan, const char *unit,
           const struct letterhead *h, enum called *called)
{
    const char *title = h == NULL ? NULL : h->subject, *texts[] = { title, issuer_of(h, plan, unit) };
    struct hits hits = hits_of(ds, n, plan, title, true);

    *called = hits.n > 0 ? CALLED_NOBODY : candidate_called(ds, n, title, hits.v);
    for (size_t i = 0; *called == CALLED_CANDIDATE && i < n; i++)
        hits.n += hits.v[i];
    if (*called == CALLED_SOMEBODY)
        memset(hits.v, 0, n * sizeof *hits.v);
    for (size_t i = 0; *called == CALLED_NOBODY && hits.n == 0 && i < ARRAY_LEN(texts); i++) {
        free(hits.v);
        hits = hits_of(ds, n, plan, texts[i], false);
    }
    return hits;
}

/* What its own name and title say; both must agree. */
static int
by_title(const struct dossier *ds, size_t n, const struct plan *plan, const char *unit,
         const struct attachment *a, bool *to, enum called *called)
{
    struct hits name = hits_of(ds, n, plan, a->name, false),
                title = title_hits(ds, n, plan, unit, a->letterhead, called);
    int how = -1;

    if (name.n + title.n > 0 && title.n == 0 && names_another(ds, n, plan, title_of(a)))
        how = BELONGS_ASK;
    else if (name.n > 0 && title.n > 0) {
        meet(&title, &name, n);
        how = title.n > 0 ? take(&title, n, to) : BELONGS_ASK;
    } else if (name.n + title.n > 0) {
        how = take(name.n > 0 ? &name : &title, n, to);
    }
    free(name.v);
    free(title.v);
    return how;
}

/* Then the mail's subject, the document, the mail's words: the first that names just one. */
static int
by_words(const struct dossier *ds, size_t n, const struct plan *plan, const struct message *m,
         const struct attachment *a, bool *to)
{
    const char *const texts[] = { m->subject, a->text, m->text };
    struct hits so_far = {0};
    int how = -1;

    for (size_t i = 0; i < ARRAY_LEN(texts) && how < 0; i++) {
        struct hits h = hits_of(ds, n, plan, texts[i], false);

        if (h.n > 1 && so_far.n > 1)
            meet(&h, &so_far, n);
        if (h.n == 1)
            how = take(&h, n, to);
        if (h.n > 0) {
            free(so_far.v);
            so_far = h;
        } else {
            free(h.v);
        }
    }
    if (how < 0 && so_far.n > 1)
        how = BELONGS_ASK;
    free(so_far.v);
    return how;
}

enum belongs
candidate_find(const struct dossier *ds, size_t n, const struct plan *plan, const char *unit,
               const struct message *m, const struct attachment *a, const bool *hinted, bool *to)
{
    bool communes = all_communes(ds, n, plan);
    enum called called;
    int how;

    memset(to, 0, n * sizeof *to);
    if ((how = by_title(ds, n, plan, unit, a, to, &called)) >= 0)
        return (enum belongs)how;
    if ((communes && own_commune(unit, plan, a, true)) || names_another(ds, n, plan, title_of(a)) ||
        names_another(ds, n, plan, a->name))
        return BELONGS_OTHER;           /* whatever mail or thread it came in */
    for (size_t i = 0; hinted != NULL && i < n; i++)
        if (hinted[i]) {
            to[i] = true;
            return BELONGS_ONE;
        }
    if (called == CALLED_SOMEBODY && n > 1)
        return BELONGS_ASK;
    if ((how = by_words(ds, n, plan, m, a, to)) >= 0)
        return (enum belongs)how;
    if ((communes && names_commune(unit, plan, m->subject, true)) ||
        names_another(ds, n, plan, m->subject))
        return BELONGS_OTHER;
    if (n == 0)
        return BELONGS_OTHER;           /* whoever it is */
    if (n > 1 || (communes && (own_commune(unit, plan, a, false) ||
                                names_commune(unit, plan, m->subject, false))) ||
        letter_names_another(ds, n, plan, unit, m))
        return BELONGS_ASK;
    to[0] = true;
    return BELONGS_ONE;
}

char *
candidate_elsewhere(const struct dossier *d, const struct plan *plan, const struct unit *unit)
{
    const struct candidate_kind *k = plan_candidate_kind(plan, d->kind);
    char *text = k == NULL || k->level == NULL ? NULL : xasprintf("%s %s", k->name, bare_name(d));
    struct buf others = {0};

    for (size_t i = 0;
         text != NULL && !names_commune(unit->code, plan, text, true) && i < plan->nunits; i++)
        if (&plan->units[i] != unit && names_commune(plan->units[i].code, plan, text, true))
            buf_addf(&others, "%s%s", others.len > 0 ? ", " : "", unit_short(&plan->units[i]));
    free(text);
    return others.len > 0 ? buf_take(&others) : NULL;
}
