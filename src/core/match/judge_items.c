/* What a mail delivers: which reports, by our own forms and threads, else by its words. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "core/form/validate.h"
#include "core/match/carrier.h"
#include "deliver.h"
#include "kinds.h"

#define WORDS_READ 200          /* bytes of a quote */
#define NEAR 8                  /* words between sending and what is sent */
#define MONTH_BEGUN 10          /* days of a month in which nobody reports of it */

/* ---- words --------------------------------------------------------------------------------------- */

/* Where the letter says what the row quotes: the word behind it; 0: nowhere. */
static size_t
quoted(const struct tokens *words, const struct evidence *row, size_t *first)
{
    struct tokens q;
    size_t end = 0;

    tokens_of(row->quote != NULL ? row->quote : "", WORDS_READ, &q);
    for (size_t at = 0; end == 0 && q.n > 0 && at + q.n <= words->n; at++) {
        size_t same = 0;

        while (same < q.n && token_is(&words->v[at + same], q.v[same].text))
            same++;
        *first = at;
        end = same == q.n ? at + same : 0;
    }
    tokens_free(&q);
    return end;
}

/* "Gửi báo cáo 6 tháng ạ": the letter calls what it brings a report. */
static bool
letter_brings(const struct judge *j, const struct report *r)
{
    static const char *const sends[] = { "gui", "goi", "nop", "chuyen" };
    const struct evidences *e = &j->d->evidences;
    bool brings = false;

    for (size_t i = 0; j->files > 0 && !e->beside.later && i < e->n && !brings; i++) {
        size_t first = 0, from;

        if (e->v[i].source != SOURCE_BODY || e->v[i].report == NULL || strcmp(e->v[i].report, r->code) != 0 ||
            quoted(&j->words, &e->v[i], &first) == 0 || !tokens_name_paper(&j->words, first))
            continue;
        for (from = first; first - from < NEAR && !tokens_clause(&j->words, from); from--)
            ;
        brings = tokens_within(&j->words, from, first, sends, ARRAY_LEN(sends));
    }
    return brings;
}

/* "6 tháng đầu năm 2023" and nothing in any place that says "báo cáo". */
static bool
only_a_period(const struct judge *j, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    struct kinds files = kinds_of_files(j);
    size_t i = 0;

    while (i < e->n && !(e->v[i].source == SOURCE_SUBJECT && e->v[i].report != NULL &&
                         strcmp(e->v[i].report, r->code) == 0))
        i++;
    return i < e->n && e->v[i].strength == STRENGTH_WEAK && !kinds_have(&files, r) &&
           index_rank(j->index, r) != RANK_LIST && !judge_says(j, SOURCE_SUBJECT, MATTER_NIL) &&
           !judge_says(j, SOURCE_FILE_NAME, MATTER_NOUN) && !letter_brings(j, r);
}

/* An annex that is called by another report: nobody is asked, an officer sees it. */
static bool
strange_annex(const struct judge *j, const struct report *r)
{
    bool strange = false;

    for (size_t i = 0; i < j->m->nattachments && !strange; i++) {
        struct kinds k = kinds_named(j, SOURCE_FILE_NAME, (int)i);
        strange = kinds_annex(j, (int)i) && k.n > 0 && !kinds_have(&k, r);
    }
    return strange;
}

static void
deliver_one(struct judge *j, const struct report *r)
{
    struct kinds titles = kinds_titled(j, KINDS_ANY), files = kinds_of_files(j);

    deliver(j, r);
    if (only_a_period(j, r)) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_ONLY_PERIOD);
    }
    if (judge_added(j, r, j->d->items[j->d->nitems - 1].period))
        j->d->flagged = true;
    else if (!kinds_allow(&titles, r) || kinds_titled_otherwise(j, r))
        judge_doubt(j, judge_other_paper(j, r));
    else if (!kinds_allow(&files, r))
        judge_doubt(j, REASON_FILE_AND_SUBJECT);
    else if ((files.n > 1 && !kinds_all_parts(j, r)) || strange_annex(j, r))
        j->d->flagged = true;
    deliver_beside(j, r);
}

/* Its form shows what a file without a title is: it is read as that. */
static void
show_form(struct judge *j, const struct report *r, size_t file)
{
    const struct attachment *a = &j->m->attachments[file];
    struct evidence *e;

    if (r->form == NULL || validate_found(r->form, a) < (judge_selects(r) ? LIST_LEAST : FORM_LEAST))
        return;
    e = evidence_add(&j->d->evidences, SOURCE_HEAD, STRENGTH_WEAK, attachment_title(a));
    e->report = xstrdup(r->code);
    e->attachment = (int)file;
}

