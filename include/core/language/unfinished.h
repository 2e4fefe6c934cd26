/* Figures of which the letter itself says that they are not the last: others follow them, or some
 * of those who report to the sender are not among them yet. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_UNFINISHED_H
#define DOCKETD_CORE_LANGUAGE_UNFINISHED_H

#include "core/language/tokens.h"

/* "Số liệu là ước, cuối tháng chốt sẽ gửi bản chính thức", "huyện gửi bản 1, ... sẽ gửi bản 2";
 * not "ước thực hiện cả năm", after which nothing more is promised. */
bool unfinished_estimate(const struct tokens *);
/* "Chưa bao gồm xã Bình Thạnh", "mới có 11/13 xã gửi về", "còn 03 xã chưa gửi". */
bool unfinished_partial(const struct tokens *);

#endif
