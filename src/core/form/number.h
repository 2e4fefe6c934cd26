/* Numbers as people in Viet Nam type them into a form, shared by the files of this folder. */
#ifndef DOCKETD_CORE_NUMBER_H
#define DOCKETD_CORE_NUMBER_H

#include "core/form/reading.h"

/* "1.234", "3,5", "12;", "……12……", "12 cuộc", "12 (mười hai)", "mười hai (12)". A unit of
 * measure is a word that counts things, or stands in the label. Marks of
 * statistical tables: "-" and "không" are READING_ZERO, "…" is READING_EMPTY. */
enum reading number_read(const char *text, const char *label, bool integer, double *out);
/* "12 (mười ba)", "mười ba (12)". */
bool number_disagrees(const char *text, const char *label);
/* "mười hai cuộc". */
bool number_words(const char *text, const char *label, double *out);
/* Only words that measure: "luot nguoi"; `label` may be NULL. Both folded. */
bool number_unit(const char *folded, const char *label);

#endif
