/* Time. The docket stores instants: seconds since 1970-01-01 UTC. Dates and
 * hours that people read are local to the office's zone, a fixed offset from
 * UTC (Viet Nam has had no summer time since 1975, so an offset is exact).
 *
 * This is the single source of "now" (design: clock). core/ never calls it. */
#ifndef DOCKETD_BASE_CLOCK_H
#define DOCKETD_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t instant;
#define INSTANT_NONE INT64_MIN

#define MINUTE 60                       /* seconds */
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

struct date {
    int year, month, day;           /* 1..12, 1..31; {0} is "no date" */
};

struct moment {                     /* an instant as the office's wall clock shows it */
    struct date date;
    int hour, minute, second;
};

instant clock_now(void);            /* the real time, or the one set below */
void clock_set(instant now);        /* --now and tests: time stands at this instant */
bool clock_is_set(void);
int64_t clock_monotonic_ms(void);   /* for timeouts and back-off only; never set */

/* "2023-06-10", "2023-06-10T08:00", "...T08:00:05", with "Z" or "+07:00" or
 * without (then local, at utc_offset seconds). False if it is none of these. */
bool instant_parse(const char *text, int utc_offset, instant *out);
void instant_write(instant t, char out[static 21]);         /* "2023-06-09T17:00:00Z" */

bool date_valid(struct date d);
bool date_parse(const char *iso, struct date *out);         /* "2023-06-10" exactly */
void date_write(struct date d, char out[static 11]);
int64_t date_day(struct date d);                            /* days since 1970-01-01 */
struct date date_of_day(int64_t day);
struct date date_add(struct date d, int days);
int date_compare(struct date a, struct date b);             /* <0, 0, >0 */
int date_weekday(struct date d);                            /* 0 Monday ... 6 Sunday */

instant instant_of(struct date d, int hour, int minute, int utc_offset);
struct moment moment_of(instant t, int utc_offset);

#endif
