/* State secrecy as people write it (rule A26): the grade as a mark, and what a
 * sender says of his papers in a sentence. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_SECRET_H
#define DOCKETD_CORE_LANGUAGE_SECRET_H

#include "core/language/tokens.h"

enum grade { GRADE_NONE, GRADE_MAT, GRADE_TOI_MAT, GRADE_TUYET_MAT };

bool secret_may_be(const char *text);           /* false: it names no grade, for sure */
/* The whole text is the name of a grade, with its accents: "Mật", "(TỐI MẬT)", "M Ậ T". */
enum grade secret_grade(const char *text);
/* The same behind its label: "Độ mật: Tối mật". */
bool secret_labelled(const char *text);
/* Letter by letter, the word that ends in this token is the name of a grade: "T Ố I M Ậ T". */
bool secret_spelled(const struct tokens *, size_t last);

/* By the letter that older papers bear, at "mật" or "độ": "tài liệu A mật", "Mật - A", "văn bản độ B". */
bool secret_older(const struct tokens *, size_t at);

/* Somebody says that what he sends is secret: "Tài liệu mật, đề nghị không
 * chuyển."; not "quản lý tài liệu mật", "không có tài liệu mật". text may be NULL. */
bool secret_told(const char *text);

#endif
