/* "Chưa đạt: đợi ý kiến lãnh đạo": a reason that tells of the office's own waiting, asking
 * or checking is none for the unit, and the order not yet one. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

#define NEAR 6                          /* words from a hold to what is waited for */
#define AMONG(t, at, list) ((at) < (t)->n && token_among(&(t)->v[at], list, ARRAY_LEN(list)))

static const char *const leaders[] = { "lanh dao", "truong phong", "pho phong", "pho truong phong",
                                       "chi huy", "giam doc", "pho giam doc", "thu truong", "sep",
                                       "cap tren", "truong ban", "pho truong ban" };
static const char *const units[] = { "huyen", "thi xa", "thanh pho", "tp", "xa", "phuong",
                                     "thi tran", "don vi", "dia phuong", "ubnd", "uy ban" };
static const char *const itself[] = { "toi", "minh", "tui" };
static const char *const checks[] = { "hoi", "xin y kien", "kiem tra", "doi chieu", "xem",
                                      "ra soat", "xac minh", "goi", "trao doi", "lien he", "trinh",
                                      "can nhac", "nghien cuu", "duyet" };

/* "Lãnh đạo", and none of the unit's: "lãnh đạo huyện", "trưởng phòng giáo dục xã". */
static size_t
leader_at(const struct tokens *t, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(leaders); i++) {
        size_t n = tokens_are(t, at, leaders[i]) ? tokens_in(leaders[i]) : 0;

        if (n > 0)
            return tokens_within(t, at + n, at + n + 3, units, ARRAY_LEN(units)) ? 0 : n;
    }
    return 0;
}

static bool
leader_within(const struct tokens *t, size_t from, size_t to)
{
    bool found = false;

    for (size_t i = from; i < to && i < t->n && !found; i++)
        found = leader_at(t, i) > 0;
    return found;
}

/* What the unit is to do: "bổ sung chữ ký", "gửi lại". */
static bool
deed_within(const struct tokens *t, size_t from)
{
    static const char *const deeds[] = { "bo sung", "chinh", "sua", "gui", "nop", "hoan thien",
                                         "cap nhat", "dinh chinh", "giai trinh", "lam lai",
                                         "ky lai" };

    return tokens_within(t, from, t->n, deeds, ARRAY_LEN(deeds));
}

/* "Kiểm tra", "hỏi lại huyện", "báo cáo lãnh đạo"; what was found is told. */
static bool
checks_within(const struct tokens *t, size_t from)
{
    static const char *const found[] = { "thay", "phat hien", "khong khop", "khong dung", "bi lech",
                                         "chenh" };

    return (leader_within(t, from, from + NEAR) ||
            tokens_within(t, from, from + NEAR, checks, ARRAY_LEN(checks))) &&
           !tokens_within(t, from, t->n, found, ARRAY_LEN(found));
}

/* "Chờ huyện", "đợi bổ sung chữ ký": the unit is waited for. */
static bool
of_unit(const struct tokens *t, size_t from)
{
    return !leader_within(t, from, t->n) &&
           (deed_within(t, from) || tokens_within(t, from, t->n, units, ARRAY_LEN(units)));
}

/* "Chờ", "đợi"; without accents each is as well another word. */
static bool
waits(const struct tokens *t, size_t at)
{
    static const char *const ours[] = { "y kien", "kiem tra", "xac minh", "lanh dao", "doi chieu",
                                        "truong phong", "chi dao", "sep", "hop" },
                             *const later[] = { "tu tu", "tam giu", "tam de", "tam gac" };
    const struct token *w = &t->v[at];
    bool cho = token_is(w, "cho"), doi = token_is(w, "doi");
    size_t next = at + 1;

    if (!cho && !doi)
        return (tokens_are(t, at, "khoan") && token_fits(w, "khoan") &&
                (next == t->n || !token_is(&t->v[next], "muc"))) ||
               (ANY_AT(t, at, later) && (token_fits(w, "tạm") || token_fits(w, "từ")));
    return !of_unit(t, next) &&
           (token_written(w, cho ? "chờ" : "đợi") ||
            (token_fits(w, cho ? "chờ" : "đợi") && ANY_AT(t, next, ours)));
}

