/* The reports that a place of a mail names. */
#ifndef CORE_MATCH_KINDS_H
#define CORE_MATCH_KINDS_H

#include "core/match/judge.h"

#define KINDS_SEEN 8
#define KINDS_ANY (-2)          /* any attachment */

struct kinds { const struct report *v[KINDS_SEEN]; size_t n; };

bool kinds_have(const struct kinds *, const struct report *);
bool kinds_allow(const struct kinds *, const struct report *);
/* The file is a paper of the office's own. */
bool kinds_ours(const struct judge *, int attachment);
const struct report *kinds_plan(const struct judge *);     /* the plan's kind for a unit's own plan; NULL */
struct kinds kinds_named(const struct judge *, enum source, int attachment);
struct kinds kinds_titled(const struct judge *, int attachment);       /* by letterhead or head */
/* By its name the annex of another file of the mail: "Phụ lục 1 - báo cáo năm 2022.xlsx". */
bool kinds_called_annex(const struct attachment *);
bool kinds_annex(const struct judge *, int attachment);
struct kinds kinds_of_file(const struct judge *, int attachment);
struct kinds kinds_of_files(const struct judge *);
bool kinds_supported(const struct judge *, const struct report *);      /* a file names it */
/* A title is of another period, or of a plan, and no file shows the report that is named. */
bool kinds_titled_otherwise(const struct judge *, const struct report *);
bool kinds_all_parts(const struct judge *, const struct report *);     /* each file is a part of this dossier */

#endif
