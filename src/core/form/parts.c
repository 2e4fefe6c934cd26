/* The parts of a dossier among the files of a mail. */
#include "core/form/validate.h"

#include <string.h>

#include "core/form/finding.h"
#include "core/language/tokens.h"
#include "model/flag.h"

#define TITLE_READ 400          /* bytes of a file name or title */

static bool
says(const char *text, const char *phrase)
{
    struct tokens t, p;
    bool found = false;

    if (text == NULL)
        return false;
    tokens_of(text, TITLE_READ, &t);
    tokens_of(phrase, TITLE_READ, &p);
    for (size_t at = 0; !found && p.n > 0 && at + p.n <= t.n; at++) {
        size_t k = 0;

        while (k < p.n && token_is(&t.v[at + k], p.v[k].text))
            k++;
        found = k == p.n;
    }
    tokens_free(&t);
    tokens_free(&p);
    return found;
}

static bool
is_part(const struct part *part, const struct attachment *a)
{
    const struct letterhead *h = a->letterhead;

    for (size_t i = 0; i < part->words.n; i++)
        if (says(a->name, part->words.v[i]) ||
            (h != NULL && (says(h->type, part->words.v[i]) || says(h->subject, part->words.v[i]))))
            return true;
    return false;
}

/* A scan shows no signer to us, and a digital signature stands for one. */
static bool
unsigned_document(const struct attachment *a)
{
    return a->letterhead != NULL && a->letterhead->signer == NULL &&
           !flag_on(&a->flags, FLAG_SCAN) && !flag_on(&a->flags, FLAG_PDF_SIGNATURE);
}

void
validate_parts(const struct report *report, const struct message *m, struct findings *findings)
{
    for (size_t p = 0; p < report->nparts; p++) {
        const struct part *part = &report->parts[p];
        struct finding_words words = { .label = part->name };
        bool there = part->words.n == 0 || !part->required || m->in_reply_to.n > 0;

        for (size_t i = 0; i < m->nattachments; i++) {
            const struct attachment *a = &m->attachments[i];

            if (!attachment_counts(a) || !is_part(part, a))
                continue;
            there = true;
            if (unsigned_document(a))
                finding_say(findings, FINDING_NO_SIGNER, SEVERITY_WARNING, a->name, &words);
        }
        if (!there)
            finding_say(findings, FINDING_NO_PART, SEVERITY_WARNING, NULL, &words);
    }
}
