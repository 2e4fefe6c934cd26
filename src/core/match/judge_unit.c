/* Whose report it is. Sources in their order of weight; those that can decide
 * must agree, the others may only support, or raise a doubt. */
#include "core/match/judge.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/want.h"
#include "model/flag.h"
#include "model/format.h"

#define UNITS_SEEN 16

static const enum source deciding[] = {SOURCE_THREAD, SOURCE_FORM, SOURCE_LETTERHEAD, SOURCE_SENDER, SOURCE_ANSWER, SOURCE_SUBJECT};

struct unit_set { const struct unit *v[UNITS_SEEN]; size_t n; };

static bool
set_has(const struct unit_set *s, const struct unit *u)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i] == u)
            return true;
    return false;
}

static void
set_add(struct unit_set *s, const struct unit *u)
{
    if (u != NULL && s->n < UNITS_SEEN && !set_has(s, u))
        s->v[s->n++] = u;
}

/* Units that a source names beyond doubt. */
static struct unit_set
named(const struct judge *j, enum source source)
{
    const struct evidences *e = &j->d->evidences;
    struct unit_set s = {0};

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].unit != NULL && e->v[i].strength != STRENGTH_WEAK && e->v[i].source == source)
            set_add(&s, plan_unit(j->plan, e->v[i].unit));
    return s;
}

static bool
same_words(const struct evidence *a, const struct evidence *b)
{
    return a->source == b->source && a->quote != NULL && b->quote != NULL &&
           strcmp(a->quote, b->quote) == 0;
}

/* "Cao Lãnh" fits the town and the district; "LV" and other short letters are
 * too often something else to speak against anybody. */
static bool
weak_name_fits(const struct judge *j, const struct evidence *row, const struct unit *unit)
{
    const struct evidences *e = &j->d->evidences;

    if (row->quote == NULL || text_length(row->quote) <= 4)
        return true;
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].unit != NULL && same_words(row, &e->v[i]) &&
            strcmp(e->v[i].unit, unit->code) == 0)
            return true;
    return false;
}

static bool
weak_names_fit(const struct judge *j, const struct unit *unit)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        if (row->unit != NULL && row->strength == STRENGTH_WEAK &&
            (row->source == SOURCE_SUBJECT || row->source == SOURCE_ANSWER) &&
            !weak_name_fits(j, row, unit))
            return false;
    }
    return true;
}

/* "xã Tân Phước", where "xã Tân Phước 1", "2" and "3" report now. */
static void
name_numbered(struct judge *j, const char *quote)
{
    char *said = text_fold(quote);
    size_t n = strlen(said);

    for (size_t i = 0; i < j->plan->nunits && n > 0; i++) {
        const struct unit *u = &j->plan->units[i];
        char *name = u->host || !unit_valid_on(u, judge_day(j)) ? NULL : text_fold(u->name);

        if (name != NULL && strncmp(name, said, n) == 0 && name[n] == ' ' &&
            isdigit((unsigned char)name[n + 1]) && !strings_has(&j->d->candidates, u->code))
            strings_add(&j->d->candidates, u->code);
        free(name);
    }
    free(said);
}

static void
name_candidates(struct judge *j)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].unit != NULL && e->v[i].source == SOURCE_SUBJECT && e->v[i].quote != NULL &&
            (i == 0 || !same_words(&e->v[i - 1], &e->v[i])))
            name_numbered(j, e->v[i].quote);
    for (size_t i = 0; i < e->n; i++) {
        const struct unit *u = e->v[i].unit != NULL ? plan_unit(j->plan, e->v[i].unit) : NULL;
        if (u != NULL && !u->host && e->v[i].source != SOURCE_REFERENCE &&
            !strings_has(&j->d->candidates, u->code))
            strings_add(&j->d->candidates, u->code);
    }
}

static void
unsure(struct judge *j, enum reason why)
{
    j->unit = NULL;
    j->d->unsure |= UNSURE_UNIT;
    judge_doubt(j, why);
}

