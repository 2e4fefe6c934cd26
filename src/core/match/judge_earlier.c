/* Papers of an earlier round that come beside this one's, to be compared with it. */
#include "core/match/judge.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "gather.h"
#include "kinds.h"

#define YEAR_FIRST 2000
#define DIFFERENT (-1)

/* The year of this report, or of none in particular, that one place gives; 0: it gives none.
 * file: -1, the mail. */
static int
year_in(const struct judge *j, enum source source, int file, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    int year = 0;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        int said = row->period != NULL ? atoi(row->period) : 0;

        if (row->source != source || row->attachment != file || row->matter != MATTER_NONE ||
            said < YEAR_FIRST ||
            (row->report != NULL && r != NULL && strcmp(row->report, r->code) != 0))
            continue;
        year = year == 0 || year == said ? said : DIFFERENT;
    }
    return year;
}

/* The text speaks of another year more often than of this one: the name of an old file was kept. */
static bool
speaks_of_another(const struct attachment *a, int year)
{
    char *top = a->text == NULL ? gather_top(a) : NULL;
    unsigned said[100] = {0}, most = 0;

    for (const char *at = top != NULL ? top : a->text; at != NULL && (at = strstr(at, "20")) != NULL; at += 2)
        if (isdigit((unsigned char)at[2]) && isdigit((unsigned char)at[3]) &&
            !isdigit((unsigned char)at[4]))
            said[(at[2] - '0') * 10 + at[3] - '0']++;
    for (size_t i = 0; i < ARRAY_LEN(said); i++)
        most = said[i] > most ? said[i] : most;
    free(top);
    return most > said[(year - YEAR_FIRST) % 100];
}

int
judge_year_of(const struct judge *j, int file, const struct report *r)
{
    int year = year_in(j, SOURCE_LETTERHEAD, file, r);

    year = year != 0 ? year : year_in(j, SOURCE_HEAD, file, r);
    if (year == 0)
        year = year_in(j, SOURCE_FILE_NAME, file, r);
    else
        return year;
    return year > 0 && speaks_of_another(&j->m->attachments[file], year) ? 0 : year;
}

/* Of the round that the mail is about; 0: nobody says, or not with one voice. */
static int
year_of_mail(const struct judge *j)
{
    static const enum source places[] = { SOURCE_THREAD, SOURCE_ANSWER, SOURCE_SUBJECT };
    int year = 0;

    for (size_t i = 0; i < ARRAY_LEN(places) && year == 0; i++)
        year = year_in(j, places[i], -1, NULL);
    return year;
}

/* The one report of the year that the paper is. */
static const struct report *
report_of(const struct judge *j, int file)
{
    struct kinds k = kinds_of_file(j, file);

    return attachment_counts(&j->m->attachments[file]) && !kinds_ours(j, file) &&
                   !kinds_annex(j, file) && k.n == 1 && k.v[0]->recurrence == RECUR_YEARLY
               ? k.v[0]
               : NULL;
}

/* The paper of the round itself is there, of this report or of another one that is sent. */
static bool
comes_beside(const struct judge *j, int file, const struct report *r, int year)
{
    struct kinds subject = kinds_named(j, SOURCE_SUBJECT, -1);
    struct period_hint hint = {0};
    bool same = false, other = false, flag;
    instant due;
    char *period;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct report *beside = (int)i != file ? report_of(j, (int)i) : NULL;

        if (beside == NULL || judge_year_of(j, (int)i, beside) != year)
            continue;
        same = same || beside == r;
        other = true;
    }
    if (same || !other || kinds_have(&subject, r))
        return same;
    snprintf(hint.year, sizeof hint.year, "%d", judge_year_of(j, file, r));
    period = judge_period(j, r, &hint, &due, &flag);         /* one that may be due is no old one */
    free(period);
    return period == NULL;
}

bool
judge_earlier_year(const struct judge *j, int year)
{
    bool is = false;

    for (size_t i = 0; i < j->m->nattachments && !is; i++)
        is = judge_is_earlier(j, (int)i) && judge_year_of(j, (int)i, NULL) == year;
    return is;
}

void
judge_earlier(struct judge *j)
{
    static const char *const compared[] = { "so sanh", "doi chieu", "tham khao", "cung ky" };
    int year = j->files > 1 ? year_of_mail(j) : DIFFERENT, newest = 0;
    bool said = year > 0 || SOMEWHERE(&j->words, compared, NULL), *old;

    if (year == DIFFERENT)
        return;
    for (size_t i = 0; i < j->m->nattachments && year == 0; i++) {
        const struct report *r = report_of(j, (int)i);
        int own = r != NULL ? judge_year_of(j, (int)i, r) : 0;

        newest = own > newest ? own : newest;
    }
    year = year > 0 ? year : newest;
    old = xcalloc(j->m->nattachments + 1, sizeof *old);
    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct report *r = report_of(j, (int)i);
        int own = r != NULL ? judge_year_of(j, (int)i, r) : 0;

        old[i] = own > 0 && own < year && comes_beside(j, (int)i, r, year);
    }
    for (size_t i = 0; i < j->m->nattachments; i++)
        if (old[i]) {
            struct evidence *row = evidence_add(&j->d->evidences, SOURCE_FILE_NAME, STRENGTH_WEAK,
                                                attachment_title(&j->m->attachments[i]));

            row->matter = MATTER_EARLIER;
            row->attachment = (int)i;
            j->d->flagged = j->d->flagged || !said;
        }
    free(old);
}
