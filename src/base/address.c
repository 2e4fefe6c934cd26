/* Mail addresses (RFC 5321). */
#include "base/address.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* Dot-separated runs of letters, digits and the characters of `more`. */
static bool
is_dotted(const char *text, size_t n, const char *more)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && (i == 0 || i + 1 == n || text[i + 1] == '.'))
            return false;
        if (text[i] != '.' && !isalnum((unsigned char)text[i]) && strchr(more, text[i]) == NULL)
            return false;
    }
    return n > 0;
}

bool
address_is(const char *addr)
{
    const char *at = addr != NULL ? strrchr(addr, '@') : NULL;
    size_t local, domain;

    if (at == NULL)
        return false;
    local = (size_t)(at - addr);
    domain = strlen(at + 1);
    if (local > 64 || local + 1 + domain > 254 || at[1] == '-' || (domain > 0 && at[domain] == '-'))
        return false;
    return is_dotted(addr, local, "!#$%&'*+-/=?^_`{|}~") && is_dotted(at + 1, domain, "-");
}

char *
address_fold(const char *addr)
{
    return text_lower(addr);
}
