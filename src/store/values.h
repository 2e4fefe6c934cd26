/* The values of a form as the JSON text of submission.form_values. */
#ifndef STORE_VALUES_H
#define STORE_VALUES_H

#include "base/buf.h"
#include "model/docket.h"

void values_write(const struct values *, struct buf *out);
int values_read(const char *json, struct values *out, char **cause);

#endif
