/* That nobody was chosen, in whatever words (A18). */
#ifndef DOCKETD_CORE_LANGUAGE_NIL_H
#define DOCKETD_CORE_LANGUAGE_NIL_H

#include "core/language/tokens.h"

/* "Không có đơn vị nào đề nghị", "chưa lựa chọn được điển hình", "danh sách: không"; not "không có gì
 * thay đổi so với danh sách". */
bool nil_said(const struct tokens *);

#endif
