/* Communes, wards and townships that a text names: by the plan's table, else
 * by the word before a name. */
#include "core/language/view.h"

#include <string.h>

#include "base/mem.h"

static const struct { const char *folded, *accented, *kind; } commune_words[] = {
    {"xa", "xã", "xã"}, {"phuong", "phường", "phường"}, {"thi tran", "thị", "thị trấn"},
};
static const char *const commune_others[] = {"phuong", "thi", "va", "dien", "co", "khu", "tieu",
                                             "hoi", "tren", "thuoc", "cua"};

static bool
commune_at(const struct view *s, size_t at, size_t *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commune_words); i++) {
        if (!tokens_are(&s->g->words, at, commune_words[i].folded) ||
            !token_fits(view_word(s, at), commune_words[i].accented))
            continue;
        if (index_has_kind(s->index, commune_words[i].kind, s->day))
            return false;               /* one that the plan does not name is unknown, not on a wrong way */
        *name = at + (strchr(commune_words[i].folded, ' ') != NULL ? 2 : 1);
        if (*name >= s->g->words.n || view_word(s, *name)->gap != ' ' ||
            tokens_are(&s->g->words, *name, "nong thon"))           /* "xã Nông thôn mới" */
            return false;
        for (size_t k = 0; s->shout && k < ARRAY_LEN(commune_others); k++)
            if (token_is(view_word(s, *name), commune_others[k]))
                return false;
        return token_is_name(view_word(s, *name)) &&
               !(at > 0 && token_is(view_word(s, at - 1), "dia"));
    }
    return false;
}

static bool
all_capitals(const struct gist *g)
{
    size_t words = 0;

    for (size_t i = 0; i < g->words.n; i++) {
        if (g->words.v[i].number >= 0 || (i > 0 && g->words.v[i].raw == g->words.v[i - 1].raw))
            continue;
        if (!token_is_name(&g->words.v[i]))
            return false;
        words++;
    }
    return words > 2;
}

/* "thị trấn Lấp Vò", "Trường THPT Tháp Mười": a unit's bare name inside the
 * name of something local is not the unit. */
static void
drop_local_names(struct view *s, struct span local)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->g->nunits; i++) {
        const struct gist_unit *u = &s->g->units[i];
        bool inside = u->at.first >= local.last && u->at.first <= local.last + 3 &&
                      u->at.last - u->at.first <= 2;
        for (size_t k = local.last; inside && k <= u->at.first; k++)
            inside = view_word(s, k)->gap == ' ' || view_word(s, k)->gap == 0;
        inside = inside && !token_is(view_word(s, u->at.first), "h") &&
                 !token_is(view_word(s, u->at.first), "tp") &&
                 !token_is(view_word(s, u->at.first), "huyen");
        if (!inside)
            s->g->units[kept++] = *u;
    }
    s->g->nunits = kept;
}

static void
add_commune(struct view *s, const struct phrase *p, size_t at)
{
    struct named named = view_named(s, p, at);
    struct gist *g = s->g;

    for (size_t i = 0; i < named.n && g->ncommunes < GIST_UNITS; i++)
        g->communes[g->ncommunes++] =
            (struct gist_unit){ named.units[i], false, { at, at + p->words } };
}

/* A commune of the table at this word; NULL. */
static const struct phrase *
known_commune(const struct view *s, size_t at)
{
    const struct phrase *p = s->phrases[at];

    if (p == NULL || view_named(s, p, at).sense != SENSE_COMMUNE)
        return NULL;
    for (size_t i = 0; i < ARRAY_LEN(commune_words); i++)
        if (tokens_are(&s->g->words, at, commune_words[i].folded) &&
            !token_fits(view_word(s, at), commune_words[i].accented))
            return NULL;
    return p;
}

/* "thị trấn Lấp Vò" is not "Lấp Vò". */
static void
drop_names_within(struct view *s, size_t first, size_t last)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->g->nunits; i++)
        if (s->g->units[i].at.last <= first || s->g->units[i].at.first >= last)
            s->g->units[kept++] = s->g->units[i];
    s->g->nunits = kept;
}

static void
take_commune(struct view *s, size_t at, size_t end)
{
    view_mark(&s->g->local, at, end);
    if (at == 0 || token_gap(view_word(s, at), "-*:|"))
        s->g->local_writes = true;
}

void
view_communes(struct view *s)
{
    struct gist *g = s->g;
    bool wrote = !view_none(g->local);
    uint64_t commune = 0;

    for (size_t i = 0; i < ARRAY_LEN(commune_words); i++)
        commune |= word_bit(word_hash(commune_words[i].folded));

    s->shout = all_capitals(g);
    for (size_t i = 0, name, end; i < g->words.n; i = end) {
        const struct phrase *known;

        if (s->phrases[i] == NULL && (commune & word_bit(g->words.v[i].hash)) == 0) {
            end = i + 1;
            continue;
        }
        known = known_commune(s, i);
        end = i + (known != NULL ? known->words : 1);
        if (known != NULL) {
            add_commune(s, known, i);
            drop_names_within(s, i, end);
            take_commune(s, i, end);
        } else if ((!s->used[i] || wrote) && commune_at(s, i, &name)) {
            drop_local_names(s, (struct span){i, name});
            take_commune(s, i, name + 1);
        }
    }
    if (wrote && !(g->ncommunes > 0 && g->communes[0].at.first < g->local.last))
        drop_local_names(s, g->local);
}
