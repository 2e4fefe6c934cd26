/* Numbers and dates in the one form the docket compares them in. */
#ifndef READER_NUMBER_H
#define READER_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* "12", "3.5", "-0.25": integers without a fraction, decimals in their
 * shortest form that reads back the same. False if text is no number. */
bool number_canonical(const char *text, char out[static 32]);
void number_write(double x, char out[static 32]);

enum number_kind {
    NUMBER_PLAIN,
    NUMBER_DATE,
    NUMBER_TIME,
    NUMBER_ELAPSED,
    NUMBER_DATE_TIME,
    NUMBER_PERCENT
};

/* What a spreadsheet's number format shows: by code, or by built-in id. */
enum number_kind format_kind(const char *code);
enum number_kind format_builtin(int id);
bool format_hides(const char *code);    /* ";;;" shows nothing at all */

/* A spreadsheet's serial number as "2023-06-09", "2023-06-09T08:30:00" or
 * "08:30:00"; false if it is no day the calendar has. */
bool serial_write(double serial, enum number_kind kind, bool since_1904, char out[static 32]);

#endif
