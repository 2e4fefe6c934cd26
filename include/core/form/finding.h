/* The sentences of findings: one table row per kind, Vietnamese and English. */
#ifndef DOCKETD_CORE_FORM_FINDING_H
#define DOCKETD_CORE_FORM_FINDING_H

#include "model/docket.h"

enum finding_kind {
    FINDING_NOT_INTEGER,
    FINDING_NOT_DECIMAL,
    FINDING_NOT_DATE,
    FINDING_NOT_YESNO,
    FINDING_NOT_CHOICE,
    FINDING_CELL_ERROR,
    FINDING_NO_RESULT,
    FINDING_ZERO,
    FINDING_ALL_ZERO,
    FINDING_SCALED,
    FINDING_YEAR,
    FINDING_NOT_FOUND,
    FINDING_SAID_OTHERWISE,
    FINDING_SAID_WRONG,
    FINDING_SAID_CHANGED,
    FINDING_SAME_FIGURES,
    FINDING_NOTHING_READ,
    FINDING_FROM_WORDS,
    FINDING_WRAPPED,
    FINDING_ROWS_WRAPPED,
    FINDING_PASTED,
    FINDING_MERGED,
    FINDING_REQUIRED,
    FINDING_BELOW,
    FINDING_ABOVE,
    FINDING_TOO_LONG,
    FINDING_TOO_FEW_ROWS,
    FINDING_TOO_MANY_ROWS,
    FINDING_NONE_BUT_ROWS,
    FINDING_SUM,
    FINDING_AT_MOST,
    FINDING_ROWS,
    FINDING_TWO_READINGS,
    FINDING_TWO_COLUMNS,
    FINDING_SHARED,
    FINDING_AHEAD,
    FINDING_HIDDEN,
    FINDING_HIDDEN_CELLS,
    FINDING_OTHER_SHEET,
    FINDING_OTHER_ROWS,
    FINDING_OTHER_FIELDS,
    FINDING_OTHER_LIST,
    FINDING_NO_ATTACHMENT,
    FINDING_LINK_ONLY,
    FINDING_NIL_WORDS,
    FINDING_EMPTY,
    FINDING_COVER_ONLY,
    FINDING_SAID_OTHER,
    FINDING_BARE_PICTURE,
    FINDING_ANNEX_ONLY,
    FINDING_ANNEX_FIRST,
    FINDING_ANNEX_BESIDE,
    FINDING_NO_FORM,
    FINDING_FIGURES_KEPT,
    FINDING_FIGURES_LEFT,
    FINDING_STILL_BLANK,
    FINDING_ELSEWHERE,
    FINDING_NO_SIGNED,
    FINDING_COPY_LATER,
    FINDING_BLANK_NUMBER,
    FINDING_BLANK_DAY,
    FINDING_BLANK_HEAD,
    FINDING_TOWARD,
    FINDING_NO_EDITABLE,
    FINDING_NO_EVIDENCE,
    FINDING_NO_EVIDENCE_COLUMN,
    FINDING_NO_COLUMN,
    FINDING_CANDIDATE_KIND,
    FINDING_QUOTA,
    FINDING_NO_PART,
    FINDING_NO_SIGNER,
    FINDING_OTHER_SIGNER,
    FINDING_TITLE,
    FINDING_TWICE,
    FINDING_EXCLUDED,
    FINDING_OUTSIDE,
    FINDING_COVERAGE,
    FINDING_STRANGE_FIELD,
    FINDING_BESIDE,
    FINDING_NOT_AMONG,
    FINDING_ADDITION,
    FINDING_ROWS_LEFT,
    FINDING_LIST_ADDED,
    FINDING_STILL_WANTING,
    FINDING_WANTING_BEFORE,
    FINDING_REFUSED_BEFORE,
    FINDING_WAIVED,
    FINDING_KINDS
};

struct finding_words {              /* what is filled in; NULL: not used by the sentence */
    const char *label, *label_en;   /* of the field or table */
    const char *value;              /* as it stands in the cell; cut to a few words */
    const char *limit, *limit_en;   /* the other side: a bound, a sum, the choices */
};

/* Adds the sentence; its code ("type", "required", ...) is the row's. words NULL: it has no holes. */
void finding_say(struct findings *, enum finding_kind, enum severity, const char *place,
                 const struct finding_words *);

/* Some tell of what only a person can judge: a file beside the report that nobody could
 * open, a form that says nothing. Then officers hear of the mail, too. */
bool findings_need_eyes(const struct findings *);

/* In the order of their cells: sheets as first named, then rows, then columns;
 * what has no cell stands first, as it was. */
void findings_order(struct findings *);

#endif