/* A file that no other report has taken may be this one. */
static bool
takes_file(struct judge *j, const struct report *r, bool *taken)
{
    for (size_t i = 0; i < j->m->nattachments; i++)
        if (!taken[i] && judge_may_be(j, (int)i, r)) {
            taken[i] = true;
            show_form(j, r, i);
            return true;
        }
    return false;
}

/* Those that are there are filed; the unit is asked for this one. */
static void
want_report(struct judge *j, const struct report *r)
{
    const bool asked = r->recurrence == RECUR_ON_REQUEST;
    const struct finding_words words = { .label = asked ? deliver_title(j, r) : r->name,
                                         .label_en = asked ? deliver_title(j, r) : r->name_en };

    finding_say(&j->d->items[0].findings, FINDING_NOT_AMONG, SEVERITY_WARNING, NULL, &words);
}

/* Several in one mail: each in a file of its own, or all in the only one. */
static void
deliver_several(struct judge *j, const struct kinds *kinds)
{
    struct kinds files = kinds_of_files(j), wanting = {0};
    bool *taken = xcalloc(j->m->nattachments + 1, sizeof *taken);

    judge_copies(j, taken);
    for (size_t i = 0; i < kinds->n; i++)
        if (kinds_supported(j, kinds->v[i]) || takes_file(j, kinds->v[i], taken) ||
            (j->files == 1 && files.n == 0 && j->d->nitems > 0))
            deliver(j, kinds->v[i]);
        else
            wanting.v[wanting.n++] = kinds->v[i];
    j->d->flagged = true;
    free(taken);
    if (wanting.n > 0 &&
        (j->d->nitems == 0 || (j->files < 2 && wanting.v[0]->recurrence != RECUR_ON_REQUEST)))
        judge_doubt(j, REASON_FILES_MISSING);
    for (size_t i = 0; i < wanting.n; i++)
        if (j->doubt == REASON_FILES_MISSING)
            deliver(j, wanting.v[i]);
        else
            want_report(j, wanting.v[i]);
}

/* "Gửi báo cáo năm 2026 và danh sách lựa chọn năm 2027": one behind the other, and sent. */
static bool
told_together(const struct tokens *words, const struct evidence *a, const struct evidence *b)
{
    static const char *const between[] = { "va", "cung", "voi", "kem", "theo", "nam", "cua" },
                             *const sending[] = { "gui", "nop", "trinh" };
    size_t first, second, end = quoted(words, a, &first), last = quoted(words, b, &second);

    if (end == 0 || last == 0 || first == second)
        return false;
    if (second < first)
        return told_together(words, b, a);
    while (end < second && (words->v[end].number >= 0 ||
                            token_among(&words->v[end], between, ARRAY_LEN(between))))
        end++;
    return end == second && !token_gap(&words->v[second], ".;!?") &&
           tokens_within(words, first > NEAR ? first - NEAR : 0, first, sending,
                                          ARRAY_LEN(sending));
}

/* The letter says that it sends this report beside one that came. */
static bool
told_beside(const struct judge *j, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    bool told = false;

    for (size_t i = 0; i < e->n && !told; i++)
        for (size_t k = 0; k < e->n && !told; k++)
            told = e->v[i].source == SOURCE_BODY && e->v[k].source == SOURCE_BODY &&
                   e->v[i].report != NULL && e->v[k].report != NULL &&
                   strcmp(e->v[i].report, r->code) == 0 &&
                   delivered(j, plan_report(j->plan, e->v[k].report), NULL) &&
                   told_together(&j->words, &e->v[i], &e->v[k]);
    return told;
}

static void
want_told(struct judge *j)
{
    struct kinds body = kinds_named(j, SOURCE_BODY, -1), subject = kinds_named(j, SOURCE_SUBJECT, -1);

    for (size_t i = 0; body.n > 1 && i < body.n && j->files > 0 && j->d->nitems > 0; i++)
        if (body.v[i]->nparts == 0 && !delivered(j, body.v[i], NULL) &&
            !kinds_have(&subject, body.v[i]) && told_beside(j, body.v[i])) {
            want_report(j, body.v[i]);
            j->d->flagged = true;
        }
}

