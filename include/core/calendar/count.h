/* What an obligation counts as at an instant: the one place that decides who
 * has reported, who is late and by how much. Everything that shows a number,
 * a list of those who owe, or the word "late" asks here. Pure.
 *
 * Received: a version answers it, by mail or by another channel (A9, A12).
 * On time: the first of them came before the deadline (A1, A11); without a
 * deadline whatever came is. Complete: received, and nothing is asked for any
 * more. Accepted: an officer said so. What was waived or cancelled is asked of
 * nobody and stands in no other number. Overdue: tracked (A7), the deadline
 * has passed, and nothing answers it. */
#ifndef DOCKETD_CORE_CALENDAR_COUNT_H
#define DOCKETD_CORE_CALENDAR_COUNT_H

#include "core/calendar/workflow.h"

bool count_expected(const struct obligation *);
bool count_received(const struct obligation *);
bool count_on_time(const struct obligation *);
bool count_complete(const struct obligation *);
bool count_accepted(const struct obligation *);
/* Something came, and more is asked for. */
bool count_unfinished(const struct obligation *);
/* Nothing came that answers it, and nobody has decided about it. */
bool count_unanswered(const struct obligation *);
bool count_overdue(const struct obligation *, instant now);
/* The instant that decides whether it is late: when its first version came, now while it is overdue;
 * INSTANT_NONE while neither. */
instant count_late_at(const struct obligation *, instant now);
/* How late its first version came, or how long it is overdue by now (A28): 0 is neither. */
int count_days_late(const struct obligation *, instant now, int utc_offset);

/* 0 <= on_time <= received <= expected, accepted <= complete <= received,
 * overdue <= expected - received, unfinished <= received - complete (a mail without
 * its file is asked for more, and is not received); whoever was waived is not expected. */
struct count { int expected, received, on_time, complete, accepted, waived, overdue, unfinished; };
void count_add(struct count *, const struct obligation *, instant now);

/* It is asked for by now: its deadline has passed, or it came before that. What
 * is asked of a unit next year says nothing about the unit. */
bool count_asked_by(const struct obligation *, instant now);
/* 67 of 2/3, everywhere; 100 is all of them and 0 none. -1: of nothing there is no share. */
int count_percent(int part, int whole);
/* Days by which its first version came before the last day on time; below 0:
 * after it. False: it did not come, or had no deadline. */
bool count_lead(const struct obligation *, int utc_offset, int *days);
/* The middle of n > 0 numbers, doubled (7 is 3.5); sorts them. */
int count_median_twice(int *days, size_t n);

#endif
