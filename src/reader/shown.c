#include "shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "own.h"

/* Letters and digits alone, and no links and names of pictures, which programs write as
 * "<...>" and "[...]": how one breaks and marks its lines does not count. */
static char *
bare(const char *text, size_t n)
{
    char *copy = xstrndup(text, n), *folded = text_fold(copy), *to = folded;

    for (const char *c = folded; *c != '\0'; c++) {
        const char *end = *c == '<' ? strchr(c, '>') : *c == '[' ? strchr(c, ']') : NULL;

        if (end != NULL)
            c = end;
        else if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (unsigned char)*c >= 0x80)
            *to++ = *c;
    }
    *to = '\0';
    free(copy);
    return folded;
}

/* The line, or the line without its number in a list. */
static bool
shown(const char *line, size_t n, const char *page)
{
    size_t number = strspn(line, "0123456789.) -*");
    char *all = bare(line, n), *rest = number < n ? bare(line + number, n - number) : xstrdup("");
    bool is = strstr(page, all) != NULL || (*rest != '\0' && strstr(page, rest) != NULL);

    free(all);
    free(rest);
    return is;
}

bool
shown_whole(const char *plain, const char *page)
{
    char *own = own_words(plain), *bare_page = bare(page, strlen(page));
    bool whole = true;

    for (const char *line = own; *line != '\0' && whole;) {
        size_t n = strcspn(line, "\n");

        whole = shown(line, n, bare_page);
        line += n + (line[n] == '\n');
    }
    free(own);
    free(bare_page);
    return whole;
}
