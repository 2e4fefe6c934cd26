/* Parts of the plan reader. */
#ifndef DOCKETD_CONFIG_PLAN_PARTS_H
#define DOCKETD_CONFIG_PLAN_PARTS_H

#include "config/options.h"
#include "model/plan.h"

extern const struct options unit_options;           /* plan.c */
extern const struct options form_options;           /* form.c */
extern const struct options due_options;            /* due.c */
extern const struct options exception_options;
extern const struct options part_options;           /* plan_dossier.c */
extern const struct options candidate_kind_options;
extern const struct options route_options;

/* report.dues against its recurrence. */
void due_check(struct options_run *, const struct config_setting_t *report, const struct report *);
/* form.extends and the form's names and rules; run->arg is the plan. */
void form_read(struct options_run *, const struct config_setting_t *, const struct option *,
               void *report);
void form_check(struct options_run *, const struct config_setting_t *, void *form);
/* report.target: a day that every year has. */
void target_read(struct options_run *, const struct config_setting_t *, const struct option *,
                 void *report);
/* Codes of the parts, and what only dossiers may have. */
void parts_check(struct options_run *, const struct config_setting_t *report,
                 const struct report *);
/* Where candidates come from, and where their routes lead. */
void dossiers_check(struct options_run *, const struct plan *);
/* What only the whole plan shows. */
void plan_check(struct options_run *, void *plan);

bool period_valid(const char *period);              /* "2023", "2023-H1", "2023-Q2", "2023-06", "2023-W07" */
bool same_text(const char *a, const char *b);       /* both there, and equal */

#endif