/* How many deciding sources stand behind the unit. */
static size_t
decide_strong(struct judge *j, bool *conflict)
{
    size_t votes = 0;

    *conflict = false;
    for (size_t i = 0; i < ARRAY_LEN(deciding); i++) {
        struct unit_set s = named(j, deciding[i]);
        if (s.n == 0)
            continue;
        *conflict = *conflict || s.n > 1 || (j->unit != NULL && s.v[0] != j->unit);
        j->unit = s.v[0];
        votes++;
    }
    return votes;
}

/* ---- whom the heads of the files name -------------------------------------------------- */

/* A list or dossier comes, too: communes in it are candidates. */
static bool
lists_communes(const struct judge *j)
{
    const struct evidences *e = &j->d->evidences;
    bool lists = false;

    for (size_t i = 0; i < e->n && !lists; i++) {
        const struct report *r =
            e->v[i].report != NULL ? plan_report(j->plan, e->v[i].report) : NULL;
        enum rank rank = r != NULL ? index_rank(j->index, r) : RANK_ONCE;

        lists = rank == RANK_LIST || rank == RANK_DOSSIER;
    }
    return lists;
}

static bool
has_communes(const struct judge *j, const struct unit *unit)
{
    bool has = false;

    for (size_t i = 0; i < j->plan->ncommunes && !has; i++)
        has = strcmp(j->plan->communes[i].unit, unit->code) == 0;
    return has;
}

/* A weak row of a name that is strong: "huyện Cái Bè" is not "xã Cái Bè", nor of anybody here. */
static bool
of_another(const struct judge *j, const struct evidence *row)
{
    const struct unit *u = plan_unit(j->plan, row->unit);
    char *said = text_fold(row->quote);
    bool is = false;

    for (size_t i = 0; u != NULL && i < u->aliases_strong.n && !is; i++) {
        char *name = text_fold(u->aliases_strong.v[i]);

        is = strcmp(name, said) == 0;
        free(name);
    }
    free(said);
    return is;
}

/* An old commune's name, or one that two units share; not "LV". */
static bool
weak_counts(const struct judge *j, const struct evidence *row)
{
    return row->quote != NULL && text_length(row->quote) > 4 && !of_another(j, row);
}

/* A row of a head, by the unit's name or that of a commune of its own; one of another's speaks only
 * against who has communes. */
static bool
heads_unit(const struct judge *j, const struct evidence *row)
{
    bool commune = row->matter == MATTER_COMMUNE,
         head = row->source == SOURCE_HEAD || (row->source == SOURCE_LETTERHEAD && !commune);

    if (row->unit == NULL || !head)
        return false;
    if (strcmp(row->unit, j->unit->code) == 0)
        return true;
    return commune ? has_communes(j, j->unit) && !lists_communes(j)
                   : row->strength != STRENGTH_WEAK || weak_counts(j, row);
}

enum whose { WHOSE_UNSAID, WHOSE_OTHER, WHOSE_OWN };

static enum whose
head_names(const struct judge *j, int file)
{
    const struct evidences *e = &j->d->evidences;
    enum whose whose = WHOSE_UNSAID;

    for (size_t i = 0; i < e->n && whose != WHOSE_OWN; i++)
        if (e->v[i].attachment == file && heads_unit(j, &e->v[i]))
            whose = strcmp(e->v[i].unit, j->unit->code) == 0 ? WHOSE_OWN : WHOSE_OTHER;
    return whose;
}

/* The only head that names anybody names another, or that of a form does. */
static bool
heads_object(const struct judge *j)
{
    bool own = false, other = false, form = false;

    for (int i = -1; i < (int)j->m->nattachments; i++) {
        enum whose whose = head_names(j, i);

        own = own || whose == WHOSE_OWN;
        other = other || whose == WHOSE_OTHER;
        form = form || (whose == WHOSE_OTHER && i >= 0 &&
                        judge_form_stands(j, &j->m->attachments[i]));
    }
    return other && (form || !own);
}

