/* What the reader saw in the files of a mail and could not read or did not
 * count, as findings in the words of the person who sent them. */
#ifndef DOCKETD_CORE_FORM_REMARKS_H
#define DOCKETD_CORE_FORM_REMARKS_H

#include "model/docket.h"
#include "model/message.h"

/* form: values are searched in them. */
void remarks_add(struct findings *, const struct message *, bool form);

/* Files that hold no paper of the kind they are called, and XML of an unknown program; where they gave values they are
 * not asked about. */
void remarks_misnamed(struct findings *, const struct message *);

/* Of the files that gave the values: which were read off a printed page. */
void remarks_sources(struct findings *, const struct message *, const int *files, size_t n);

#endif