/* "Để tôi hỏi lại huyện", "để hỏi ý kiến trưởng phòng", "để mai tính"; not "để đơn vị bổ sung". */
static bool
put_off(const struct tokens *t, size_t at)
{
    static const char *const who[] = { "anh", "chi", "em", "dong chi", "phong", "doi", "ben nay" },
                             *const when[] = { "mai", "chieu mai", "chieu nay", "sang mai", "sau",
                                               "tuan sau", "thu hai", "do da", "day da" };
    size_t next = at + 1;

    if (!token_is(&t->v[at], "de") || !token_fits(&t->v[at], "để") || next == t->n)
        return false;
    if (ANY_AT(t, next, itself))
        return checks_within(t, next);
    return !deed_within(t, next) &&
           (ANY_AT(t, next, when) || leader_at(t, next) > 0 ||
            (ANY_AT(t, next, checks) && leader_within(t, next, t->n)) ||
            (ANY_AT(t, next, who) && !tokens_are(t, next, "doi chieu") &&
             checks_within(t, next + 1)));
}

/* "Tôi", "chị Bình", "Đội 3": how many words. */
static size_t
we_at(const struct tokens *t, size_t at)
{
    static const char *const we[] = { "chung toi", "phong toi", "ben toi", "toi", "minh", "tui",
                                      "anh", "em", "chi", "phong", "doi", "dong chi" };
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(we) && n == 0; i++)
        n = tokens_are(t, at, we[i]) ? tokens_in(we[i]) : 0;
    if (n > 0 && token_is(&t->v[at], "chi") && !token_fits(&t->v[at], "chị"))
        n = 0;
    return n > 0 && at + n < t->n && token_is_name(&t->v[at + n]) ? n + 1 : n;
}

/* "Lãnh đạo chưa cho ý kiến"; not "lãnh đạo chưa ký": that is the unit's. */
static bool
leader_decides(const struct tokens *t, size_t at)
{
    static const char *const heard[] = { "y kien", "xem", "duyet", "quyet", "xet" },
                             *const signs[] = { "ky" };

    return tokens_within(t, at, at + NEAR, heard, ARRAY_LEN(heard)) &&
           !tokens_within(t, at, t->n, signs, ARRAY_LEN(signs));
}

/* "Tôi đang kiểm tra", "Phòng còn đối chiếu", "đang xem lại", "cần xin ý kiến lãnh đạo". */
static bool
office_does(const struct tokens *t, size_t at)
{
    static const char *const yet[] = { "dang", "se", "con", "phai", "can", "chua", "van" },
                             *const wanting[] = { "can", "phai", "se", "chua" },
                             *const asking[] = { "hoi", "xin y kien", "co y kien", "trinh",
                                                 "trao doi", "bao cao" };
    size_t n = leader_at(t, at);

    if (n > 0)
        return leader_decides(t, at + n);
    if ((n = we_at(t, at)) > 0)
        return (AMONG(t, at + n, yet) && checks_within(t, at + n) && !deed_within(t, at)) ||
               (ANY_AT(t, at, itself) && ANY_AT(t, at + n, checks) && checks_within(t, at + n));
    for (size_t i = at; i < t->n && i < at + NEAR && !tokens_clause(t, i + 1); i++)
        if (tokens_are(t, i, "dang") && ANY_AT(t, i + 1, checks))       /* "anh Ba còn đang xem" */
            return !of_unit(t, at);
    n = AMONG(t, at, wanting);
    return ANY_AT(t, at + n, asking) && (n > 0 || !tokens_are(t, at, "bao cao")) &&
           leader_within(t, at + n, t->n) && !deed_within(t, at);
}

/* "Mai họp xong tính", "chiều nay xem lại": when the office goes on, and how. */
static bool
goes_on(const struct tokens *t, size_t at)
{
    static const char *const when[] = { "mai", "ngay mai", "sang mai", "chieu mai", "chieu nay",
                                        "toi nay", "lat nua", "chut nua", "ti nua", "xiu nua",
                                        "tuan sau", "bua sau", "hom sau", "thu hai", "dau tuan",
                                        "hop xong", "hop giao ban" };
    static const struct { const char *word, *accented; } how[] = {
        { "tinh", "tính" }, { "xem", "xem" }, { "coi", "coi" }, { "duyet", "duyệt" },
        { "quyet", "quyết" }, { "ban", "bàn" }, { "hop", "họp" }, { "hoi", "hỏi" },
        { "goi", "gọi" }, { "xu", "xử" }, { "lam", "làm" }, { "hay", "hãy" },
    };
    bool says = false;

    if (!ANY_AT(t, at, when) || (token_is(&t->v[at], "mai") && !token_fits(&t->v[at], "mai")) ||
        deed_within(t, at) || tokens_within(t, at, t->n, units, ARRAY_LEN(units)))
        return false;
    for (size_t i = at + 1; i < t->n && i < at + 2 + NEAR && !says; i++)
        for (size_t k = 0; k < ARRAY_LEN(how) && !says; k++)
            says = token_is(&t->v[i], how[k].word) && token_fits(&t->v[i], how[k].accented);
    return says;
}