/* What speaks against the unit that the deciding sources name. */
static enum reason
objection(const struct judge *j, size_t votes)
{
    struct unit_set files = named(j, SOURCE_FILE_NAME), documents = named(j, SOURCE_DOCUMENT),
                    body = named(j, SOURCE_BODY);

    for (size_t i = 0; i < files.n; i++)
        if (files.v[i] != j->unit)
            return REASON_FILE_OTHER_UNIT;
    if (!weak_names_fit(j, j->unit))
        return REASON_SUBJECT_OTHER_UNIT;
    if (heads_object(j))
        return REASON_DOCUMENT_OTHER_UNIT;
    if (documents.n > 0 && !set_has(&documents, j->unit) && votes < 2)
        return REASON_DOCUMENT_OTHER_UNIT;
    bool other = body.n > 0 && !set_has(&body, j->unit);
    if ((other && votes < 2) || ((other || body.n > 1) && want_for_another(&j->words)))
        return REASON_TEXT_OTHER_UNIT;
    return REASON_NONE;
}

static bool
has_words(const char *text)
{
    return text != NULL && text[strspn(text, " \t\n\f")] != '\0';
}

/* A scan or picture shows nothing that could bear out its file's name. */
static bool
file_is_readable(const struct judge *j, const struct unit *unit)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        if (e->v[i].source != SOURCE_FILE_NAME || e->v[i].unit == NULL ||
            strcmp(e->v[i].unit, unit->code) != 0 || e->v[i].attachment < 0)
            continue;
        const struct attachment *a = &j->m->attachments[e->v[i].attachment];
        bool picture = flag_on(&a->flags, FLAG_SCAN) || a->status == ATTACHMENT_QUARANTINED ||
                       (format_named(a->type)->class == FORMAT_IS_PICTURE && !has_words(a->text)) ||
                       (strcmp(a->type != NULL ? a->type : "", "pdf") == 0 && !has_words(a->text));
        if (!picture)
            return true;
    }
    return false;
}

/* Where no deciding source speaks: one name, in one weaker place, is believed
 * and shown to an officer. */
static void
decide_weaker(struct judge *j)
{
    static const enum source sources[] = {SOURCE_FILE_NAME, SOURCE_HEAD, SOURCE_DOCUMENT, SOURCE_BODY};

    for (size_t i = 0; i < ARRAY_LEN(sources) && j->unit == NULL; i++) {
        struct unit_set s = named(j, sources[i]);
        if (s.n > 1) {
            unsure(j, REASON_SEVERAL_UNITS);
            return;
        }
        if (s.n == 1 && !weak_names_fit(j, s.v[0])) {
            unsure(j, REASON_SUBJECT_AND_REST);
            return;
        }
        if (s.n == 1 && (i > 0 || file_is_readable(j, s.v[0])))
            j->unit = s.v[0];
        else if (s.n == 1)
            unsure(j, REASON_FILE_NAME_ONLY);
    }
    if (j->unit != NULL)
        j->d->flagged = true;
}

void
judge_unit(struct judge *j)
{
    bool conflict;
    size_t votes = decide_strong(j, &conflict);
    enum reason against;

    if (conflict)
        unsure(j, REASON_UNITS_DISAGREE);
    else if (j->unit != NULL && (against = objection(j, votes)) != REASON_NONE)
        unsure(j, against);
    else if (j->unit != NULL && votes == 1 && named(j, SOURCE_LETTERHEAD).n > 0)
        j->d->flagged = true;               /* who sends it says nothing, only what is attached */
    else if (j->unit == NULL) {
        j->weaker = true;
        decide_weaker(j);
    }
    if (j->unit != NULL && j->d->evidences.strange && !judge_has(j, SOURCE_FORM) && !judge_has(j, SOURCE_THREAD))
        j->d->flagged = true;           /* "huyện Chợ Mới", from the address of a unit of ours */
    if (judge_elsewhere(j))
        unsure(j, REASON_ELSEWHERE);
    if (j->unit == NULL && j->doubt == REASON_NONE)
        unsure(j, REASON_NO_UNIT);
    if (j->unit == NULL) {
        j->d->unsure |= UNSURE_UNIT;
        name_candidates(j);
    }
}
