/* Which letters tell of a mail, an order, or a report, and hold: kept before that is changed. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "order.h"

/* What letters are about: what a mail brought, or what became of a report otherwise. */
enum told_of { TOLD_NOTHING, TOLD_MAIL, TOLD_REPORT, TOLD_LETTER };

static enum told_of
told_of(const struct letter_row *l)
{
    static const struct { const char *letter; enum told_of of; } letters[] = {
        { "received", TOLD_MAIL },     { "late", TOLD_MAIL },     { "incomplete", TOLD_MAIL },
        { "returned", TOLD_MAIL },     { "accepted", TOLD_MAIL }, { "unregistered", TOLD_MAIL },
        { "standing", TOLD_MAIL },     { "paper", TOLD_REPORT },  { "withdrawn", TOLD_LETTER },
        { "decided", TOLD_REPORT },
    };

    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        if (strcmp(l->letter, letters[i].letter) == 0)
            return letters[i].of;
    return TOLD_NOTHING;
}

bool
untold_is_sent(const struct letter_row *l)
{
    return l->state == LETTER_SENT || l->state == LETTER_SENDING || l->state == LETTER_UNKNOWN;
}

/* It is not taken back, by a letter or before it went out. */
static int
holds(struct order *o, const struct letter_row *l, bool *is)
{
    int64_t untold = 0;
    int rc = letter_untold(o->desk->store, l->recipient, PRIORITY_ANSWER, l->reason, &untold);

    *is = untold % 2 == 0 && (l->state == LETTER_QUEUED || untold_is_sent(l));
    return rc;
}

/* ---- which ---------------------------------------------------------------------------- */

bool
untold_has(const struct untold *u, int64_t id)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->v[i].letter.id == id)
            return true;
    return false;
}

/* Takes the letter, and leaves none. */
static int
add(struct order *o, struct letter_row *l, struct untold *out)
{
    struct untold_letter *new = ARRAY_MORE(out->v, out->n);

    *new = (struct untold_letter){ .letter = *l };
    *l = (struct letter_row){0};
    return new->letter.obligation == 0 ||
                   obligation_by_id(o->desk->store, new->letter.obligation, &new->about) >= 0
               ? 0
               : -1;
}

/* Those that hold; what: as mails are told, 0 all. */
static int
add_all(struct order *o, struct letter_row *rows, size_t n, enum told_of what, struct untold *out)
{
    int rc = 0;

    for (size_t i = 0; i < n; i++) {
        bool is = !untold_has(out, rows[i].id) && (what == 0 || told_of(&rows[i]) == what);

        if (rc == 0 && is)
            rc = holds(o, &rows[i], &is);
        if (rc == 0 && is)
            rc = add(o, &rows[i], out);
    }
    letter_rows_free(rows, n);
    return rc;
}

int
untold_on(struct order *o, const struct obligation *ob, struct untold *u)
{
    struct untold_report *r;
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc;

    for (size_t i = 0; i < u->non; i++)
        if (u->on[i].was.id == ob->id)
            return 0;
    r = ARRAY_MORE(u->on, u->non);
    *r = (struct untold_report){0};
    rc = obligation_by_id(o->desk->store, ob->id, &r->was) == 0 ? 0 : -1;
    if (rc == 0)
        rc = submission_list(o->desk->store, ob->id, &r->v, &r->nv);
    if (rc == 0)
        rc = letter_about(o->desk->store, 0, ob->id, &rows, &n);
    for (size_t i = 0; i < n; i++) {
        bool is = false;

        if (rc == 0 && told_of(&rows[i]) != TOLD_NOTHING)
            rc = holds(o, &rows[i], &is);
        if (is) {
            *ARRAY_MORE(r->held, r->nheld) = rows[i];
            rows[i] = (struct letter_row){0};
        }
    }
    letter_rows_free(rows, n);
    return rc;
}

int
untold_of_order(struct order *o, const char *code, struct untold *out)
{
    char *prefix = xasprintf("order:%s:", code);
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_begun(o->desk->store, prefix, &rows, &n);

    rc = rc == 0 ? add_all(o, rows, n, 0, out) : -1;
    for (size_t i = 0; rc == 0 && i < out->n; i++)
        if (out->v[i].about.id != 0)
            rc = untold_on(o, &out->v[i].about, out);
    free(prefix);
    return rc;
}

int
untold_of_mail(struct order *o, const struct message_row *m, struct untold *out)
{
    struct submission_row *v = NULL;
    struct letter_row *rows = NULL;
    size_t n = 0, nv = 0;
    int rc = letter_about(o->desk->store, m->id, 0, &rows, &n);

    rc = rc == 0 ? add_all(o, rows, n, TOLD_MAIL, out) : -1;
    if (rc == 0)
        rc = submission_of_message(o->desk->store, m->id, &v, &nv);
    for (size_t i = 0; rc == 0 && i < nv; i++)
        rc = untold_on(o, &(struct obligation){ .id = v[i].obligation }, out);
    submission_rows_free(v, nv);
    return rc;
}

void
untold_clear(struct untold *u)
{
    for (size_t i = 0; i < u->n; i++) {
        letter_row_clear(&u->v[i].letter);
        obligation_clear(&u->v[i].about);
    }
    for (size_t i = 0; i < u->non; i++) {
        obligation_clear(&u->on[i].was);
        submission_rows_free(u->on[i].v, u->on[i].nv);
        letter_rows_free(u->on[i].held, u->on[i].nheld);
    }
    free(u->v);
    free(u->on);
    *u = (struct untold){0};
}

/* ---- what they say of a report ---------------------------------------------------------- */

/* A receipt of several reports names none. */
static bool
is_about(const struct untold_letter *l, const struct untold_report *r)
{
    if (l->letter.obligation != 0 || told_of(&l->letter) == TOLD_NOTHING)
        return l->letter.obligation == r->was.id && told_of(&l->letter) != TOLD_NOTHING;
    for (size_t i = 0; i < r->nv; i++)
        if (r->v[i].message == l->letter.message)
            return true;
    return false;
}

/* It took nothing away that a receipt said. */
static bool
is_verdict(const struct letter_row *l)
{
    return strcmp(l->letter, "accepted") == 0 || strcmp(l->letter, "returned") == 0;
}

struct untold_said
untold_said(const struct untold *u, const struct untold_report *r)
{
    struct untold_said said = {0};

    for (size_t i = 0; i < u->n; i++) {
        const struct letter_row *l = &u->v[i].letter;

        if (!is_about(&u->v[i], r))
            continue;
        said.any = said.any || !is_verdict(l);
        said.sent = said.sent || untold_is_sent(l);
        said.again = said.again || (untold_is_sent(l) && (told_of(l) == TOLD_LETTER ||
                                                   strcmp(l->letter, "standing") == 0));
    }
    return said;
}

/* What asked for something, or told of several reports, is taken back as such. */
bool
untold_alone(const struct untold_letter *l)
{
    return told_of(&l->letter) == TOLD_NOTHING ||
           (l->letter.obligation == 0 && told_of(&l->letter) == TOLD_MAIL);
}

void
untold_answer(struct untold *u, const struct untold_report *r)
{
    for (size_t i = 0; i < u->n; i++)
        u->v[i].answered = u->v[i].answered || (!untold_alone(&u->v[i]) && is_about(&u->v[i], r));
}

int
untold_add(struct order *o, struct untold *u, struct letter_row *l)
{
    return add(o, l, u);
}
