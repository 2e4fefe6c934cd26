/* How much of a form was found, for the officer: the sender hears of what is
 * wrong, and may write his report without the form; but a form that was sent
 * and not found is nobody's word but this. */
#ifndef DOCKETD_CORE_FORM_COVERAGE_H
#define DOCKETD_CORE_FORM_COVERAGE_H

#include "model/docket.h"
#include "model/message.h"

struct coverage {
    size_t fields, found;       /* scalar fields, and columns of tables */
    size_t required;            /* scalar ones that must be there, ... */
    struct strings missing;     /* ... and the labels of those that were not found */
};

void coverage_of(const struct form *, const struct values *, struct coverage *);    /* form NULL: no field */
void coverage_free(struct coverage *);
/* "Đọc được 12/28 mục của biểu; chưa thấy mục bắt buộc: …"; NULL where there is
 * no form. The text is the caller's. */
char *coverage_say(const struct form *, const struct values *, const char *language);
/* An officer should look: few or no fields were found in what is filled in, or nobody in a list. */
bool coverage_poor(const struct item *, const struct message *);

#endif
