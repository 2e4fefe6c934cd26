/* What a unit's own words ask for or tell, of the few things that need no
 * person to answer. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_WANT_H
#define DOCKETD_CORE_LANGUAGE_WANT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/language/tokens.h"
#include "model/evidence.h"

/* It asks for the form or the deadline: "xin mẫu báo cáo", "hạn nộp là ngày nào?". */
bool want_help(const struct tokens *);
/* It asks for what only the office has: "xin danh sách các đơn vị đã nộp". */
bool want_things(const struct tokens *);
/* It asks to be late: "xin phép nộp trễ 2 ngày", "đề nghị cho kéo dài thời gian". */
bool want_time(const struct tokens *);
/* It asks for something, or to be forgiven; of what comes late: for leave. */
bool want_leave(const struct tokens *);
/* It speaks of more time and asks for none: "không cần gia hạn", "cảm ơn anh đã cho gia hạn". */
bool want_no_time(const struct tokens *);
bool want_again(const struct tokens *);       /* what comes takes the place of what came before */
bool want_instead(const struct tokens *);     /* ... and it says so of the whole */
bool want_part(const struct tokens *);        /* a page, an annex or a section of it is sent, and the report itself is not */
bool want_adds(const struct tokens *);        /* ... adds to what came before, and is not the report itself */
/* It asks for guidance on what a report recommends or meets: "xin ý kiến chỉ đạo nội dung kiến nghị". */
bool want_guidance(const struct tokens *);
/* What is said beside files: as draft_told, want_time and want_guidance, and that a part (rest)
 * is still to come: "còn thiếu 2 xã, bổ sung sau", final figures, or the signed copy; that a person is asked something (answer); that
 * they are not to be counted (unmeant): "đừng tính báo cáo này", "em gửi nhầm"; or that some of it is
 * only to be looked at (reference): "để tham khảo". */
struct wanted want_beside(const struct tokens *);
/* Folded phrases with which a figure is corrected; none among its words: corrects is false. */
extern const char *const want_corrections[];
extern const size_t want_ncorrections;
/* Its unmeant, unless something takes their place (unmeant.c). */
bool want_unmeant(const struct tokens *);
/* What is said from this word on is not asked for: "không xin", "rút lại đề nghị". */
bool want_denied(const struct tokens *, size_t at);
/* What it speaks of is still to come, or went another way: "sẽ gửi vào ngày 12/6",
 * "đã nộp bản giấy" (way.h). */
bool want_nothing(const struct tokens *);
/* Of a letter without a file (absent.c): it tells of its report and brings none; it says what it
 * brings now; that it lies with others. */
bool want_absent(const struct tokens *);
bool want_handed(const struct tokens *);
bool want_elsewhere(const struct tokens *);
/* In answer to what a mail is: none of these reports, or nobody knows. */
bool want_no_report(const struct tokens *);
/* What was sent is stood by: "xã giữ nguyên số liệu, không sửa" (addition.c). */
bool want_unchanged(const struct tokens *);
/* It wants back what was sent: "xin rút lại báo cáo", "Recall: ..." (recall.c). */
bool want_back(const struct tokens *);
/* It is sent for somebody else: "nhờ gửi giùm", "gửi hộ". */
bool want_for_another(const struct tokens *);
/* What comes takes the place of something sent by mistake: "gửi lại vì hôm qua gửi nhầm". */
bool want_corrected(const struct tokens *);
/* A sentence of it ends as a question does, without the mark: "có cần bản giấy ko a". */
bool want_answer(const struct tokens *);
/* It asks or tells a person something and says of no paper that it is sent (talk.c). */
bool want_talk(const struct tokens *);
/* It speaks of a paper, or of sending something. */
bool want_paper_named(const struct tokens *);
/* The number of an official document, with its date where that stands behind it:
 * "45/BC-BCĐ138 ngày 08/6/2023"; owned by the caller. NULL: none. */
char *want_paper(const char *text);

/* A unit's own words on whether a mail was its: "không phải của chúng tôi", "đúng là của đơn
 * vị". Both, a question or a doubt are neither. */
enum verdict { VERDICT_NONE, VERDICT_OWN, VERDICT_NOT };
enum verdict want_verdict(const char *text);

#endif
