/* The life of a dossier: the table. */
#include "core/dossier/stage.h"

#include <string.h>

#include "base/mem.h"

const char *const step_names[STEPS] = { "list-accepted", "part",   "whole", "lost",    "appraise", "recognise",
                                        "refuse",        "defer",  "commend", "reopen", "drop" };

const struct stage_row stage_rows[STAGES] = {
    [STAGE_SELECTED] = { "Được chọn", "Selected", false },
    [STAGE_BUILDING] = { "Đang xây dựng", "Being built up", false },
    [STAGE_INCOMPLETE] = { "Hồ sơ chưa đủ", "Incomplete", false },
    [STAGE_COMPLETE] = { "Hồ sơ đủ thành phần", "Complete", false },
    [STAGE_APPRAISAL] = { "Đang thẩm định", "Under appraisal", false },
    [STAGE_DEFERRED] = { "Tạm hoãn", "Deferred", false },
    [STAGE_REFUSED] = { "Không {verdict}", "Decided: no", true },
    [STAGE_RECOGNISED] = { "Đã {verdict}", "Decided: yes", true },
    [STAGE_COMMENDED] = { "Đã khen thưởng", "Commended", true },
    [STAGE_DROPPED] = { "Thôi xây dựng", "No longer a candidate", true },
};

/* The stage after each step; NO: the step is not legal there. A part that comes
 * never lowers a stage. One that is lost lowers what was not yet decided; what was
 * decided stays, and the officers are told. An officer may take up an incomplete
 * dossier: the rest is before him on paper. */
enum {
    SELECTED = STAGE_SELECTED,
    BUILDING = STAGE_BUILDING,
    PARTIAL = STAGE_INCOMPLETE,
    WHOLE = STAGE_COMPLETE,
    APPRAISE = STAGE_APPRAISAL,
    GRANTED = STAGE_RECOGNISED,
    REFUSED = STAGE_REFUSED,
    DEFERRED = STAGE_DEFERRED,
    COMMEND = STAGE_COMMENDED,
    DROPPED = STAGE_DROPPED,
    NO = STAGES
};

static const unsigned char after[STAGES][STEPS] = {
    /*                     accepted, part,     whole,    lost,     appraise, recognise, refuse, defer,    commend, reopen,   drop */
    [STAGE_SELECTED]   = { BUILDING, PARTIAL,  WHOLE,    NO,       APPRAISE, NO,        NO,      NO,       NO,      NO,       DROPPED },
    [STAGE_BUILDING]   = { BUILDING, PARTIAL,  WHOLE,    NO,       APPRAISE, NO,        NO,      NO,       NO,      NO,       DROPPED },
    [STAGE_INCOMPLETE] = { PARTIAL,  PARTIAL,  WHOLE,    PARTIAL,  APPRAISE, NO,        NO,      NO,       NO,      NO,       DROPPED },
    [STAGE_COMPLETE]   = { WHOLE,    WHOLE,    WHOLE,    PARTIAL,  APPRAISE, NO,        NO,      NO,       NO,      NO,       DROPPED },
    [STAGE_APPRAISAL]  = { APPRAISE, APPRAISE, APPRAISE, PARTIAL,  NO,       GRANTED,   REFUSED, DEFERRED, NO,      NO,       DROPPED },
    [STAGE_RECOGNISED] = { GRANTED,  GRANTED,  GRANTED,  GRANTED,  NO,       NO,        NO,      NO,       COMMEND, APPRAISE, NO },
    [STAGE_REFUSED]    = { REFUSED,  REFUSED,  REFUSED,  REFUSED,  NO,       NO,        NO,      NO,       NO,      APPRAISE, NO },
    [STAGE_DEFERRED]   = { DEFERRED, DEFERRED, DEFERRED, PARTIAL,  APPRAISE, GRANTED,   REFUSED, DEFERRED, NO,      NO,       DROPPED },
    [STAGE_COMMENDED]  = { COMMEND,  COMMEND,  COMMEND,  COMMEND,  NO,       NO,        NO,      NO,       NO,      GRANTED,  NO },
    [STAGE_DROPPED]    = { DROPPED,  DROPPED,  DROPPED,  DROPPED,  NO,       NO,        NO,      NO,       NO,      BUILDING, NO },
};

enum stage
stage_after(enum stage from, enum step step)
{
    return (enum stage)after[from][step];
}

const char *
stage_letter(enum step step, enum stage to)
{
    if (step == STEP_LOST)
        return to == STAGE_INCOMPLETE ? "dossier" : NULL;
    return step > STEP_LOST ? "dossier-step" : NULL;
}

char *
stage_say(enum stage stage, const struct report *r, const char *language)
{
    static const char hole[] = "{verdict}";
    const char *label = strcmp(language, "en") == 0 ? stage_rows[stage].label_en
                                                    : stage_rows[stage].label,
               *at = strstr(label, hole);

    return at == NULL ? xstrdup(label)
                      : xasprintf("%.*s%s%s", (int)(at - label), label,
                                  r == NULL || r->verdict == NULL ? "công nhận" : r->verdict,
                                  at + sizeof hole - 1);
}
