/* The types of official papers (Decree 30/2020, annex III), by the line that names one. */
#ifndef DOCKETD_MODEL_PAPER_H
#define DOCKETD_MODEL_PAPER_H

#include <stdbool.h>

#define PAPER_CORRECTION "Đính chính"

/* "bao cao" is "Báo cáo", "quyet dinh" and "don xin nghi phep" are what they are; NULL: the folded
 * line, which stood in capitals, names no type. Static. */
const char *paper_type(const char *folded);
/* One of this type may report, or bring a report; a letter has none (NULL). */
bool paper_reports(const char *type);

#endif
