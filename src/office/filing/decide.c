#include "office/filing/decide.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/calendar/words.h"
#include "core/match/authres.h"
#include "core/match/identify.h"
#include "core/match/match.h"
#include "office/desk/letters.h"
#include "office/filing/filing.h"
#include "office/filing/package.h"
#include "office/filing/takeback.h"

/* What a program of the office above says is for the officers, not for us. */
static bool
from_above(const struct desk *desk, const struct message *facts)
{
    const char *sender = message_sender(facts), *above = desk->settings->above.address;

    return sender != NULL && above != NULL && strcasecmp(sender, above) == 0 &&
           authres_of(facts, &desk->settings->office) != AUTHRES_FAIL;
}

/* What the docket knows besides, once it is known what the mail is. */
static int
look_further(struct desk *desk, const struct message *facts, instant received, struct decision *d)
{
    int rc = d->matter == MATTER_EXTENSION ? recall_deadlines(desk, d) : 0;

    if (rc == 0 && d->reason == REASON_RECALL)
        rc = takeback_find(desk, facts, received, d);
    if (rc == 0)
        rc = package_decide(desk, facts, received, d);
    if (rc == 0 && d->outcome == OUTCOME_IGNORED && from_above(desk, facts)) {
        d->outcome = OUTCOME_NOTE;      /* never answered, and seen by the officers */
        d->reason = REASON_FROM_ABOVE;
    }
    return rc;
}

int
decide_mail(struct desk *desk, const struct arrival *at, const struct message *facts, bool released,
            struct decision *d)
{
    struct recall recall = {0};
    struct evidences evidences = {0};
    struct passage letter = {0};
    int rc = recall_message(desk, at, facts, &recall);

    passage_read(facts->text, LETTER_READ, &letter);
    recall.known.letter = &letter;
    recall.known.released = released;
    if (rc == 0)
        identify(desk->index, facts, &recall.known, &evidences);
    if (rc == 0)
        rc = recall_answered(desk, facts, &evidences, &recall);
    if (rc == 0)
        match(desk->index, facts, &recall.known, &evidences, d);
    if (rc == 0)
        rc = look_further(desk, facts, at->received, d);
    if (d->matter == MATTER_ANSWER || d->reason == REASON_WORDS)
        d->asked = xstrdup(recall.asked != NULL ? recall.asked : recall.overheard);
    else if (d->matter == MATTER_OWN || d->matter == MATTER_NOT_OWN)
        d->asked = xstrdup(recall.stranger);
    if (d->outcome == OUTCOME_DUPLICATE)
        d->repeats = xstrdup(recall.repeats);
    evidences_free(&evidences);
    recall_clear(&recall);
    passage_free(&letter);
    return rc;
}

const char *
decide_about(const struct decision *d)
{
    bool names = d->reason == REASON_AFTER_WORD || d->reason == REASON_RECALL;

    if (d->reason == REASON_WORDS || d->reason == REASON_ANSWER)
        return d->asked;
    for (size_t i = 0; names && i < d->nitems; i++)
        if (d->items[i].earlier != NULL)
            return d->items[i].earlier;
    return NULL;
}

/* First the obligation that the item answers: what came for it before counts, too. */
static int
examine_item(struct desk *desk, instant received, const struct message *facts, struct decision *d,
             struct item *item, bool *after_word, bool *added)
{
    struct obligation o = {0};
    int rc = filing_timing(desk, item, received, &o);

    if (rc == 0)
        rc = filing_examine(desk, item, facts);
    if (rc == 0 && d->sender_registered)
        rc = filing_addition(desk, item, facts, &o, added);
    if (rc == 0 && d->sender_registered && !*added)
        rc = filing_after_word(desk, item, facts, received, &o, after_word);
    obligation_clear(&o);
    return rc == 0 ? 0 : -1;
}

static void
doubt(struct desk *desk, const struct item *item, const struct finding *why, struct decision *d)
{
    d->outcome = OUTCOME_REVIEW;
    d->reason = REASON_CANDIDATES;
    evidence_add(&d->evidences, SOURCE_FORM, STRENGTH_STRONG, why->place)->unit = xstrdup(item->unit->code);
    d->unsure = UNSURE_CANDIDATES;
    d->unclear = words_unclear(d->unsure, desk->plan, &d->candidates, desk->letters->of[0].name);
    d->flagged = false;
}

int
decide_examine(struct desk *desk, instant received, const struct message *facts, struct decision *d)
{
    bool heard = facts->text != NULL && strnlen(facts->text, LETTER_READ + 1) <= LETTER_READ;

    for (size_t i = 0; d->outcome == OUTCOME_FILED && i < d->nitems; i++) {
        struct item *item = &d->items[i];
        const struct finding *why;
        bool after_word = false, added = false;

        item->uncorrected = heard && !d->evidences.beside.corrects;
        if (examine_item(desk, received, facts, d, item, &after_word, &added) != 0)
            return -1;
        d->flagged = d->flagged || item->nil || item->extends || after_word || added ||
                     findings_get(&item->findings, "quota") != NULL ||
                     findings_get(&item->findings, "figures-kept") != NULL ||
                     findings_get(&item->findings, "figures-left") != NULL ||
                     findings_get(&item->findings, "elsewhere") != NULL;
        if (after_word)
            d->reason = REASON_AFTER_WORD;
        if (item->nil)
            d->reason = findings_get(&item->findings, "no-attachment") == NULL ? REASON_NIL
                                                                               : REASON_NIL_WORDS;
        if ((why = filing_doubt(item)) != NULL)
            doubt(desk, item, why, d);
    }
    return 0;
}
