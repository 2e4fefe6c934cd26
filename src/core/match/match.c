/* The decision: what cannot be a report at all goes first, then whose, then
 * what; any doubt on the way ends in review. */
#include "core/match/match.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "core/language/want.h"
#include "core/match/judge.h"
#include "core/match/machine.h"
#include "kinds.h"
#include "model/flag.h"

/* ---- doubts about the mail as a whole ------------------------------------------------------- */

static void
odd_headers(struct judge *j)
{
    const struct header_counts *c = &j->m->counts;

    if (message_sender(j->m) == NULL)
        judge_doubt(j, REASON_ONE_SENDER);
    if (c->from > 1 || c->subject > 1 || c->content_type > 1 ||
        flag_on(&j->m->flags, FLAG_DOUBTFUL_STRUCTURE))
        judge_doubt(j, REASON_TWO_WAYS);
}

static void
odd_sender(struct judge *j)
{
    if (j->proof == AUTHRES_FAIL && judge_has(j, SOURCE_SENDER))
        judge_doubt(j, REASON_NOT_AUTHENTICATED);
}

/* Who had the place of the unit, or has it now. */
static void
name_kin(struct judge *j, struct date due)
{
    const struct unit *u = j->unit;
    struct date day = unit_valid_on(u, due) ? judge_day(j) : due;

    strings_add(&j->d->candidates, u->code);
    for (size_t i = 0; i < j->plan->nunits; i++) {
        const struct unit *v = &j->plan->units[i];
        if (v != u && unit_valid_on(v, day) &&
            (unit_follows(u, v, day) || unit_follows(v, u, judge_day(j))))
            strings_add(&j->d->candidates, v->code);
    }
}

/* The day before the report was due; today where it has no such day. */
static struct date
due_day(const struct judge *j, const struct item *item)
{
    int offset = judge_offset(j);

    return item != NULL && item->has_due ? moment_of(item->due - 1, offset).date : judge_day(j);
}

/* A25: the unit is there on the day the report is due; and when the mail comes,
 * unless our own form says whose it is. */
static void
there(struct judge *j, const struct item *item)
{
    struct date due = due_day(j, item);

    if (unit_valid_on(j->unit, due) &&
        (judge_has(j, SOURCE_FORM) || unit_valid_on(j->unit, judge_day(j))))
        return;
    j->doubt = REASON_NOT_THERE;        /* before all else: of whatever period it is, nobody is there */
    j->d->unsure |= UNSURE_UNIT;
    if (j->d->candidates.n == 0)
        name_kin(j, due);
}

/* A25, IV.1: a unit that exists and owes the report. */
static void
owing(struct judge *j)
{
    for (size_t i = 0; i < j->d->nitems && j->unit != NULL; i++) {
        const struct item *item = &j->d->items[i];
        there(j, item);
        if (item->report != NULL && item->has_due && item->report->recurrence != RECUR_ON_REQUEST &&
            !plan_owes(calendar_terms(j->plan, item->report, item->period), j->unit))
            judge_doubt(j, REASON_NOT_OWED);
    }
}

/* A12: registered, but answers nothing. */
static void
without_file(struct judge *j)
{
    if (j->files > 0)
        return;
    if (!j->d->sender_registered && !judge_has(j, SOURCE_THREAD))
        judge_doubt(j, REASON_NO_FILE);
    j->d->flagged = true;
    for (size_t i = 0; i < j->d->nitems; i++) {
        struct item *item = &j->d->items[i];

        if (item->nil && item->report->needs_attachment && !document_link(j->m))
            finding_say(&item->findings, FINDING_NIL_WORDS, SEVERITY_ERROR, NULL, NULL);
        else if (item->report != NULL)
            document_wanting(j->m, item->report, &item->findings);
    }
}

/* A16: a district has no wards, a city no townships. */
static bool
impossible_kind(const struct judge *j)
{
    const struct evidence *row = judge_row(j, SOURCE_SUBJECT, MATTER_KIND, -1);

    return row != NULL && j->unit->candidate_kinds.n > 0 &&
           !strings_has(&j->unit->candidate_kinds, row->quote);
}

/* "Xin dời sang 20/10", and the one file shows nothing of the report: it may be the request's paper. What
 * else may still be to come is named. */
