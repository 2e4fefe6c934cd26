/* Told by two things said near each other: what the figures are for now, and that others come; or
 * who is counted among a unit's own, and that he is not in yet. */
#include "core/language/unfinished.h"

#include "base/mem.h"
#include "core/language/times.h"

#define FAR 24                  /* words from what the figures are to what follows them */
#define NEAR 6

/* ---- others follow -------------------------------------------------------------------------- */

/* What stands behind this word says that others come; what was sent before is another matter. */
static bool
followed(const struct tokens *t, size_t at)
{
    static const char *const finals[] = { "ban chinh", "so chinh thuc", "so lieu chinh thuc",
                                          "so that", "so thiet", "so chinh xac", "so lieu chot",
                                          "so chot", "bao lai", "bao cao lai", "gui lai", "goi lai",
                                          "nop lai", "ban 2", "lan 2", "dot 2", "ban sau",
                                          "cap nhat so", "cap nhat va", "gui so", "goi so",
                                          "bo sung" },
                             *const then[] = { "se", "khi", "chung", "cuoi tuan", "cuoi thang",
                                               "xong", "sau", "mai", "chieu", "dau thang",
                                               "hen", "tuan toi", "thang toi" },
                             *const older[] = { "truoc", "da gui", "da nop" };
    size_t end = at + FAR < t->n ? at + FAR : t->n, near = at > NEAR ? at - NEAR : 0;

    return WITHIN(t, at, end, finals) && WITHIN(t, at, end, then) &&
           !WITHIN(t, near, at, older) && !times_over(t, near, at);
}

/* "Ước"; not the "quy ước" of a hamlet. */
static bool
estimate(const struct tokens *t, size_t at)
{
    static const char *const others[] = { "quy", "huong", "dieu", "hiep", "cong", "giao", "mong",
                                          "uoc" };

    return tokens_fit(t, at, "ước") && !(at > 0 && ANY_AT(t, at - 1, others)) && followed(t, at);
}

/* "Bản 1", "số liệu đến 15/5"; not "bàn 1". */
static bool
first_cut(const struct tokens *t, size_t at)
{
    return !(token_is(&t->v[at], "ban") && !token_fits(&t->v[at], "bản")) && followed(t, at + 2);
}

bool
unfinished_estimate(const struct tokens *t)
{
    static const char *const estimates[] = { "uoc" },
                             *const cuts[] = { "ban 1", "dot 1", "lay so lieu den", "lay so den",
                                               "so lieu den", "chot so den", "so lieu moi den",
                                               "so lieu buoc dau", "so lieu tam" };

    return SOMEWHERE(t, estimates, estimate) || SOMEWHERE(t, cuts, first_cut);
}

/* ---- some are not in yet -------------------------------------------------------------------- */

static const char *const bodies[] = { "xa", "phuong", "thi tran", "don vi", "ap", "khom", "truong",
                                      "co quan", "doanh nghiep", "khoi", "nganh", "dia phuong" };

/* "Chưa bao gồm xã Bình Thạnh" */
static bool
left_out(const struct tokens *t, size_t at)
{
    return WITHIN(t, at + 2, at + 2 + NEAR, bodies);
}

/* "Còn 03 xã chưa gửi số liệu"; not "không còn xã nào chưa gửi". */
static bool
not_in(const struct tokens *t, size_t at)
{
    size_t first = at;
    bool denied = false;

    while (first > 0 && at - first < NEAR && !tokens_clause(t, first))
        first--;
    for (size_t i = first; i < at; i++)
        denied = denied || token_denies(&t->v[i]);
    return !denied && WITHIN(t, first, at, bodies);
}

/* "11/13 xã gửi về": fewer than there are have sent. */
static bool
some_of_all(const struct tokens *t, size_t at)
{
    size_t few = at > NEAR ? at - NEAR : 0;
    bool some = false;

    for (; few + 1 < at && !some; few++)
        some = t->v[few].number > 0 && t->v[few + 1].gap == '/' &&
               t->v[few + 1].number > t->v[few].number && t->v[few + 1].number < 100 &&
               ANY_AT(t, few + 2, bodies);
    return some;
}

/* "2 xã còn lại em cập nhật sau" */
static bool
others_to_come(const struct tokens *t, size_t at)
{
    static const char *const later[] = { "sau", "se", "bo sung", "cap nhat", "chua", "dang" };

    return WITHIN(t, at > 3 ? at - 3 : 0, at, bodies) && WITHIN(t, at + 2, at + 2 + NEAR, later);
}

bool
unfinished_partial(const struct tokens *t)
{
    static const char *const lacks[] = { "chua bao gom", "chua gom", "chua tinh", "chua ke",
                                         "khong bao gom", "chua co so", "thieu so", "chua co xa" },
                             *const owed[] = { "chua gui", "chua goi", "chua nop", "chua bao cao",
                                               "chua co bao cao", "chua co so", "chua tong hop" },
                             *const sent[] = { "gui", "goi", "nop", "bao cao", "co so lieu" },
                             *const rest[] = { "con lai" };

    return SOMEWHERE(t, lacks, left_out) || SOMEWHERE(t, owed, not_in) ||
           SOMEWHERE(t, sent, some_of_all) || SOMEWHERE(t, rest, others_to_come);
}
