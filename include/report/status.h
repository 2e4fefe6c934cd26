/* The state of one report in one period, unit by unit: the table an officer
 * reads (letter T12, docketctl status), and the same for programs. */
#ifndef DOCKETD_REPORT_STATUS_H
#define DOCKETD_REPORT_STATUS_H

#include <stddef.h>

#include "core/calendar/count.h"
#include "model/docket.h"
#include "model/settings.h"
#include "store/store.h"

struct json_t;

struct status_row {
    const struct unit *unit;        /* NULL: the plan no longer has it; then only the obligation names it */
    struct obligation obligation;
    char *code;                     /* receipt code of the version whose content counts; NULL */
    int sequence, known, expected;  /* it came as consolidated report number so many, of so many of its own units; 0 */
};

struct status {
    const struct plan *plan;
    const struct report *report;
    char *period;
    instant now, due;               /* due: of most units; INSTANT_NONE */
    struct status_row *rows;        /* as in the plan: tracked units first */
    size_t n;
    int upward;                     /* number of what was sent to the office above; 0: nothing, or it was not looked for (as of then) */
    instant upward_at;
    bool upward_outdated;           /* ... which the docket has left behind */
};

/* 0, or -1 after logging. */
int status_load(struct store *, const struct plan *, const struct report *, const char *period,
                instant now, struct status *);
/* The same as it stood after this entry of the journal (journal_as_of); below 0: as it stands. */
int status_load_as_of(struct store *, const struct plan *, const struct report *,
                      const char *period, instant now, int64_t entry, struct status *);
void status_clear(struct status *);

struct rounds { struct status *v; size_t n; };      /* of one report or of several */
void rounds_clear(struct rounds *);
#define ROUNDS_MOST 8
/* What is under way, by deadline, at most ROUNDS_MOST: report/rounds.c. 0, or -1; rounds_clear either way. */
int rounds_open(struct store *, const struct plan *, instant now, struct rounds *);

/* Periods that the docket knows of a report, oldest first; those due before `from` (0: none) are left out. */
int status_periods(struct store *, const struct report *, instant from, struct strings *out);

/* Of the tracked units, as the rules of core/calendar/count.h say. */
struct count status_count(const struct status *);
/* Its deadline lies ahead; or it passed this season and something is still to come or to be examined. */
bool status_open(const struct status *);

/* Vietnamese, aligned for a monospaced font; owned by the caller. */
char *status_text(const struct status *, int utc_offset, const char *language);
char *status_line(const struct status *, int utc_offset, const char *language);  /* the same in one line, for a round that is over */
/* An array of {unit, report, period, state, due, first_received, late, days_late, overdue, tracked, code,
 * ended (the last day of a unit that is no more; null), answered_by (who answers for it; null: nobody)}. */
struct json_t *status_json(const struct status *, int utc_offset);

/* "20/6/2023": the deadline an officer gave this unit; NULL if it is the round's. */
char *status_own_deadline(const struct obligation *, int utc_offset, const char *language);
/* "Chưa nhận", "Quá hạn 3 ngày", "Đang kiểm tra": what a person reads; owned by the caller. */
char *status_label(const struct obligation *, instant now, int utc_offset, const char *language);

#endif