static bool
postpones(const struct judge *j)
{
    static const char *const rests[] = { "ban giay", "ban cung", "ban goc", "ban ky", "ban do", "ban chinh",
                                         "bo sung", "phu luc", "so lieu", "hinh anh", "buu dien" };

    return j->d->evidences.beside.time && j->files == 1 && kinds_of_files(j).n == 0 && !SOMEWHERE(&j->words, rests, NULL) &&
           judge_wants_day(j);
}

/* The letter says that the file is something else than what it was taken for; our own form says itself
 * what it is. */
static bool
letter_denies(const struct judge *j)
{
    const struct wanted *w = &j->d->evidences.beside;
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;
    const struct report *r = item != NULL ? item->report : NULL;
    enum rank rank = r != NULL ? index_rank(j->index, r) : RANK_ONCE;
    bool holds = rank == RANK_LIST || rank == RANK_DOSSIER || rank == RANK_PLAN,
         yearly = r != NULL && r->recurrence == RECUR_YEARLY;

    if (j->files == 0 || r == NULL || judge_has(j, SOURCE_FORM))
        return false;
    return (w->paper && !holds && j->files == 1 && !judge_adds_to_whole(j, r, item->period)) ||
           (w->later && !holds && j->files == 1 && !(w->later_part && yearly)) || postpones(j) ||
           (w->part && yearly) ||
           (w->year != 0 && !judge_earlier_year(j, w->year) && item->period != NULL &&
            atoi(item->period) != w->year &&
            atoi(item->period) > 0);
}

static void
look_closer(struct judge *j)
{
    const struct wanted *beside = &j->d->evidences.beside;
    const bool given = j->files > 0 || j->typed;

    if (flag_on(&j->m->flags, FLAG_TCVN3) || flag_on(&j->m->flags, FLAG_VNI))
        j->d->flagged = true;
    if (judge_says(j, SOURCE_SUBJECT, MATTER_NIL))
        j->d->flagged = true;
    if (given && judge_draft(j)) {
        j->doubt = j->doubt == REASON_FOREIGN ? REASON_NONE : j->doubt;         /* "bản nháp" is no other matter */
        judge_doubt(j, REASON_DRAFT);
    }
    if (given && beside->answer && j->beside == REASON_NONE)
        j->beside = REASON_ASKS_BESIDE;
    judge_copy_later(j);
    judge_blank_head(j);
    if (given)
        judge_toward(j);
    if (letter_denies(j))
        judge_doubt(j, REASON_TEXT_AND_FILE);
    if (j->files > 0 && j->d->nitems > 0 && (j->doubt == REASON_NONE || match_disputed(j->doubt) != 0) &&
        judge_only_corrects(j, j->d->items[0].report)) {
        j->doubt = REASON_CORRECTION;   /* before what its title is taken for */
        j->d->unsure &= UNSURE_UNIT;
    }
    if (j->files > 0 && j->d->nitems > 0)
        judge_doubt(j, judge_other_matter(j, j->d->items[0].report, j->d->items[0].period));
    if (j->files > 0 && beside->others && !judge_has(j, SOURCE_FORM) &&
        !judge_about_candidates(j) && !judge_parted(j))
        judge_doubt(j, REASON_ABOUT_OTHERS);
    if (given && beside->unmeant)
        judge_doubt(j, REASON_RECALL);
    if (given && j->beside == REASON_NONE && beside->reference)
        j->beside = REASON_ASKS_BESIDE;
    if (given && (judge_says(j, SOURCE_BODY, MATTER_EXTENSION) ||
                         judge_says(j, SOURCE_LETTERHEAD, MATTER_EXTENSION) ||
                         judge_says(j, SOURCE_HEAD, MATTER_EXTENSION) ||
                         judge_says(j, SOURCE_FILE_NAME, MATTER_EXTENSION) || beside->time ||
                         beside->rest || j->beside != REASON_NONE))
        j->d->flagged = true;           /* what else it asks for, or promises, an officer reads */
    if (judge_says(j, SOURCE_SUBJECT, MATTER_TWO_KINDS)) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_TWO_KINDS);
    }
    if (j->unit != NULL && judge_about_candidates(j) && impossible_kind(j))
        judge_doubt(j, REASON_KIND);
    judge_reserve(j);
}

