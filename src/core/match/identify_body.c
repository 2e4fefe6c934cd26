/* Who issues a paper: what a union, a party cell or another committee of the place reports is its own. */
#include <string.h>

#include "gather.h"

/* Bodies beside a People's Committee, its steering committee and the police. */
static const char *const bodies[] = {
    "hoi cuu chien binh", "hoi ccb", "hoi nong dan", "hoi lien hiep phu nu", "hoi lhpn", "hoi phu nu",
    "hoi chu thap do", "hoi nguoi cao tuoi", "hoi khuyen hoc", "hoi lien hiep thanh nien", "hoi luat gia",
    "doan thanh nien", "doan tncs", "doan phuong", "doan xa", "mat tran to quoc", "ubmttq", "mttq",
    "ubmttqvn", "lien doan lao dong", "hoi dong nhan dan", "hdnd", "chi doan", "chi hoi",
    "ban chi huy quan su", "bch quan su", "bchqs", "tram y te", "hoi dong nghia vu quan su",
    "hoi dong thi dua", "chi bo", "cong doan"
};

/* The first of them in the words, none: n. "Văn phòng HĐND và UBND" writes for both. */
static size_t
other_body(const struct tokens *t)
{
    static const char *const council[] = { "hoi dong nhan dan", "hdnd" },
                             *const committee[] = { "uy ban nhan dan", "ubnd" };
    size_t at = TOKENS_FIND(t, 0, bodies);

    while (at < t->n && ANY_AT(t, at, council) && TOKENS_FIND(t, 0, committee) < t->n)
        at = TOKENS_FIND(t, at + 1, bodies);
    return at;
}

/* "HỘI SINH VẬT CẢNH": whatever its name; "Hội đồng" is no union. */
static bool
is_union(const struct tokens *t)
{
    return tokens_are(t, 0, "hoi") && !tokens_are(t, 0, "hoi dong") && token_written(&t->v[0], "hội");
}

/* A committee or cell of another field; that of crime is our own, unless the plan says what is. */
static bool
other_field(const struct gather *g, const struct gist *issuer)
{
    static const char *const ours[] = { "dang bo", "toi pham", "138" };
    const size_t n = index_plan(g->index)->own_topics.n == 0 ? ARRAY_LEN(ours) : 1;

    return issuer->other_topic.first != issuer->other_topic.last &&
           issuer->our_topic.first == issuer->our_topic.last &&
           tokens_find(&issuer->words, 0, ours, n) >= issuer->words.n;
}

static bool
named_by_plan(const struct gist *g, size_t at)
{
    bool named = false;

    for (size_t i = 0; i < g->nunits; i++)
        named = named || (at >= g->units[i].at.first && at < g->units[i].at.last);
    return named;
}

static bool
is_other(const struct gather *g, const struct gist *issuer)
{
    size_t at = other_body(&issuer->words);

    return (at < issuer->words.n && !named_by_plan(issuer, at)) || is_union(&issuer->words) ||
           other_field(g, issuer);
}

bool
gather_other_body(struct gather *g, const struct gist *issuer, const char *above)
{
    /* Who writes stands in the line above these. */
    static const char *const places[] = { "xa", "phuong", "thi tran", "huyen", "thanh pho", "tinh", "bch",
                                          "ban chap hanh", "ban thuong vu", "ban thuong truc" };
    struct gist gist;
    bool other = is_other(g, issuer);

    if (other || above == NULL || !ANY_AT(&issuer->words, 0, places))
        return other;
    gist_of(g->index, above, strlen(above), g->day, &gist);
    other = is_other(g, &gist);
    gist_free(&gist);
    return other;
}

struct span
gather_about_body(const struct gist *title)
{
    size_t at = other_body(&title->words);
    bool ours = title->our_topic.first != title->our_topic.last || named_by_plan(title, at);

    return at < title->words.n && !ours ? (struct span){ at, at + 2 } : (struct span){ 0 };
}
