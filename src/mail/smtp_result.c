/* Whose a refusal is. */
#include <string.h>

#include "base/mem.h"
#include "smtp_private.h"

/* Whose a permanent refusal is by its enhanced code (RFC 3463); what is not
 * here says nothing certain: 5.7.1 is said of a recipient, of a text and of an
 * account. */
static const struct { const char *code; enum smtp_result whose; } owners[] = {
    { "5.1.1", SMTP_ADDRESS }, { "5.1.2", SMTP_ADDRESS }, { "5.1.3", SMTP_ADDRESS }, { "5.1.4", SMTP_ADDRESS },
    { "5.1.6", SMTP_ADDRESS }, { "5.1.10", SMTP_ADDRESS }, { "5.2.1", SMTP_ADDRESS }, { "5.2.2", SMTP_ADDRESS },
    { "5.2.3", SMTP_LETTER }, { "5.3.4", SMTP_LETTER }, { "5.6.0", SMTP_LETTER }, { "5.6.1", SMTP_LETTER },
    { "5.6.2", SMTP_LETTER }, { "5.6.3", SMTP_LETTER }, { "5.6.6", SMTP_LETTER }, { "5.6.7", SMTP_ADDRESS },
    { "5.1.7", SMTP_CHANNEL }, { "5.1.8", SMTP_CHANNEL }, { "5.4.5", SMTP_CHANNEL }, { "5.4.6", SMTP_CHANNEL },
    { "5.7.8", SMTP_CHANNEL }, { "5.7.9", SMTP_CHANNEL }, { "5.7.11", SMTP_CHANNEL }, { "5.7.14", SMTP_CHANNEL },
};

static bool
word_in(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
        if ((p == text || strchr(" #(", p[-1]) != NULL) && strchr("0123456789.", p[n]) == NULL)
            return true;
    return false;
}

/* Of several lines any may carry the code. */
static enum smtp_result
owner(const struct answer *a)
{
    for (size_t i = 0; i < ARRAY_LEN(owners); i++)
        if (word_in(buf_text(&a->text), owners[i].code))
            return owners[i].whose;
    return SMTP_DOUBT;
}

static bool
wants_login(int code)                   /* RFC 4954: not about this letter */
{
    return code == 530 || code == 534 || code == 535;
}

/* Before RCPT the server knows nothing of a letter but its size. */
enum smtp_result
result_of(enum step step, const struct answer *a)
{
    enum smtp_result whose = a->code >= 500 ? owner(a) : SMTP_TEMPORARY;
    bool size = whose == SMTP_LETTER || (a->code == 552 && whose == SMTP_DOUBT);

    if (step >= STEP_MAIL && step != STEP_RCPT && size)
        return SMTP_LETTER;
    if (step <= STEP_MAIL || wants_login(a->code))
        return SMTP_CHANNEL;
    return a->code < 400 || a->code == 421 || whose == SMTP_CHANNEL ? SMTP_DROPPED : whose;
}
