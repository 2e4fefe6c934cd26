/* What is wrong with one cell. */
#include "core/form/cell.h"

#include <stdlib.h>

#include "core/form/finding.h"

void
cell_unreadable(const struct field *field, bool error, const char *shown, const char *place,
                    struct findings *findings)
{
    static const enum finding_kind kinds[FIELD_TYPES] = {
        [FIELD_TEXT] = FINDING_CELL_ERROR,     [FIELD_INTEGER] = FINDING_NOT_INTEGER,
        [FIELD_DECIMAL] = FINDING_NOT_DECIMAL, [FIELD_DATE] = FINDING_NOT_DATE,
        [FIELD_CHOICE] = FINDING_NOT_CHOICE,   [FIELD_YESNO] = FINDING_NOT_YESNO,
    };
    char *choices = field->type == FIELD_CHOICE ? strings_joined(&field->choices) : NULL;
    struct finding_words words = {.label = field->label, .label_en = field->label_en, .value = shown, .limit = choices};

    finding_say(findings, error ? FINDING_CELL_ERROR : kinds[field->type], SEVERITY_ERROR, place,
                &words);
    free(choices);
}

void
cell_missing(const struct field *field, const char *place, struct findings *findings)
{
    struct finding_words words = {.label = field->label, .label_en = field->label_en};

    if (field->required)
        finding_say(findings, FINDING_REQUIRED, SEVERITY_ERROR, place, &words);
    else if (field->evidence)
        finding_say(findings, FINDING_NO_EVIDENCE, SEVERITY_WARNING, place, &words);
}

void
cell_no_result(const struct field *field, const char *place, struct findings *findings)
{
    struct finding_words words = {.label = field->label, .label_en = field->label_en};

    finding_say(findings, FINDING_NO_RESULT, SEVERITY_ERROR, place, &words);
}

void
cell_zero(const struct field *field, const char *shown, const char *place,
              struct findings *findings)
{
    struct finding_words words = {.label = field->label, .label_en = field->label_en, .value = shown};

    finding_say(findings, FINDING_ZERO, SEVERITY_WARNING, place, &words);
}
