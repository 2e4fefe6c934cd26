/* Rows of evidence: names and lifecycle. */
#include "model/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char *const source_names[SOURCES] = {
    "thread", "form", "letterhead", "sender", "answer", "reference", "subject", "file name", "document", "body", "mark",
    "head",
};
const char *const matter_names[MATTERS] = {
    [MATTER_NONE] = "", [MATTER_OUTSIDE] = "OUTSIDE", [MATTER_ASKED] = "ASKED", [MATTER_FOREIGN] = "FOREIGN", [MATTER_COMMUNE] = "COMMUNE", [MATTER_LOCAL] = "LOCAL",
    [MATTER_LOCAL_WRITES] = "LOCAL_WRITES", [MATTER_ELSEWHERE] = "ELSEWHERE", [MATTER_EXTENSION] = "EXTENSION_REQUEST",
    [MATTER_QUESTION] = "QUESTION", [MATTER_THANKS] = "THANKS", [MATTER_REPLACES] = "REPLACES",
    [MATTER_AUTOREPLY] = "AUTOREPLY", [MATTER_BOUNCE] = "BOUNCE", [MATTER_COMMAND] = "COMMAND", [MATTER_PLAN] = "PLAN",
    [MATTER_SECRET] = "SECRET_QUARANTINE", [MATTER_URGENT] = "URGENT", [MATTER_NOUN] = "NOUN", [MATTER_ANSWER] = "ANSWER",
    [MATTER_OWN] = "OWN", [MATTER_NOT_OWN] = "NOT_OWN", [MATTER_NIL] = "NIL", [MATTER_KIND] = "KIND",
    [MATTER_TWO_KINDS] = "TWO_KINDS", [MATTER_PAPER] = "PAPER", [MATTER_OURS] = "OURS", [MATTER_DANGEROUS] = "DANGEROUS",
    [MATTER_ROSTER] = "ROSTER", [MATTER_EARLIER] = "EARLIER",
};
const char *const strength_names[STRENGTHS] = { "weak", "strong", "proof" };

struct evidence *
evidence_add(struct evidences *list, enum source source, enum strength strength, const char *quote)
{
    struct evidence *e = ARRAY_MORE(list->v, list->n);

    e->source = source;
    e->strength = strength;
    e->quote = xstrdup(quote);
    e->attachment = -1;
    return e;
}

const char *
evidence_about(const struct evidence *e)
{
    return e->report != NULL          ? e->report
           : e->matter != MATTER_NONE ? matter_names[e->matter]
                                      : NULL;
}

const char *
evidences_agree(const struct evidences *e, size_t member)
{
    const char *one = NULL;

    for (size_t i = 0; i < e->n; i++) {
        const char *is = *(char *const *)((const char *)&e->v[i] + member);

        if (is != NULL && one != NULL && strcmp(is, one) != 0)
            return NULL;
        one = is == NULL ? one : is;
    }
    return one;
}

static void
evidence_clear(struct evidence *e)
{
    free(e->unit);
    free(e->report);
    free(e->period);
    free(e->quote);
}

void
evidence_drop(struct evidences *list, size_t at)
{
    evidence_clear(&list->v[at]);
    list->n--;
    memmove(&list->v[at], &list->v[at + 1], (list->n - at) * sizeof *list->v);
}

void
evidences_free(struct evidences *list)
{
    for (size_t i = 0; i < list->n; i++)
        evidence_clear(&list->v[i]);
    free(list->v);
    *list = (struct evidences){0};
}
