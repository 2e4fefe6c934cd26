/* What is no mistake in a plan, and what an office should know all the same. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "config/config.h"

static void note_units(const struct plan *plan, struct date today, FILE *out)
{
    struct date last = {0};
    size_t tracked = 0, ended = 0;
    char day[11];

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        if (!u->tracked)
            continue;
        tracked++;
        if (u->valid_to.year != 0 && date_compare(u->valid_to, today) < 0) {
            ended++;
            last = date_compare(u->valid_to, last) > 0 ? u->valid_to : last;
        } else if (u->addresses.n == 0 && unit_valid_on(u, today)) {
            fprintf(out, "note: unit %s has no address: no reminder reaches it\n", u->code);
        }
    }
    date_write(last, day);
    if (tracked > 0 && ended == tracked)
        fprintf(
            out,
            "note: all %zu units that plan %s reminds have ended, the last on %s: nothing more is asked of them\n",
            tracked, plan->code, day);
}

static void
note_phrase(const struct report *one, const struct report *other, const char *phrase, FILE *out)
{
    char *folded = text_fold(phrase);

    for (size_t i = 0; i < other->subject_words.n; i++) {
        char *too = text_fold(other->subject_words.v[i]);

        if (strcmp(folded, too) == 0)
            fprintf(
                out,
                "note: the subject words \"%s\" stand for %s and for %s: a mail that says no more is asked about\n",
                phrase, one->code, other->code);
        free(too);
    }
    free(folded);
}

void plan_notes(const struct plan *plan, struct date today, FILE *out)
{
    note_units(plan, today, out);
    for (size_t i = 0; i < plan->nreports; i++)
        for (size_t k = i + 1; k < plan->nreports; k++)
            for (size_t w = 0; w < plan->reports[i].subject_words.n; w++)
                note_phrase(&plan->reports[i], &plan->reports[k],
                            plan->reports[i].subject_words.v[w], out);
}
