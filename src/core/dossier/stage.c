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

#define MAIL(FROM, STEP, TO, LETTER) { STAGE_##FROM, STEP_##STEP, WHO_MAIL, STAGE_##TO, LETTER }
#define ORDER(FROM, STEP, TO, LETTER) { STAGE_##FROM, STEP_##STEP, WHO_OFFICER, STAGE_##TO, LETTER }

/* A part that comes never lowers a state. One that is lost lowers what was not
 * yet decided; what was decided stays, and the officers are told. An officer may
 * take up an incomplete dossier: the rest is before him on paper. */
const struct stage_step stage_steps[] = {
    ORDER(SELECTED, LIST_ACCEPTED, BUILDING, NULL),
    MAIL(SELECTED, PART, INCOMPLETE, NULL),
    MAIL(SELECTED, WHOLE, COMPLETE, NULL),
    ORDER(SELECTED, APPRAISE, APPRAISAL, "dossier-step"),
    ORDER(SELECTED, DROP, DROPPED, "dossier-step"),

    ORDER(BUILDING, LIST_ACCEPTED, BUILDING, NULL),
    MAIL(BUILDING, PART, INCOMPLETE, NULL),
    MAIL(BUILDING, WHOLE, COMPLETE, NULL),
    ORDER(BUILDING, APPRAISE, APPRAISAL, "dossier-step"),
    ORDER(BUILDING, DROP, DROPPED, "dossier-step"),

    ORDER(INCOMPLETE, LIST_ACCEPTED, INCOMPLETE, NULL),
    MAIL(INCOMPLETE, PART, INCOMPLETE, NULL),
    MAIL(INCOMPLETE, WHOLE, COMPLETE, NULL),
    MAIL(INCOMPLETE, LOST, INCOMPLETE, "dossier"),
    ORDER(INCOMPLETE, APPRAISE, APPRAISAL, "dossier-step"),
    ORDER(INCOMPLETE, DROP, DROPPED, "dossier-step"),

    ORDER(COMPLETE, LIST_ACCEPTED, COMPLETE, NULL),
    MAIL(COMPLETE, PART, COMPLETE, NULL),
    MAIL(COMPLETE, WHOLE, COMPLETE, NULL),
    MAIL(COMPLETE, LOST, INCOMPLETE, "dossier"),
    ORDER(COMPLETE, APPRAISE, APPRAISAL, "dossier-step"),
    ORDER(COMPLETE, DROP, DROPPED, "dossier-step"),

    ORDER(APPRAISAL, LIST_ACCEPTED, APPRAISAL, NULL),
    MAIL(APPRAISAL, PART, APPRAISAL, NULL),
    MAIL(APPRAISAL, WHOLE, APPRAISAL, NULL),
    MAIL(APPRAISAL, LOST, INCOMPLETE, "dossier"),
    ORDER(APPRAISAL, RECOGNISE, RECOGNISED, "dossier-step"),
    ORDER(APPRAISAL, REFUSE, REFUSED, "dossier-step"),
    ORDER(APPRAISAL, DEFER, DEFERRED, "dossier-step"),
    ORDER(APPRAISAL, DROP, DROPPED, "dossier-step"),

    ORDER(DEFERRED, LIST_ACCEPTED, DEFERRED, NULL),
    MAIL(DEFERRED, PART, DEFERRED, NULL),
    MAIL(DEFERRED, WHOLE, DEFERRED, NULL),
    MAIL(DEFERRED, LOST, INCOMPLETE, "dossier"),
    ORDER(DEFERRED, APPRAISE, APPRAISAL, "dossier-step"),
    ORDER(DEFERRED, RECOGNISE, RECOGNISED, "dossier-step"),
    ORDER(DEFERRED, REFUSE, REFUSED, "dossier-step"),
    ORDER(DEFERRED, DEFER, DEFERRED, "dossier-step"),
    ORDER(DEFERRED, DROP, DROPPED, "dossier-step"),

    ORDER(RECOGNISED, LIST_ACCEPTED, RECOGNISED, NULL),
    MAIL(RECOGNISED, PART, RECOGNISED, NULL),
    MAIL(RECOGNISED, WHOLE, RECOGNISED, NULL),
    MAIL(RECOGNISED, LOST, RECOGNISED, NULL),
    ORDER(RECOGNISED, COMMEND, COMMENDED, "dossier-step"),
    ORDER(RECOGNISED, REOPEN, APPRAISAL, "dossier-step"),

    ORDER(REFUSED, LIST_ACCEPTED, REFUSED, NULL),
    MAIL(REFUSED, PART, REFUSED, NULL),
    MAIL(REFUSED, WHOLE, REFUSED, NULL),
    MAIL(REFUSED, LOST, REFUSED, NULL),
    ORDER(REFUSED, REOPEN, APPRAISAL, "dossier-step"),

    ORDER(COMMENDED, LIST_ACCEPTED, COMMENDED, NULL),
    MAIL(COMMENDED, PART, COMMENDED, NULL),
    MAIL(COMMENDED, WHOLE, COMMENDED, NULL),
    MAIL(COMMENDED, LOST, COMMENDED, NULL),
    ORDER(COMMENDED, REOPEN, RECOGNISED, "dossier-step"),

    ORDER(DROPPED, LIST_ACCEPTED, DROPPED, NULL),
    MAIL(DROPPED, PART, DROPPED, NULL),
    MAIL(DROPPED, WHOLE, DROPPED, NULL),
    MAIL(DROPPED, LOST, DROPPED, NULL),
    ORDER(DROPPED, REOPEN, BUILDING, "dossier-step"),
};
const size_t stage_nsteps = ARRAY_LEN(stage_steps);

const struct stage_step *
stage_find(enum stage from, enum step step)
{
    for (size_t i = 0; i < stage_nsteps; i++)
        if (stage_steps[i].from == from && stage_steps[i].step == step)
            return &stage_steps[i];
    return NULL;
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