/* The office's own waiting begins at this word, behind what leads in to it. */
static bool
holds_at(const struct tokens *t, size_t at)
{
    static const char *const leads[] = { "vi", "do", "boi", "thi", "la", "ma", "con", "van", "hien",
                                         "dang", "nen", "duoc", "dau", "tai", "tam", "thoi", "nhe",
                                         "cu", "phai", "can" };

    while (at < t->n && !waits(t, at) && !put_off(t, at) && !office_does(t, at) &&
           !goes_on(t, at)) {
        if (!AMONG(t, at, leads))
            return false;
        at++;
    }
    return at < t->n;
}

/* Behind what is wrong: "sai biểu 2, để tôi hỏi lại huyện". "Chờ phụ lục" is the unit's. */
static bool
holds_later(const struct tokens *t, size_t at)
{
    const struct token *w = &t->v[at];
    bool wait = token_is(w, "cho") || token_is(w, "doi") || token_is(w, "con");

    return holds_at(t, at) && (!wait || leader_within(t, at, t->n) || checks_within(t, at + 1));
}

/* The word at which the office's own waiting begins; t->n: nowhere. */
static size_t
holds(const struct tokens *t)
{
    static const char *const turns[] = { "nhung", "ma", "roi", "song" };
    size_t at = 1;

    if (holds_at(t, 0))
        return 0;
    if (deed_within(t, 0))
        return t->n;                    /* "gửi lại biểu 2, để phòng kiểm tra" */
    while (at < t->n && !((tokens_clause(t, at) || ANY_AT(t, at - 1, turns)) && holds_later(t, at)))
        at++;
    if (at == t->n && t->n > 1 && token_written(&t->v[t->n - 1], "đã"))
        while (--at > 0 && !tokens_clause(t, at))       /* "... cái đã" */
            ;
    return at > 0 && at < t->n && ANY_AT(t, at - 1, turns) ? at - 1 : at;
}

/* Orders that tell the unit what to correct. */
static bool
tells_reason(const struct command *c)
{
    enum verb v = c->rule->verb;

    return v == VERB_RETURN || v == VERB_INCOMPLETE || v == VERB_LACK;
}

/* Why more time is refused may well be the office's own, "mai họp cần số liệu"; "mai họp xong tính"
 * refuses nothing yet. */
bool
parse_later(const struct tokens *t)
{
    static const char *const last[] = { "tinh", "xem", "coi", "quyet", "ban", "duyet" },
                             *const behind[] = { "lai", "tiep", "sau", "da", "nhe", "nha", "luon" };
    size_t end = t->n;

    while (end > 1 && AMONG(t, end - 1, behind))
        end--;
    return put_off(t, 0) || (goes_on(t, 0) && AMONG(t, end - 1, last));
}

void
command_holds(struct command *c)
{
    struct tokens t;
    char *order, *kept;
    size_t at;
    bool ours;

    if (c->problem != COMMAND_FINE || c->rule == NULL || c->reason == NULL ||
        !(tells_reason(c) || c->rule->verb == VERB_REJECT))
        return;
    tokens_of(c->reason, strlen(c->reason), &t);
    at = tells_reason(c) ? holds(&t) : parse_later(&t) ? 0 : t.n;
    ours = at < t.n;
    kept = ours && at > 0 ? tokens_quote(&t, 0, at) : xstrdup("");
    tokens_free(&t);
    if (!ours) {
        free(kept);
        return;
    }
    free(c->reason);
    c->reason = NULL;
    c->problem = COMMAND_AMBIGUOUS;
    c->cause = xasprintf(
        c->english ? "\"%s\" tells of what the office itself waits for or checks, so nothing goes "
                     "to the unit; to order it, send this line with what the unit is to read"
                   : "«%s» nói việc Phòng còn chờ, hỏi hay kiểm tra nên chưa gửi gì cho đơn vị; "
                     "nếu là lệnh, đề nghị gửi dòng sau và ghi điều cần báo đơn vị",
        c->line);
    order = command_say(c);

    strings_take(&c->choices, xasprintf("%s: %s", order, kept));
    free(order);
    free(kept);
}
