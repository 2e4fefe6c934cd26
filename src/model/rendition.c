#include "model/rendition.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/format.h"

/* What an office adds to the name of a copy, folded. */
static const char *const additions[] = {
    "signed", "ky so", "da ky so", "da ky", "ban ky", "ban ky so", "ban scan", "scan", "dong dau", "ban word", "ban mem", "word", "final",
};

int
rendition_of(const char *type, const char *status)
{
    bool opens = strcmp(status, attachment_status_names[ATTACHMENT_READ]) == 0 ||
                 strcmp(status, attachment_status_names[ATTACHMENT_STORED]) == 0;

    return opens ? format_named(type)->rendition : 0;
}

struct file_facts {                  /* of one file; texts folded, NULL: none */
    int rendition, inside;
    char *stem, *number, *issuer;
};

static bool
cut_word(char *folded, const char *word)
{
    size_t n = strlen(folded), k = strlen(word);

    if (n <= k + 1 || folded[n - k - 1] != ' ' || strcmp(folded + n - k, word) != 0)
        return false;
    folded[n - k - 1] = '\0';
    return true;
}

/* "112-BC-CATP.signed.pdf" and "112_BC_CATP.docx" are both "112 bc catp". */
static char *
stem_of(const char *name)
{
    const char *slash = name != NULL ? strrchr(name, '/') : NULL,
               *base = slash != NULL ? slash + 1 : name;
    const char *dot = base != NULL ? strrchr(base, '.') : NULL;
    char *plain, *folded;
    bool more = true;

    if (base == NULL)
        return NULL;
    plain = dot != NULL && dot > base ? xstrndup(base, (size_t)(dot - base)) : xstrdup(base);
    folded = text_fold(plain);
    free(plain);
    while (more) {
        more = false;
        for (size_t i = 0; i < ARRAY_LEN(additions) && !more; i++)
            more = cut_word(folded, additions[i]);
    }
    return folded;
}

/* "/BC-CAH", as drafts have it, is no number yet. */
static char *
folded_number(const struct letterhead *h)
{
    char *folded = h != NULL && h->number != NULL ? text_fold(h->number) : NULL;

    if (folded == NULL || !isdigit((unsigned char)*folded) || strchr(folded, ' ') == NULL) {
        free(folded);
        return NULL;
    }
    return folded;
}

/* One name begins with the other, which is all number: "112 bc cah" and
 * "112 bc cah bao cao 6 thang". */
static bool
begins_with_number(const char *longer, const char *number)
{
    size_t n = strlen(number), digits = strspn(number, "0123456789");

    return digits > 0 && digits < 6 && number[digits] == ' ' &&
           isalpha((unsigned char)number[digits + 1]) && strchr(number + digits + 1, ' ') != NULL &&
           strncmp(longer, number, n) == 0 && longer[n] == ' ';
}

static bool
same_document(const struct file_facts *a, const struct file_facts *b)
{
    if (a->inside != b->inside)
        return false;
    if (a->number != NULL && b->number != NULL && strcmp(a->number, b->number) != 0)
        return false;
    if (a->number != NULL && b->number != NULL &&
        (a->issuer == NULL || b->issuer == NULL || strcmp(a->issuer, b->issuer) == 0))
        return true;
    if (a->stem == NULL || b->stem == NULL || *a->stem == '\0')
        return false;
    return strcmp(a->stem, b->stem) == 0 || begins_with_number(a->stem, b->stem) ||
           begins_with_number(b->stem, a->stem) ||
           (a->number != NULL && text_has_tokens(b->stem, a->number)) ||
           (b->number != NULL && text_has_tokens(a->stem, b->number));
}

void
renditions_pair(const struct attachment *files, size_t n, int *out)
{
    struct file_facts *facts = xcalloc(n + 1, sizeof *facts);

    for (size_t i = 0; i < n; i++) {
        const struct attachment *a = &files[i];
        struct file_facts *k = &facts[i];

        k->rendition = rendition_of(a->type, attachment_status_names[a->status]);
        k->inside = a->inside;
        k->stem = k->rendition != 0 ? stem_of(a->name) : NULL;
        k->number = k->rendition != 0 ? folded_number(a->letterhead) : NULL;
        k->issuer = k->number != NULL && a->letterhead->issuer != NULL
                        ? text_fold(a->letterhead->issuer)
                        : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = -1;
        for (size_t e = 0; e < n && facts[i].rendition == RENDITION_SIGNED && out[i] < 0; e++) {
            if (facts[e].rendition == RENDITION_EDITABLE && same_document(&facts[i], &facts[e]))
                out[i] = (int)e;
        }
    }
    for (size_t i = 0; i < n; i++) {
        free(facts[i].stem);
        free(facts[i].number);
        free(facts[i].issuer);
    }
    free(facts);
}
