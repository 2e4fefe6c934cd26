/* Where the writer sits: districts of other provinces have the names of ours. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/provinces.h"
#include "gather.h"

#define NAME_READ 3000          /* bytes */

/* In the name of who writes, any other province is said of him; among other
 * words, one that is called a province. */
void
gather_place_of(struct gather *g, enum source source, const struct gist *gist, const char *text,
                bool name, int attachment)
{
    if (gist->elsewhere.first != gist->elsewhere.last || gist->province_named ||
        (name && gist->province.first != gist->province.last))
        gather_row(g, source, STRENGTH_WEAK, text, attachment)->matter = MATTER_ELSEWHERE;
}

static void
gather_place(struct gather *g, enum source source, const char *text, bool name, int attachment)
{
    struct gist gist;

    gist_of(g->index, text, NAME_READ, g->day, &gist);
    gather_place_of(g, source, &gist, text, name, attachment);
    gist_free(&gist);
}

/* Where a paper comes from: the bodies at its head and below its end, and the
 * place before its date, unless that is a commune's. To whom it goes says less. */
void
gather_head_place(struct gather *g, const struct letterhead *l, int attachment)
{
    char *commune = xasprintf("xã %s", l->place != NULL ? l->place : "");
    const char *const names[] = {l->above, l->issuer, l->signer_position};
    struct gist gist;

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        gather_place(g, SOURCE_LETTERHEAD, names[i], true, attachment);
    gist_of(g->index, commune, NAME_READ, g->day, &gist);
    if (gist.ncommunes == 0)
        gather_place(g, SOURCE_LETTERHEAD, l->place, true, attachment);
    for (size_t i = 0; i < l->recipients.n; i++)
        gather_place(g, SOURCE_DOCUMENT, l->recipients.v[i], true, attachment);
    gist_free(&gist);
    free(commune);
}

/* "chauthanh@longan.gov.vn", "UBND huyện Châu Thành (Long An)": a stranger may well say so. */
void
gather_address_place(struct gather *g, const char *address, const char *name)
{
    const char *domain = strchr(address, '@');

    for (const char *label = domain; label != NULL; label = strchr(label, '.')) {
        size_t len = strcspn(++label, ".");

        if (provinces_have(index_provinces(g->index), label, len))
            gather_row(g, SOURCE_BODY, STRENGTH_WEAK, address, -1)->matter = MATTER_ELSEWHERE;
    }
    gather_place(g, SOURCE_BODY, name, true, -1);
}

/* Lines that say where the writer sits, those of addresses among them: they end
 * with a province, or have its name before the date. */
void
gather_text_place(struct gather *g, enum source source, const char *text, size_t most,
                  int attachment)
{
    for (const char *line = text, *stop = text + strnlen(text, most); line < stop;) {
        size_t len = strcspn(line, "\n");
        char *copy = xstrndup(line, len);
        struct gist gist;

        gist_of(g->index, copy, len, g->day, &gist);
        if (gist.elsewhere.first != gist.elsewhere.last ||
            (gist.province.first != gist.province.last &&
             (gist.province.last == gist.words.n ||
              tokens_are(&gist.words, gist.province.last, "ngay"))))
            gather_row(g, source, STRENGTH_WEAK, copy, attachment)->matter = MATTER_ELSEWHERE;
        gist_free(&gist);
        free(copy);
        line += len + (line[len] == '\n');
    }
}
