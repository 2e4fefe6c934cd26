/* What a letter says of the file that comes with it, where that is not the report. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_BESIDE_H
#define DOCKETD_CORE_LANGUAGE_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/language/tokens.h"

struct letter_says {
    bool paper;                 /* another paper: "em đính kèm biên bản họp", "đây là file mẫu trống" */
    bool later;                 /* the report itself comes later, or went another way: "báo cáo gửi sau ạ" */
    bool later_part;            /* ... and is of a month or a quarter: "báo cáo quý II gửi sau" */
    bool meant;                 /* for somebody else: "báo cáo này gửi cho Sở Nội vụ, em cc Phòng" */
    int year;                   /* it is of this year: "đây là báo cáo của năm 2022"; 0 */
    bool part;                  /* it is of a month, a quarter, the second half: "file này là báo cáo tháng 5" */
    size_t owner;               /* the word behind "báo cáo ... của"; the end: nobody is named */
};
void beside_read(const struct tokens *, struct letter_says *);
/* A paper of another matter than a report is named here: minutes, an invitation, who is to be commended. */
bool beside_matter_at(const struct tokens *, size_t at);
/* ... is what the letter sends, or pictures of an event: "gửi bổ sung biên bản họp", "em gửi hình hội nghị". */
bool beside_matter(const struct tokens *);
/* Of pictures that come alone: of an event, or of another paper, and nothing is said of a report that comes:
 * "em gửi hình hội nghị", "giấy mời họp gửi phòng". */
bool beside_depicts(const struct tokens *);
bool beside_names_page(const struct tokens *);  /* it speaks of a report, a list or a page of one */
/* The office's own form is spoken of, which does not open: "mẫu phòng gửi em mở không được". */
bool beside_unopened(const struct tokens *);

#endif
