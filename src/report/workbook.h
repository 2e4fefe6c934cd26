/* A report's workbook while it is made. Each sheet is one function of
 * workbook.c's table; what one needs of the docket stands here. */
#ifndef REPORT_WORKBOOK_H
#define REPORT_WORKBOOK_H

#include "core/calendar/count.h"
#include "core/form/package.h"
#include "report/counted.h"
#include "report/workbook.h"
#include "sheet.h"
#include "store/docket.h"

struct reported {                       /* one unit */
    const struct status_row *row;
    struct values values;               /* of the version whose content counts */
    struct submission_row version;      /* that version; id 0: there is none */
    enum counted how;
    bool had;                           /* it has figures, though perhaps none that count */
    struct {                            /* where its figures stand: in an earlier one, where it brought none of its own */
        int64_t message;
        int version, attachment;
        instant received;
        char *code, *sender, *file;     /* NULL: none */
    } source;
    struct package *below;              /* what its office reported of its own units, of which the values are the sums; NULL */
    struct package_total total;         /* ... of how many; those that reported to us themselves are not among them */
};

struct compiled {
    struct book b;
    struct store *store;
    const struct plan *plan;
    const struct status *status;
    const struct form *form;            /* NULL: the report has none */
    int utc_offset;
    char *note;                         /* period and instant */
    struct reported *units;             /* those that are asked, or sent something */
    size_t nunits;
    const struct field **fields;        /* scalars of the form, with the sections they stand in */
    const char **sections;
    size_t nfields;
    struct count count;
    int asked;                          /* units that are asked, those below among them instead of their office */
};

const char *reported_name(const struct reported *);
/* How a unit's row looks: what is late, missing, not due yet or waived is told by word and
 * ground. */
enum look reported_look(const struct compiled *, const struct reported *);
/* What stands where a unit has no figures: "chưa có", "được miễn", ... */
const char *reported_lack(const struct compiled *, const struct reported *);
bool field_counts(const struct field *);        /* it can be added up */

/* Its own report counts, so what an office sends of it is left out of the sums. */
bool counted_itself(void *compiled, const struct package_unit *);
/* "đủ 12/12", "chưa đủ 8/12": of how many of the units asked something is known; the caller's. */
char *sum_cover(int known, const struct compiled *);

void workbook_values(struct compiled *);        /* side by side, with their totals */
void workbook_sources(struct compiled *);       /* the same cells: from which file and place */
void workbook_tables(struct compiled *);        /* a sheet for each table of the form */
void workbook_below(struct compiled *);         /* each value of the units below, with unit, version and cell */
int workbook_dossiers(struct compiled *);        /* those of its kind, or of its candidates: 0, or -1 */
int workbook_changes(struct compiled *, const struct workbook_sent *, size_t n);     /* 0, or -1 */

#endif
