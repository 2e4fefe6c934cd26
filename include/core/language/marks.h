/* Marks of secrecy and urgency (Decree 30/2020, article 8; rules A26, A27).
 * Told apart by accents and capitals: "mặt trận", "bí mật nhà nước", "khẩn
 * trương" are no marks. */
#ifndef DOCKETD_CORE_LANGUAGE_MARKS_H
#define DOCKETD_CORE_LANGUAGE_MARKS_H

#include <stdbool.h>

struct marks {
    bool secret, urgent;
    bool draft;                 /* it begins as the line does by which a paper calls itself a draft */
};
/* In a subject, a file's name or a line at the head of a page: adds to what was found. NULL: nothing is. */
void marks_find(const char *text, struct marks *found);
/* "Du thao BC nam", "BC nam (du thao lan 2)"; not "gop y du thao luat ...". */
bool marks_draft_name(const char *stem);
/* Somewhere in a line, written short: "BC 6T 2023 (DT lần 2)", "DT2"; not "12/BC-DT". */
bool marks_draft_short(const char *text);

#endif