/* The receipt code in the subject, of a mail of the same registered sender. */
static bool
deliver_cited(struct judge *j)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == SOURCE_REFERENCE && j->unit != NULL && j->d->sender_registered &&
            strcmp(e->v[i].unit, j->unit->code) == 0) {
            deliver_proven(j, &e->v[i]);
            return j->d->nitems > 0;
        }
    return false;
}

/* The subject names no report: the documents do, or the text. */
static void
deliver_unnamed(struct judge *j)
{
    struct kinds files = kinds_of_files(j), documents = kinds_named(j, SOURCE_DOCUMENT, KINDS_ANY),
                 body = kinds_named(j, SOURCE_BODY, -1), covers = kinds_titled(j, KINDS_ANY);
    const struct kinds *k = files.n > 0       ? &files
                            : covers.n > 0    ? &covers
                            : documents.n > 0 ? &documents
                                              : &body;
    const struct report *plan = kinds_plan(j);
    const struct kinds none = {0};

    /* "Kế hoạch ...; báo cáo triển khai gửi sau": what the letter only tells of is not what comes. */
    if (k == &body && plan != NULL && k->n > 0 && !letter_brings(j, k->v[0]) &&
        (judge_says(j, SOURCE_SUBJECT, MATTER_PLAN) || judge_says(j, SOURCE_FILE_NAME, MATTER_PLAN)))
        k = &none;
    if (files.n == 0 && ((covers.n == 0 && deliver_cited(j)) || judge_annex(j)))
        return;
    j->d->flagged = true;
    if (k->n == 1) {
        deliver(j, k->v[0]);
        if (kinds_titled_otherwise(j, k->v[0]))
            judge_doubt(j, judge_other_paper(j, k->v[0]));
    } else if (k->n > 1 && (k == &files || k == &covers))
        deliver_several(j, k);
    else if (k->n == 0 && plan != NULL && judge_says(j, SOURCE_SUBJECT, MATTER_PLAN)) {
        j->d->flagged = false;
        deliver(j, plan);
    } else if (k->n == 0 && plan != NULL && judge_says(j, SOURCE_FILE_NAME, MATTER_PLAN)) {
        deliver(j, plan);
    } else {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_NO_REPORT);
    }
}

/* "Bao cao thang 6.pdf", sent at the beginning of June: the month it was made in, of which nobody can report. */
static bool
month_to_come(const struct judge *j, int file)
{
    const char *title = attachment_title(&j->m->attachments[file]);
    const struct date today = judge_day(j);
    struct tokens t;
    bool to_come = false;

    tokens_of(title != NULL ? title : "", WORDS_READ, &t);
    for (size_t i = 0; i + 1 < t.n; i++)
        to_come = to_come || ((token_is(&t.v[i], "thang") || token_is(&t.v[i], "t")) &&
                              t.v[i + 1].number == today.month && today.day <= MONTH_BEGUN);
    tokens_free(&t);
    return to_come;
}

static bool
names_outside(const struct judge *j, bool named)
{
    const struct evidences *e = &j->d->evidences;
    bool names = false;

    for (size_t i = 0; i < e->n && !names; i++)
        names = e->v[i].source == SOURCE_FILE_NAME && e->v[i].matter == MATTER_OUTSIDE &&
                !kinds_annex(j, e->v[i].attachment) &&
                !(named && month_to_come(j, e->v[i].attachment));
    return names;
}

/* "6 tháng cuối năm", "quý I", "tháng 5": asked for by nobody (A20). */
static bool
outside(struct judge *j, const struct kinds *words)
{
    bool subject = judge_says(j, SOURCE_SUBJECT, MATTER_OUTSIDE);
    bool document = judge_says(j, SOURCE_LETTERHEAD, MATTER_OUTSIDE);
    struct kinds files = kinds_of_files(j);
    /* Who answers such a paper keeps its subject: then what he sends says what it is. */
    bool asks = judge_all_files(j, MATTER_ASKED, MATTER_ASKED) ||
                (judge_says(j, SOURCE_SUBJECT, MATTER_ASKED) &&
                 !(j->files > 0 && (files.n > 0 || judge_is_reply(j))));
    bool file = names_outside(j, words->n > 0) &&
                !(files.n > 0 && words->n > 0 && kinds_have(&files, words->v[0]));

    return subject || asks || file || (document && words->n == 0);
}

