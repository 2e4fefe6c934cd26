/* Days and hours in words: written ("15/6", "ngày 15 tháng 6"), or said by today ("thứ sáu tuần
 * sau"). Each reader answers the word behind what was read, or `at` if it is not there. */
#ifndef DOCKETD_CORE_LANGUAGE_DAY_H
#define DOCKETD_CORE_LANGUAGE_DAY_H

#include "base/clock.h"
#include "core/language/tokens.h"

size_t read_date(const struct tokens *, size_t at, struct date today, bool ahead, struct date *out);
size_t read_no_date(const struct tokens *, size_t at, struct date today);      /* said as a day, and there is none such */
size_t read_time(const struct tokens *, size_t at, int *hour, int *minute);

struct day { struct date date, either; };       /* either: it may as well be this one; {0}: it may not */
/* A day said by today ("thứ sáu tuần sau"), and (read_count) a number of days ("2 tuần"). */
size_t read_day_word(const struct tokens *, size_t at, struct date today, bool ahead, struct day *);
size_t read_count(const struct tokens *, size_t at, int *count, bool *working);

#endif
