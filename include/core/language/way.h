/* By what way a report goes that does not come into this mailbox. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_WAY_H
#define DOCKETD_CORE_LANGUAGE_WAY_H

#include "core/language/tokens.h"

/* The way named at this word, as orders name it ("trục liên thông"); NULL: none. *words: how many
 * name it. */
const char *way_at(const struct tokens *, size_t at, size_t *words);
/* The words say that something was sent by another way: which; NULL. Not what will be sent so,
 * nor what the office sent. */
const char *way_in(const struct tokens *);
extern const char way_mail[];   /* the one of these that leads to a mailbox, perhaps to this one */
/* A body that is not this office is named here: "Huyện ủy", "Sở Nội vụ", "Hội Nông dân". */
bool way_body(const struct tokens *, size_t at);
/* The unit says that it sent it before, and by no other way than mail: "đơn vị đã gửi hôm thứ sáu rồi mà".
 * dated: its words name a day that is over. Not what was sent to others. */
bool way_here(const struct tokens *, bool dated);
/* The same, told with its time: more than "đã gửi", which also one says of what comes along. */
bool way_before(const struct tokens *);
/* It asks whether it came: "phòng đã nhận được báo cáo chưa ạ?" */
bool way_asked(const struct tokens *);

#endif
