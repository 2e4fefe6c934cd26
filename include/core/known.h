/* What the docket knows about a message before it is decided. The daemon asks
 * the store and fills it in; core/ never looks itself. */
#ifndef DOCKETD_CORE_KNOWN_H
#define DOCKETD_CORE_KNOWN_H

#include "model/docket.h"
#include "model/settings.h"

struct known {
    instant received;               /* INTERNALDATE of the first copy (A10) */
    const struct office_settings *office;
    const struct officer *officer;  /* sender's row, if the address is an officer's; not yet proof */
    const struct obligation *thread;    /* obligation of the letter of ours this mail answers; NULL */
    const struct obligation *requests;  /* open ad-hoc requests */
    size_t nrequests;
    bool own_letter;                /* its Message-ID is one of ours */
};

#endif