/* ---- the end ------------------------------------------------------------------------------------ */

static bool
all_repeated(const struct judge *j)
{
    for (size_t i = 0; i < j->d->nitems; i++) {
        const struct item *item = &j->d->items[i];
        bool found = false;
        for (size_t k = 0; k < j->known->nrepeated && item->period != NULL; k++) {
            const struct obligation *o = &j->known->repeated[k];
            found = found || (strcmp(o->unit, item->unit->code) == 0 &&
                              strcmp(o->report, item->report->code) == 0 &&
                              strcmp(o->period, item->period) == 0);
        }
        if (!found)
            return false;
    }
    return j->d->nitems > 0;
}

/* The same files in answer to an officer who wants them changed, and words that stand by them. */
static bool
stands_by(const struct judge *j)
{
    bool wanted = false;

    for (size_t i = 0; i < j->known->nanswered; i++)
        wanted = wanted || (j->known->answered[i].state == STATE_RETURNED &&
                            strcmp(j->known->answered[i].unit, j->d->items[0].unit->code) == 0);
    return wanted && want_unchanged(&j->words);
}

/* Every item says whose, what and when. */
static bool
complete(const struct judge *j)
{
    for (size_t i = 0; i < j->d->nitems; i++)
        if (j->d->items[i].unit == NULL || j->d->items[i].report == NULL ||
            j->d->items[i].period == NULL)
            return false;
    return j->d->nitems > 0;
}

static unsigned
missing(const struct judge *j)
{
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;

    return (item == NULL || item->unit == NULL ? UNSURE_UNIT : 0u) |
           (item == NULL || item->report == NULL ? UNSURE_REPORT : 0u) |
           (item == NULL || item->period == NULL ? UNSURE_PERIOD : 0u);
}

/* The office's first. */
static const char *
language(const struct judge *j)
{
    const struct office_settings *office = j->known->office;

    return office != NULL ? office_language(office) : "vi";
}

/* A unit that has ended is nobody's answer to "whose is it?", unless a period is named
 * in which it was there; who followed it stands there. */
static void
drop_ended(struct judge *j)
{
    struct strings kept = {0};
    bool named = evidences_agree(&j->d->evidences, offsetof(struct evidence, period)) != NULL;
    struct date due = due_day(j, named && j->d->nitems > 0 ? &j->d->items[0] : NULL);

    for (size_t i = 0; i < j->d->candidates.n; i++) {
        const struct unit *u = plan_unit(j->plan, j->d->candidates.v[i]);

        if (u != NULL && (unit_valid_on(u, judge_day(j)) || unit_valid_on(u, due)))
            strings_add(&kept, u->code);
    }
    strings_free(&j->d->candidates);
    j->d->candidates = kept;
}

unsigned
match_disputed(enum reason doubt)
{
    static const struct { enum reason doubt; unsigned unsure; } rows[] = {
        { REASON_FORM_AND_YEAR, UNSURE_PERIOD },
        { REASON_FORM_HEAD, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_FORM_AND_SUBJECT, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_FORM_AND_THREAD, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_FILE_AND_THREAD, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_DOCUMENT_AND_SUBJECT, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_FILE_AND_SUBJECT, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_MIXED_FILES, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_TEXT_AND_FILE, UNSURE_REPORT | UNSURE_PERIOD },
        { REASON_FOREIGN, UNSURE_REPORT },      /* its words are another matter's */
        { REASON_OUTSIDE, UNSURE_REPORT },
    };
    unsigned unsure = 0;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        unsure |= rows[i].doubt == doubt ? rows[i].unsure : 0;
    return unsure;
}

