/* A lower office's whole report (model/package.h) as one unit's: its figures
 * added up, of so many units. */
#ifndef DOCKETD_CORE_FORM_PACKAGE_H
#define DOCKETD_CORE_FORM_PACKAGE_H

#include "model/docket.h"
#include "model/message.h"
#include "model/package.h"

/* The first that a mail brings and that was read; NULL: none. */
const struct package *package_in(const struct message *, int *attachment);

/* Units left out of the sums: they are counted elsewhere. NULL: none is. */
typedef bool package_skip(void *arg, const struct package_unit *);

struct package_total { int known, expected; };     /* units that reported, of those that are asked */
/* Numbers are added, rows of free tables stand one behind the other; the place of
 * a sum is "8/12", of how many units it is. A form's own texts are nobody's sum.
 * Without a form the units are only counted. */
struct package_total package_total(const struct form *, const struct package *, package_skip *, void *arg, struct values *out);
/* Of how many units this field has a value or a zero. */
int package_known(const struct package *, const char *field, package_skip *, void *arg);
/* What the sender and an officer must know of it: units missing, fields that the form does not have. */
void package_remarks(const struct form *, const struct package *, struct findings *);

#endif
