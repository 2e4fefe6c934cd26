/* Plans beside each other, and their units as a table: what `docketctl plan`
 * is made of. Texts are the caller's. */
#ifndef DOCKETD_CONFIG_PLANS_H
#define DOCKETD_CONFIG_PLANS_H

#include <stdio.h>

#include "base/problem.h"
#include "model/plan.h"

/* A plan to begin with: commented, and in order as it stands (etc/plans/template.conf). */
extern const char plan_template[];

/* Every value that differs from what stands without it, one a line:
 * "units.h-a.name = \"huyện A\"". Elements of lists go by their code, name or period. */
void plan_lines(const struct plan *, struct strings *out);
/* What a reporting regime should state (Decree 09/2019, article 7) and the plan does not: one line for each report. */
void plan_silence(const struct plan *, bool english, FILE *out);

/* Units as rows of a table, the first with the names of the columns (keys of
 * the plan file); what is a list there stands in one cell, parted by "; ". */
void units_table(const struct plan *, struct strings **rows, size_t *n);
/* The plan's units with what the table says of them, new ones behind, as text
 * of a plan file: "units = ( ... );". An empty cell takes a value away; a column
 * that is not there leaves it. 0, or -1 with problems, where nothing was written. */
int units_merge(const struct plan *, const char *name, const struct strings *rows, size_t n, FILE *out,
                struct problems *);

#endif
