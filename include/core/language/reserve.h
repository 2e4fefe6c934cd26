/* What a letter says against the very report that comes with it, in whatever words: the net behind the
 * rules that know a kind of it (a draft, a recall, another's report). Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_RESERVE_H
#define DOCKETD_CORE_LANGUAGE_RESERVE_H

#include "core/language/tokens.h"

/* A sentence that speaks of what comes, or a letter of few words, denies, delays, doubts or lends it, or
 * dates it back: "số này là chỉ tiêu giao chứ chưa phải kết quả", "khoan xài bản này", "file cũ". */
bool reserve_told(const struct tokens *);
/* The same in what a subject says beside the report's name: "Báo cáo 6 tháng (xem trước)". */
bool reserve_titled(const struct tokens *);

#endif
