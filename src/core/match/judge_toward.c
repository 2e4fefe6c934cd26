/* A report whose paper, or whose letter, is addressed to another body: it counts, since it came here,
 * and both sides hear of it. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "core/form/finding.h"
#include "core/language/toward.h"

#define HEAD_READ 2500          /* bytes of a paper, in which it is addressed */
#define LINE_READ 400
#define CELLS_READ 40

static const char *
office_name(const struct judge *j)
{
    return j->known->office != NULL ? j->known->office->name : NULL;
}

/* Of a line or cell that begins so and the lines behind it; *addressed: one does. */
static char *
line_toward(const struct judge *j, const char *line, bool *addressed)
{
    struct tokens t;
    char *other = NULL;

    tokens_of(line, LINE_READ, &t);
    if (tokens_are(&t, 0, "kinh gui")) {
        *addressed = true;
        other = toward_others(j->index, office_name(j), &t);
    }
    tokens_free(&t);
    return other;
}

/* Few lines begin with this letter: the words of the others are not made. */
static bool
may_address(const char *line)
{
    return *line == 'K' || *line == 'k';
}

static char *
text_toward(const struct judge *j, const char *text, bool *addressed)
{
    char *other = NULL;

    for (const char *line = text; *line != '\0' && line - text < HEAD_READ && !*addressed;) {
        line += strspn(line, " \t\n\f");
        if (may_address(line))
            other = line_toward(j, line, addressed);
        line += strcspn(line, "\n");
    }
    return other;
}

static char *
sheet_toward(const struct judge *j, const struct sheet *s, bool *addressed)
{
    char *other = NULL;

    for (size_t i = 0; i < s->ncells && i < CELLS_READ && !*addressed; i++)
        if (s->cells[i].value != NULL && may_address(s->cells[i].value))
            other = line_toward(j, s->cells[i].value, addressed);
    return other;
}

/* All papers that say it; a form does not. */
static char *
papers_toward(const struct judge *j)
{
    char *other = NULL;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct attachment *a = &j->m->attachments[i];
        bool addressed = false;
        char *one = NULL;

        if (!attachment_counts(a))
            continue;
        if (a->nsheets > 0)
            one = sheet_toward(j, &a->sheets[0], &addressed);
        else if (a->text != NULL)
            one = text_toward(j, a->text, &addressed);
        if (addressed && one == NULL) {
            free(other);
            return NULL;                /* one of them is not another's */
        }
        if (other == NULL)
            other = one;
        else
            free(one);
    }
    return other;
}

void
judge_toward(struct judge *j)
{
    char *other = toward_others(j->index, office_name(j), &j->words);

    other = other != NULL ? other : papers_toward(j);
    for (size_t i = 0; i < j->d->nitems && other != NULL; i++) {
        struct item *item = &j->d->items[i];

        if (item->report == NULL || item->report->nparts > 0)
            continue;                   /* of a dossier the parts go to many */
        finding_say(&item->findings, FINDING_TOWARD, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = other });
        if (j->beside == REASON_NONE)
            j->beside = REASON_TOWARD;
    }
    free(other);
}