static void
conclude(struct judge *j)
{
    if (j->doubt != REASON_NONE || !complete(j)) {
        judge_settle(j, OUTCOME_REVIEW, j->doubt != REASON_NONE ? j->doubt : REASON_UNKNOWN,
                     MATTER_NONE);
        if (j->d->unsure == 0 && j->doubt == REASON_NONE)
            j->d->unsure = missing(j);
        drop_ended(j);
        j->d->unclear = words_unclear(j->d->unsure, j->plan, &j->d->candidates, language(j));
    } else if (all_repeated(j)) {
        bool words = stands_by(j);      /* an officer reads them, and nobody is asked once more */

        judge_settle(j, words ? OUTCOME_NOTE : OUTCOME_DUPLICATE, words ? REASON_WORDS : REASON_SAME_FILES,
                     MATTER_NONE);
    } else {                            /* through a list: filed all the same, and told to the officers */
        enum reason list = machine_list(j->m);

        j->d->flagged = j->d->flagged || (j->d->sender_registered && !j->d->may_reply);     /* somebody hears that it came */
        judge_settle(j, OUTCOME_FILED,
                     list != REASON_NONE        ? list
                     : j->beside != REASON_NONE ? j->beside
                                                : REASON_CERTAIN,
                     MATTER_NONE);
    }
}

static void
weigh_sender(struct judge *j)
{
    struct decision *d = j->d;
    bool thread = judge_has(j, SOURCE_THREAD) ||
                  (j->known->asked != NULL && !j->known->asked_by_code) ||
                  j->known->stranger != NULL;

    for (size_t i = 0; i < d->evidences.n; i++) {
        const struct evidence *e = &d->evidences.v[i];
        if (e->source == SOURCE_SENDER && (j->unit == NULL || strcmp(e->unit, j->unit->code) == 0))
            d->sender_registered = true;
    }
    d->sender_verified = d->sender_registered && (j->proof == AUTHRES_PASS || thread);
    /* An answer to an invented sender would be our spam. */
    d->may_reply = match_answerable(j->m, j->known->office, NULL) && !j->known->historic &&
                   (machine_provider(j->m) == REASON_NONE || judge_known_person(j)) &&
                   (thread || j->proof == AUTHRES_PASS ||
                    (d->sender_registered && j->proof != AUTHRES_FAIL));
}

void
match(const struct match_index *index, const struct message *m, const struct known *known,
      struct evidences *evidences, struct decision *out)
{
    static bool (*const settling[])(struct judge *) = { judge_no_report, judge_words,
                                                        judge_local_sender };
    static void (*const doubts[])(struct judge *) = { judge_beside_commune, odd_headers,
                                                      odd_sender,           owing,
                                                      judge_nil,            without_file,
                                                      look_closer };
    struct judge j = {.index = index, .plan = index_plan(index), .m = m, .known = known, .d = out};

    struct passage own = {0};

    memset(out, 0, sizeof *out);
    tokens_letter(m->subject, &j.subject);
    if (known->letter == NULL)
        passage_read(m->text, LETTER_READ, &own);
    j.words = known->letter != NULL ? known->letter->words : own.words;
    out->evidences = *evidences;
    *evidences = (struct evidences){0};
    j.proof = authres_of(m, known->office);
    j.own = own_subject(m->subject, j.plan, known->letter_subject, &(size_t){0});
    j.files = document_count(m);
    out->urgent = judge_says(&j, SOURCE_MARK, MATTER_URGENT);
    out->replaces = judge_says(&j, SOURCE_SUBJECT, MATTER_REPLACES) ||
                    judge_says(&j, SOURCE_BODY, MATTER_REPLACES);
    judge_unit(&j);
    weigh_sender(&j);
    judge_requests(&j);
    judge_year(&j);
    judge_rosters(&j);
    judge_earlier(&j);
    judge_items(&j);
    for (size_t i = 0; i < ARRAY_LEN(settling) && out->reason == REASON_NONE; i++)
        settling[i](&j);
    for (size_t i = 0; i < ARRAY_LEN(doubts) && out->reason == REASON_NONE; i++)
        doubts[i](&j);
    if (out->reason == REASON_NONE)
        conclude(&j);
    if (known->historic && out->outcome != OUTCOME_IGNORED && out->outcome != OUTCOME_BOUNCE)
        judge_settle(&j, OUTCOME_HISTORIC, REASON_HISTORIC, out->matter);
    if (out->outcome == OUTCOME_IGNORED || out->outcome == OUTCOME_BOUNCE)
        out->may_reply = false;
    if (out->outcome != OUTCOME_FILED)
        out->flagged = false;
    tokens_free(&j.subject);
    passage_free(&own);
}
