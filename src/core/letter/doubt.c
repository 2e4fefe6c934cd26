/* What a mail leaves open, why it was not filed, and why an officer should look at it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "put.h"

const struct unit *
letter_unit_of(const struct letter_facts *f)
{
    return f->unit != NULL ? f->unit : f->nitems > 0 ? f->items[0].unit : NULL;
}

bool
letter_doubt(enum reason why)
{
    static const enum reason plain[] = { REASON_NONE, REASON_UNKNOWN, REASON_NO_UNIT, REASON_SEVERAL_UNITS, REASON_NO_REPORT, REASON_PERIOD,
                                         REASON_NO_REQUEST, REASON_CANDIDATES };

    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        if (why == plain[i])
            return false;
    return true;
}

/* The line that the sender is to send back, in the language in which it is
 * read: filled in as far as it is known. */
void
put_sample(json_t *c, const struct letter_facts *f)
{
    const struct unit *only = f->candidates != NULL && f->candidates->n == 1
                                  ? plan_unit(f->plan, f->candidates->v[0])
                                  : NULL;
    const struct unit *unit = f->unit != NULL ? f->unit : only;
    bool doubted = (f->unsure & UNSURE_UNIT) != 0;

    letter_put_text(c, "sample_unit",
                    unit != NULL && !doubted
                        ? unit->name
                        : EITHER(f->language, "(tên đơn vị)", "(name of the unit)"));
    put_taken(c, "sample_report", f->report != NULL && (f->unsure & UNSURE_REPORT) == 0
              ? inline_name(f->report->name) : xstrdup(EITHER(f->language, "(loại báo cáo)", "(report)")));
    put_taken(c, "sample_period", f->nowed > 0 ? words_period(f->owed[0].period, "vi")
              : f->period != NULL && (f->unsure & UNSURE_PERIOD) == 0 ? words_period(f->period, "vi")
              : xstrdup(EITHER(f->language, "(năm)", "(year)")));
}

/* A unit that is no more, or not yet: who it is is plain, and why that does not count is said in full. */
static char *
ended(const struct letter_facts *f, unsigned *unsure)
{
    int offset = f->office->utc_offset;
    const struct unit *unit = f->why == REASON_NOT_THERE || f->why == REASON_EXTENSION
                                  ? letter_unit_of(f)
                                  : NULL;

    if (unit == NULL || !is_set(f->received))
        return NULL;
    if (f->why == REASON_EXTENSION &&
        !unit_ended(unit, moment_of(f->received, offset).date))
        return NULL;                    /* it owes what it asks more time for */
    if (f->candidates == NULL || f->candidates->n < 2)
        *unsure &= ~(unsigned)UNSURE_UNIT;
    return words_ended(f->plan, unit, moment_of(f->received, offset).date,
                       is_set(f->due) ? calendar_last_day(f->due, offset) : (struct date){ 0 },
                       f->language);
}

void
put_doubt(json_t *c, const struct letter_facts *f)
{
    unsigned unsure = f->unsure;
    char *gone = ended(f, &unsure);

    put_flag(c, "ended", gone != NULL);
    put_flag(c, "draft", f->why == REASON_DRAFT);
    if (gone != NULL) {
        put_taken(c, "doubt", inline_name(gone));
        free(gone);
    } else if (letter_doubt(f->why) || (f->unsure == 0 && f->why != REASON_NONE))      /* one of both is said */
        put_found(c, "doubt", reason_say(f->why, may_repeat(f) ? f->about : NULL, f->language));
    put_flag(c, "asks_line", f->why != REASON_CORRECTION && (unsure != 0 || !is_set(f->answered)));
    put_found(c, "unclear", words_unclear(unsure, f->plan, f->candidates, f->language));
}

static bool
without_file(const struct letter_facts *f)
{
    for (size_t i = 0; i < f->nitems; i++)
        if (uncounted(&f->items[i]))
            return true;
    return false;
}

/* What is filed is certain; why an officer should look all the same is another
 * sentence. A notice of urgency has its own. */
char *
reason_to_look(const struct letter_facts *f)
{
    bool en = f->language != NULL && strcmp(f->language, "en") == 0;

    if (f->reason != NULL)
        return xstrdup(f->reason);
    if (f->why == REASON_NOT_THERE && letter_unit_of(f) != NULL && is_set(f->received))
        return ended(f, &(unsigned){ 0 });
    if (f->why != REASON_CERTAIN)
        return reason_say(f->why, f->about, f->language);
    if (f->urgent || f->notice == NULL || strcmp(f->notice, "flagged") != 0)
        return NULL;
    if (without_file(f))
        return xstrdup(en ? "there is no file of the report in it" : "trong thư chưa có tệp của báo cáo");
    return xstrdup(en ? "part of it was inferred from names of files, their text or the date, or its words ask for more"
                      : "có phần suy ra từ tên tệp, nội dung tệp hoặc thời điểm gửi, hoặc lời thư có điều cần xem");
}
