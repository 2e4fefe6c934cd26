/* Marks of secrecy and urgency (Decree 30/2020, article 8; rules A26, A27).
 * Told apart by accents and capitals: "mặt trận", "bí mật nhà nước", "khẩn
 * trương" are no marks. */
#ifndef DOCKETD_CORE_LANGUAGE_MARKS_H
#define DOCKETD_CORE_LANGUAGE_MARKS_H

#include <stdbool.h>

struct marks {
    bool secret, urgent;
    bool perhaps;               /* "BC 6T mat": as a name it is secret, in a letter perhaps lost */
    bool draft;                 /* it begins as the line does by which a paper calls itself a draft */
};
/* In a subject, a file's name or a line at the head of a page: adds to what was found. NULL: nothing is. */
void marks_find(const char *text, struct marks *found);
/* A line at the head of a page by which it calls itself a draft: "Dự thảo lần 2 ngày 01/6/2023",
 * "BÁO CÁO (Dự thảo)"; not "Dự thảo Luật ...". */
bool marks_draft_line(const char *text);

#endif
