/* Dates, deadlines, periods and doubts as letters, forms and tables print them.
 * Vietnamese as Decree 30/2020 writes dates: days below 10 and months 1 and 2
 * take a zero ("09/6/2023", "05/01/2024"). language: "vi" or "en". What is
 * returned as char * is the caller's. */
#ifndef DOCKETD_CORE_CALENDAR_WORDS_H
#define DOCKETD_CORE_CALENDAR_WORDS_H

#include "base/clock.h"
#include "model/docket.h"

#define EITHER(language, vi, en) (strcmp(language, "en") == 0 ? (en) : (vi))     /* of literals: formats stay checked */

char *words_plan(const struct plan *, const char *language);        /* "Kế hoạch số 15/KH-BCĐ ngày 03/01/2026"; its title while it has none */
char *words_day(struct date, const char *language);                 /* "09/6/2023"; "9 June 2023" */
char *words_moment(instant, int utc_offset, const char *language);  /* "09:30 ngày 07/6/2023"; "09:30 on 7 June 2023" */
char *words_stamp(instant, int utc_offset, const char *language);   /* for tables: "07/6 09:30"; "7 Jun 09:30"; at midnight the day alone */
const char *words_weekday(struct date, const char *language);       /* "Thứ Sáu", "Chủ nhật"; "Friday" */
char *words_period(const char *period, const char *language);       /* "2023", "quý II năm 2023", "tháng 6 năm 2023" */
/* In the head of our own form it parts whose form it is from its period. */
#define FORM_KEPT " – kỳ "

/* Both halves, always: "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)".
 * A deadline within a day: "trước 17:00 ngày 10/6/2023". */
char *words_deadline(instant due, int utc_offset, const char *language);
char *words_deadline_weekday(instant due, int utc_offset, const char *language);    /* "... 09/6/2023, Thứ Sáu)" */
char *words_before(instant due, int utc_offset, const char *language);              /* "10/6/2023", "17:00 ngày 10/6/2023" */

char *words_days(int64_t n, const char *language);                    /* "3 ngày"; "1 day" */
/* How long after a deadline, as it is told everywhere: "3 ngày" (A28); still on its last day
 * "2 giờ 5 phút", "4 phút". NULL: not after it. Of an obligation: as count_days_late(). */
char *words_late(instant due, instant at, int utc_offset, const char *language);
char *words_late_of(const struct obligation *, instant now, int utc_offset, const char *language);
/* "8/12 (67%)"; of nothing: "không áp dụng", "not applicable". */
char *words_share(int part, int whole, const char *language);

char *words_cover(int known, int asked, const char *language);      /* "đủ 12/12", "chưa đủ 8/12": of how many it is */

/* Names of units, with this between them. */
char *words_units(const struct plan *, const struct strings *codes, const char *between);
/* Why a unit is not asked on this day, when a mail came, or (else) at this deadline (0: not known): since
 * when, or until when it is there; and who took its place. */
char *words_ended(const struct plan *, const struct unit *, struct date day, struct date due, const char *language);
/* What a sender or an officer must say (UNSURE_UNIT, ...): "đơn vị gửi
 * (thành phố Cao Lãnh hay huyện Cao Lãnh); kỳ báo cáo". NULL for nothing. */
char *words_unclear(unsigned unsure, const struct plan *, const struct strings *candidates,
                    const char *language);
/* "tiêu đề (mạnh): huyện Tam Nông; Báo cáo năm; 2023; «...»" */
char *words_evidence(const struct evidence *, const struct plan *, const char *language);

#endif