static void
unknown_report(struct judge *j)
{
    const struct evidences *e = &j->d->evidences;
    struct period_hint hint = {0};

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].period != NULL && strncmp(e->v[i].period, "DX:", 3) != 0)
            period_hint_add(&hint, e->v[i].period);
    if (j->d->nitems == 0)
        deliver_item(j, NULL,
                     hint.year[0] != '\0' && hint.year[0] != '?' ? xstrdup(hint.year) : NULL);
}

static uint64_t
other_files(const struct judge *j)
{
    uint64_t others = 0;

    for (size_t i = 0; i < j->d->nitems; i++)
        for (size_t f = 0; f < j->m->nattachments && f < 64 && j->d->items[i].report->nparts == 0;
             f++)
            if (carries_report(&j->d->evidences, (int)f, j->d->items[i].report->code))
                others |= UINT64_C(1) << f;
    return others;
}

/* No paper of the dossier that came with the report. */
static void
keep_own(const struct judge *j, struct item *item)
{
    size_t n = 0;

    for (size_t i = 0; i < item->nfiles; i++)
        if (carries_report(&j->d->evidences, item->files[i], item->report->code))
            item->files[n++] = item->files[i];
    item->nfiles = n;
}

/* A draft beside what took its place is not read; an officer sees that it came. */
static void
leave_drafts(struct judge *j, struct item *item)
{
    size_t n = 0;

    for (size_t i = 0; i < item->nfiles; i++)
        n += !judge_file_shows(j, MATTER_QUESTION, item->files[i]);
    if (n == 0 || n == item->nfiles || (item->report != NULL && item->report->nparts > 0))
        return;                         /* each part of a dossier is a paper of its own */
    n = 0;
    for (size_t i = 0; i < item->nfiles; i++)
        if (!judge_file_shows(j, MATTER_QUESTION, item->files[i]))
            item->files[n++] = item->files[i];
    item->nfiles = n;
    j->d->flagged = true;
}

/* Words of another matter; not of an annex that adds to a report: a list of models names what it likes. */
static bool
foreign(const struct judge *j)
{
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;

    return judge_foreign(j) &&
           !(item != NULL && item->report != NULL && judge_annexes(j, item->report) &&
             judge_added(j, item->report, item->period));
}

void
judge_items(struct judge *j)
{
    struct kinds answer = kinds_named(j, SOURCE_ANSWER, -1),
                 subject = kinds_named(j, SOURCE_SUBJECT, -1);
    const struct kinds *words = answer.n > 0 ? &answer : &subject;
    bool apart = words->n > 0 && judge_apart(j, words->v[0]);      /* what else the subject names has a file of its own */

    if (deliver_by_proof(j, words)) {
        if (outside(j, words))
            judge_doubt(j, REASON_FORM_OUTSIDE);
        else if (!judge_has(j, SOURCE_FORM) && foreign(j))
            judge_doubt(j, REASON_FOREIGN);
    } else if (!apart && outside(j, words)) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_OUTSIDE);
    } else if (words->n == 1) {
        deliver_one(j, words->v[0]);
    } else if (words->n > 1) {
        deliver_several(j, words);
    } else {
        deliver_unnamed(j);
    }
    if (!apart && !judge_has(j, SOURCE_FORM) && !judge_has(j, SOURCE_THREAD) && foreign(j)) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_FOREIGN);
    }
    judge_files(j);
    want_told(j);
    if (j->d->nitems == 0)
        unknown_report(j);
    for (size_t i = 0; i < j->d->nitems; i++) {
        struct item *item = &j->d->items[i];
        item->files = carriers(&j->d->evidences, j->m, item, j->d->nitems == 1, &item->nfiles);
        if (judge_mixed(j) && item->report->nparts == 0)
            keep_own(j, item);
        else if (judge_mixed(j))
            item->others = other_files(j);
        leave_drafts(j, item);
        item->attachment = item->nfiles > 0 ? item->files[0] : -1;
        item->adds = (item->adds || judge_adds(j, item->report)) &&
                     !judge_bare_picture(j, item, &(const char *){ NULL });
        item->annex = item->adds && judge_annexes(j, item->report);
        item->extends = judge_selects(item->report) && judge_extends(j, item);
        if (!judge_has(j, SOURCE_FORM) && judge_paper_old(j, item)) {
            j->d->unsure |= UNSURE_PERIOD;
            judge_doubt(j, REASON_PERIOD);
        }
    }
}
