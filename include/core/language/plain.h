/* An answer that says what a mail is, and nothing else. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_PLAIN_H
#define DOCKETD_CORE_LANGUAGE_PLAIN_H

#include "core/language/gist.h"

/* Every word names the report, its period or whose it is, or is courtesy: "dạ đây là báo cáo 6 tháng của
 * xã". Any other word ("của Hội Nông dân", "năm ngoái", "hình ảnh kèm ...", "để em hỏi") may make
 * it another paper, or none. */
bool plain_answer(const struct gist *);

#endif
