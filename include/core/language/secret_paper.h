/* In a sentence on state secrecy, the paper that it is about. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_SECRET_PAPER_H
#define DOCKETD_CORE_LANGUAGE_SECRET_PAPER_H

#include "core/language/tokens.h"

/* The paper that is so called, before the word at: "tài liệu kèm theo thuộc loại"; SIZE_MAX: none. */
size_t secret_paper(const struct tokens *, size_t at);
/* There is one, it is not denied, and no matter of the letter's: not "quản lý tài liệu". */
bool secret_called(const struct tokens *, size_t at);

/* Where the paper begins whose name ends before the word at; SIZE_MAX: none. */
size_t secret_paper_at(const struct tokens *, size_t at);
/* "Không kèm tài liệu", before the word at. */
bool secret_denied(const struct tokens *, size_t at);
/* The paper is managed, kept, counted or listed. */
bool secret_matter(const struct tokens *, size_t paper);
/* What is said of this mail's papers may begin so: "Đây là", "Em gửi kèm". */
bool secret_opens(const struct tokens *, size_t at);

/* A sentence, a clause begins at this word. */
bool secret_sentence(const struct tokens *, size_t at);
bool secret_clause(const struct tokens *, size_t at);

#endif
