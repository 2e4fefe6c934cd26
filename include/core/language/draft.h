/* Drafts: the words for them (draft_words.c), and who calls what he sends one. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_DRAFT_H
#define DOCKETD_CORE_LANGUAGE_DRAFT_H

#include "core/language/tokens.h"

/* Folded phrases. */
extern const char *const draft_words[];
extern const size_t draft_nwords;
/* How many words call something a draft here, "DT lần 2" and "(DT)" among them; 0: none. */
size_t draft_at(const struct tokens *, size_t at);
bool draft_named(const struct tokens *);                /* by one of the words, anywhere */

/* "Du thao BC nam", "BC nam (du thao lan 2)";
 * not "gop y du thao luat ...", "BC nam (thay du thao)". */
bool draft_name(const char *stem);
/* Not sent in earnest, by what a letter says ("mail test", "em gửi thử", "lưu nháp") or a subject
 * or a file's name ("KHÔNG GỬI: BC 6T", "BC 6T test"); trial.c. */
bool trial_told(const struct tokens *);
bool trial_title(const struct tokens *);
/* Somebody has yet to sign, approve, comment on or mend the paper: "sếp chưa ký"; pending.c. */
bool pending_told(const struct tokens *);
/* The reader is to look at it, mend it or say what he thinks before it counts; request.c. */
bool request_told(const struct tokens *);
/* Within these words he is asked to look as a favour: "coi giúp", "kiểm tra lại dùm em". */
bool request_favour(const struct tokens *, size_t from, size_t to);
/* How many of the words stand here, 0 for none; behind them, what others write: "... Luật ...". */
size_t draft_word_at(const struct tokens *, size_t at);
bool draft_behind_others(const struct tokens *, size_t end);
/* From this word on, a draft that somebody else wrote: "dự thảo Luật ...". */
bool draft_others(const struct tokens *, size_t at);
/* This word tells of a draft that was sent before, and what comes took its place: "thay bản dự thảo gửi
 * xin ý kiến ngày 01/6". */
bool draft_gone(const struct tokens *, size_t at);
bool draft_is_gone(const struct tokens *, size_t at);          /* ... the draft that is named at this word */
bool draft_turned(const struct tokens *, size_t at);    /* "thay bản nháp": within its clause it is called none */
/* Somewhere in a line, written short, or an outline: "BC 6T 2023 (DT lần 2)", "DT2", "Đề cương báo
 * cáo"; not "12/BC-DT". */
bool draft_short(const struct tokens *);
/* What comes with these words is one: "mới là dự thảo", "chưa phải bản chính thức". */
bool draft_told(const struct tokens *);
/* The final paper, or another in the place of this one, is said to come: "chiều em gửi bản
 * chính thức", "mai em thay bản khác"; later.c. */
bool later_told(const struct tokens *);
/* What comes is whole, and its signed copy is still to come: "bản ký em scan sau". */
bool signed_later(const struct tokens *);
/* ... and here it is none: "bản chính thức thay bản dự thảo". */
bool draft_replaced(const struct tokens *);

#endif
