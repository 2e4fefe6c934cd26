/* What the docket knows about a message before it is decided. The daemon asks
 * the store and fills it in; core/ never looks itself. All pointers are
 * borrowed; {0} with `received` and `office` is a docket that knows nothing. */
#ifndef DOCKETD_CORE_MATCH_KNOWN_H
#define DOCKETD_CORE_MATCH_KNOWN_H

#include "core/language/passage.h"
#include "model/docket.h"
#include "model/settings.h"

struct known_round {                /* a period of a report and its deadline by the plan */
    const struct report *report;
    char period[24];
    instant due;
};

struct known {
    instant received;               /* INTERNALDATE of the first copy (A10) */
    const struct office_settings *office;
    const struct passage *letter;     /* of the message's text, LETTER_READ bytes; NULL: they are read again */
    const struct officer *officer;  /* sender's row, if the address is an officer's; not yet proof */
    const struct obligation *thread;    /* obligation of the letter of ours this mail answers; NULL */
    const struct obligation *requests;  /* open ad-hoc requests ("DX:512") */
    size_t nrequests;
    const struct strings *titles;   /* of the requests, in their order; NULL: not known */
    bool released;                  /* an officer answers for it: neither its secrecy nor a file that may act keeps it apart */
    bool own_letter;                /* its Message-ID is one of ours */
    bool returned;                  /* a mail system quotes the header of a letter of ours */
    bool historic;                  /* received before the go-live moment */
    const char *asked;              /* receipt code of the mail in review whose question (T3) this one answers, by keyed id or ...; NULL */
    bool asked_by_code;             /* ... by the receipt code in its subject and the sender's address: a claim, no proof */
    const char *letter_subject;     /* of a letter that went to this sender, if his subject holds it; NULL */
    bool his_own_subject;           /* of a mail that we wrote to him about stands behind other words in his subject */
    const char *stranger;           /* receipt code of a stranger's mail that waits for its unit's word: this sender was asked, by keyed id; NULL */
    const struct obligation *cited; /* what the receipt code in the subject (identify_receipt_code) was filed for: a claim, no proof; NULL */
    struct strings contact_of;      /* units that have this sender as a contact in the docket, besides the plan's addresses */
    const struct known_round *rounds;   /* of every dated report: deadlines from 400 days before to 400 days after `received` */
    size_t nrounds;
    int64_t followed;               /* obligation that the mail of the unit's own which this one answers was filed for; 0 */
    const struct obligation *answered;  /* obligations already answered, of the units identify() names; fill between identify and match */
    size_t nanswered;
    const struct obligation *repeated;  /* those of them that one earlier mail with the same files, byte for byte, answered (A24) */
    size_t nrepeated;
};

#endif
