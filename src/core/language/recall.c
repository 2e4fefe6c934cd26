/* A wish to have back what was sent: "xin rút lại báo cáo", "Recall: ...". */
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"
#include "core/language/want.h"
#include "recall.h"

#define NEAR 5                  /* words between taking back and what */
#define ASKED 6                 /* words between asking and taking back */

/* How near the verb names what is meant, and what else must be said. */
enum proof {
    WHOLE,                      /* the verb names it itself */
    NEARBY,                     /* within a few words behind */
    NEXT,                       /* next to it, but for "giúp em" and the like */
    UNUSED,                     /* before, perhaps far, or behind: "bản hồi nãy chưa ký đó anh, đừng lấy" */
    SLIP,                       /* before or behind: "file lúc nãy em gửi nhầm" */
    BEFORE,                     /* only before: "báo cáo sai, đề nghị phòng cho rút" */
    ASKED_SLIP,                 /* the same, and asked for: "đề nghị không tính" */
    FORGIVE,                    /* a certain one: "mong bỏ qua" asks to be forgiven */
    GIVE,                       /* next to it, and asked for: others tell of it */
    PARTED,                     /* the same, around it: "trả báo cáo lại" */
    FETCH,                      /* ... by who asks: "cho em lấy báo cáo về sửa" */
    BACK,                       /* ... in English, behind it: "our report back" */
    TO_US,                      /* next to it, asked for, and who is to have it is said */
    RETURN,                     /* the same of a certain one, or to mend it: others want a copy */
};

static const struct { const char *verb; enum proof proof; } verbs[] = {
    {"rut bao cao", WHOLE},
    {"rut lai", NEARBY}, {"rut ve", NEARBY}, {"xin rut", NEARBY}, {"cho rut", NEARBY},
    {"de nghi rut", NEARBY}, {"muon rut", NEARBY}, {"thu hoi", NEARBY}, {"recall", NEARBY},
    {"withdraw", NEARBY}, {"huy bo", NEARBY}, {"thu lai", NEARBY},
    {"huy", NEXT}, {"xoa", NEXT}, {"disregard", NEXT}, {"cancel", NEXT},
    {"gui nham", SLIP}, {"nop nham", SLIP}, {"gui lon", SLIP}, {"nop lon", SLIP}, {"bo di", UNUSED},
    {"xin huy", BEFORE}, {"xin rut", BEFORE}, {"cho rut", BEFORE},
    {"xoa giup", ASKED_SLIP}, {"huy giup", ASKED_SLIP}, {"bo giup", ASKED_SLIP},
    {"huy bo", ASKED_SLIP},
    {"bo qua", FORGIVE}, {"ignore", FORGIVE},
    {"lay lai", GIVE}, {"tra lai", GIVE}, {"tra ve", GIVE}, {"hoan tra", GIVE}, {"return", GIVE},
    {"nhan lai", GIVE}, {"tra", PARTED}, {"lay", FETCH}, {"back", BACK}, {"chuyen lai", TO_US},
    {"xin lai", RETURN}, {"gui tra", RETURN}, {"hoan lai", RETURN},
    {"chuyen tra", RETURN}, {"loai bo", RETURN}, {"bo", RETURN}, {"send back", RETURN},
};
static const char *const things[] = {
    "bao cao", "cong van", "van ban", "thu", "mail", "email", "e mail", "file", "tep", "danh sach",
    "ho so", "to trinh", "ban gui", "ban cu", "ban truoc", "ban da", "ban vua", "ban nay",
    "ban kia", "ban do", "ban sang", "ban hoi", "ban luc", "ban hom", "cai hoi", "cai luc",
    "message", "tn", "so lieu", "bieu", "report",
}, *const wishes[] = {
    "rut kinh nghiem", "rut lai de nghi", "rut de nghi", "rut lai don", "rut don", "rut lai y kien",
    "rut lai yeu cau", "rut ngan", "rut gon",
}, *const over[] = {
    "da", "bi", "khong", "ko", "chua", "ket qua", "cong tac", "khong xin", "viec", "theo", "duoc",
    "sao", "vi sao", "ly do", "yeu cau", "dang", "khoi", "hong", "hok",
}, *const askers[] = {
    "xin", "nghi", "cho", "can", "nho", "giup", "duoc", "muon", "mong", "phep", "lam on", "co the",
    "please", "could", "would", "want", "need",
};
static const char *const certain[] = {
    "tren", "nay", "do", "kia", "truoc", "cu", "vua", "moi gui", "moi nop", "da gui", "da nop",
    "luc nay", "luc sang", "hoi sang", "gui luc", "gui ngay", "gui sang", "gui chieu", "hom qua",
    "we sent", "nham", "sai", "tn",
}, *const fill[] = {
    "giup", "gium", "dum", "ho", "cho", "em", "huyen", "phong", "don", "vi", "toan", "bo", "cac",
    "ca", "nhung", "cai", "ket", "qua", "lai", "ve", "duoc", "ban", "chung", "toi", "minh", "our",
    "the", "my", "previous", "last",
}, *const tails[] = {
    "nha", "nghen", "nhe", "anh", "chi", "giup", "gium", "dum", "nua", "luon", "a",
}, *const home[] = { "lai", "ve" };

static size_t
back(size_t at, size_t by)
{
    return at > by ? at - by : 0;
}

/* "kết quả thu hồi vũ khí", "đã rút lại": told, not wished for. */
static bool
told(const struct tokens *t, size_t at)
{
    bool duoc = at > 0 && token_is(&t->v[at - 1], "duoc");          /* "xin được rút lại" */

    return (at > 0 && ANY_AT(t, at - 1, over) &&
            !(duoc && WITHIN(t, back(at, 3), at - 1, askers))) ||
           (at > 1 && ANY_AT(t, at - 2, over) && !token_is(&t->v[at - 2], "duoc"));
}

static bool
accents(const struct tokens *t)
{
    bool any = false;

    for (size_t i = 0; i < t->n && !any; i++)
        for (size_t k = 0; k < t->v[i].raw_len && !any; k++)
            any = (unsigned char)t->v[i].raw[k] >= 0x80;
    return any;
}

/* "Hủy báo cáo", and not "đ/c Huy báo cáo": without accents a name has its capital,
 * and follows another or a title. */
static bool
cancels(const struct tokens *t, size_t at)
{
    return !token_fits(&t->v[at], "huy") || (at > 0 && ANY_AT(t, at - 1, askers)) ||
           (!accents(t) &&
            (at == 0 || !(token_is_name(&t->v[at]) || token_is(&t->v[at - 1], "em"))));
}

/* "Thu" is no letter where the writer uses accents: "thu hồi công nợ, thu thuế". */
bool
recall_thing(const struct tokens *t, size_t at)
{
    bool plain = true;

    if (!ANY_AT(t, at, things) || tokens_are(t, at, "bieu mau"))
        return false;
    for (size_t k = 0; k < t->v[at].raw_len && plain; k++)
        plain = (unsigned char)t->v[at].raw[k] < 0x80;
    return !(token_is(&t->v[at], "thu") && plain && accents(t));
}

/* The first thing behind, with nothing before it but whose and for whom; n: none. */
static size_t
next_thing(const struct tokens *t, size_t at)
{
    while (at < t->n && !recall_thing(t, at) && ANY_AT(t, at, fill))
        at++;
    return at < t->n && recall_thing(t, at) ? at : t->n;
}

/* "công văn số 45 về tuyên truyền" is another paper than those that report, and
 * "văn bản của UBND tỉnh" none of theirs. */
static bool
other_paper(const struct tokens *t, size_t thing)
{
    static const char *const own[] = {
        "huyen", "don vi", "em", "chung", "toi", "minh", "xa", "phuong",
    };
    size_t about = thing;

    if (!tokens_are(t, thing, "cong van") && !tokens_are(t, thing, "van ban"))
        return false;
    for (size_t i = thing + 2; i < thing + 2 + NEAR && i + 1 < t->n; i++)
        if (token_is(&t->v[i], "cua") && !ANY_AT(t, i + 1, own))
            return true;
    while (about < t->n && !(token_is(&t->v[about], "ve") && token_fits(&t->v[about], "về")) &&
           !tokens_are(t, about, "v v"))
        about++;
    for (size_t i = about; i < t->n; i++)
        if (tokens_name_paper(t, i))
            return false;
    return about < t->n;
}

/* "Bỏ qua thư trước" wants something back, "mong bỏ qua, báo cáo gửi trễ" does not. */
static bool
forgives(const struct tokens *t, size_t end)
{
    static const char *const earlier[] = {
        "truoc", "nham", "sai", "cu", "da gui", "vua gui", "moi gui", "luc nay",
    };
    size_t thing = next_thing(t, end);

    return !(thing < t->n && WITHIN(t, thing + 1, thing + 3, certain)) &&
           !(WITHIN(t, 0, t->n, earlier) && WITHIN(t, end, end + NEAR, things));
}

static const char *const mends[] = {
    "chinh", "sua", "hoan thien", "bo sung", "dieu chinh", "cap nhat", "ra soat", "kiem tra lai",
    "lam lai", "nop lai", "correct", "fix",
};

/* "Cho huyện rút lại để bổ sung": what, is known to who reads it. */
static bool
to_mend(const struct tokens *t, size_t end)
{
    size_t to = end;

    if (next_thing(t, end) < t->n)
        return false;
    for (; to < t->n && to < end + NEAR && !token_is(&t->v[to], "de"); to++)
        if (token_is_name(&t->v[to]) || !ANY_AT(t, to, fill))
            return false;
    return to < t->n && WITHIN(t, to + 1, to + 1 + ASKED, mends);
}

/* "... cho huyện": to who writes. */
static bool
to_us(const struct tokens *t, size_t from)
{
    static const char *const us[] = { "cho huyen", "cho em", "cho don vi", "cho chung", "cho ben",
                                      "cho minh", "cho toi", "cho xa", "cho phuong",
                                      "cho thanh pho", "cho tp" };
    size_t end = from;

    while (end < t->n && end < from + 2 * NEAR && (end == from || !tokens_clause(t, end)))
        end++;
    return WITHIN(t, from, end, us);
}

/* "Trả báo cáo lại cho huyện nhé": asked for by a word behind. */
static bool
bidden(const struct tokens *t, size_t end)
{
    static const char *const bids[] = { "nhe", "nha", "di", "voi", "gium", "giup" };
    size_t last = end;

    while (last < t->n && last < end + 2 * NEAR && (last == end || !tokens_clause(t, last)))
        last++;
    return WITHIN(t, end, last, bids) && (to_us(t, end) || ANY_AT(t, end, fill));
}

/* "Cho em lấy lại báo cáo"; "cho hỏi khi nào phòng trả lại báo cáo" asks for none. */
static bool
asked(const struct tokens *t, size_t at, size_t end)
{
    static const char *const asks[] = {
        "hoi", "vi sao", "tai sao", "ly do", "biet", "neu", "khi nao", "whether", "if",
    };

    return (WITHIN(t, back(at, ASKED), end, askers) || bidden(t, end)) &&
           !WITHIN(t, back(at, ASKED), at, asks);
}

/* "Cho em xin lại báo cáo này", "gửi trả báo cáo để hoàn thiện". */
static bool
certain_thing(const struct tokens *t, size_t thing)
{
    static const char *const copies[] = { "tham khao", "nam ngoai", "mau" };

    return (WITHIN(t, thing + 1, thing + 5, certain) || to_us(t, thing) ||
            WITHIN(t, thing + 2, t->n, mends)) &&
           !WITHIN(t, thing, t->n, copies);
}

/* "Gui lai ban dung, lay ban nay": the right one, where the writer uses no accents. */
static bool
is_right(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "ban", "file", "tep", "la" };

    return token_fits(&t->v[at], "đúng") &&
           (tokens_clause(t, at + 1) ||
            (at > 0 && !tokens_clause(t, at) && ANY_AT(t, at - 1, papers)));
}

/* "Đề nghị phòng không tính báo cáo này", "khoan xét giúp em": a wish of its own with
 * "đừng" and "khoan"; "huyện không tính" tells. The word behind it; at: none. */
size_t
recall_unused(const struct tokens *t, size_t at)
{
    static const char *const no[] = { "khong", "ko", "chua", "dung", "khoan", "tam dung", "ngung",
                                        "hoan", "tam hoan", "lui" },
                             *const soft[] = { "voi", "nen", "can", "phai", "co", "viec", "lai" },
                             *const uses[] = { "tinh", "xet", "duyet", "su dung", "dung", "lay",
                                               "nhan", "tong hop", "ghi nhan", "cong nhan",
                                               "xem xet", "vao so", "tiep nhan", "cap nhat" },
                             *const us[] = { "phong", "quy", "anh", "chi", "ban", "giup" };
    size_t use = at + 1, asker = at, words = 1;
    bool own = token_is(&t->v[at], "khoan")
                   ? token_fits(&t->v[at], "khoan")
                   : token_is(&t->v[at], "dung") && !is_right(t, at) &&
                         (token_fits(&t->v[at], "đừng") || token_fits(&t->v[at], "dừng"));

    if ((token_is(&t->v[at], "hoan") && !token_fits(&t->v[at], "hoãn")) ||
        (token_is(&t->v[at], "lui") && !token_fits(&t->v[at], "lùi")))
        return at;
    if (!ANY_AT(t, at, no) || (!own && (token_is(&t->v[at], "khoan") || token_is(&t->v[at], "dung"))))
        return at;
    while (use < t->n && ANY_AT(t, use, soft))
        use++;
    while (asker > 0 && ANY_AT(t, asker - 1, us))
        asker--;
    if (!ANY_AT(t, use, uses) || (!own && !(asker > 0 && ANY_AT(t, asker - 1, askers))))
        return at;
    for (size_t i = 0; i < ARRAY_LEN(uses); i++)
        words = tokens_are(t, use, uses[i]) ? tokens_in(uses[i]) : words;
    return use + words;
}

static bool
parted(const struct tokens *t, size_t thing)
{
    return thing < t->n && WITHIN(t, thing + 1, thing + 1 + ASKED, home);
}

/* "Cho em lấy báo cáo về sửa"; not "lấy báo cáo về công tác ...". */
static bool
fetched(const struct tokens *t, size_t at, size_t thing)
{
    static const char *const own[] = { "cho", "xin", "can", "muon", "duoc" };
    size_t k = thing + 1;

    while (k < t->n && k < thing + ASKED && !ANY_AT(t, k, home))
        k++;
    return k < t->n && ANY_AT(t, k, home) && WITHIN(t, back(at, ASKED), at, own) &&
           (tokens_clause(t, k + 1) || token_is(&t->v[k + 1], "de") || ANY_AT(t, k + 1, mends));
}

/* "We would like our report back", "take back the report". */
static bool
report_back(const struct tokens *t, size_t at)
{
    static const char *const whose[] = { "our", "the", "my" };
    bool before = at > 2 && tokens_are(t, at - 2, "bao cao") && ANY_AT(t, at - 3, whose);

    return before || (ANY_AT(t, at + 1, whose) && next_thing(t, at + 1) < t->n);
}

/* "Cho em rút lại nha anh": nothing is named, so what was sent is meant; "bà B xin rút lại" is of
 * others. */
static bool
nothing_named(const struct tokens *t, size_t at, size_t end)
{
    static const char *const us[] = { "xa", "phuong", "tui", "phep", "anh", "chi" };
    size_t first = at, last = end;

    while (last < t->n && !tokens_clause(t, last) &&
           (ANY_AT(t, last, tails) || ANY_AT(t, last, fill)))
        last++;
    while (!tokens_clause(t, first) && (ANY_AT(t, first - 1, us) || ANY_AT(t, first - 1, fill) ||
                                        ANY_AT(t, first - 1, askers)))
        first--;
    return tokens_clause(t, first) && tokens_clause(t, last) && WITHIN(t, first, end, askers);
}

/* "Nếu Phòng đã nhận qua trục liên thông thì bỏ qua thư này": it counts, unless it came before. */
static bool
if_received(const struct tokens *t, size_t at)
{
    static const char *const ifs[] = { "neu", "truong hop", "if" },
                             *const got[] = { "da nhan", "da co", "nhan roi", "nhan duoc", "received" };
    size_t from = back(at, 3 * ASKED);

    return WITHIN(t, from, at, ifs) && WITHIN(t, from, at, got);
}

static bool
proven(const struct tokens *t, size_t at, size_t end, enum proof proof)
{
    bool behind = false, before = false;
    size_t next = next_thing(t, end), clause = end;

    while (clause < t->n && clause < end + NEAR && (clause == end || !token_gap(&t->v[clause], ",;:")))
        clause++;
    for (size_t i = end; i < clause && !behind; i++)
        behind = recall_thing(t, i) && !other_paper(t, i);
    for (size_t i = back(at, proof == SLIP ? NEAR : NEAR + ASKED); i < at && !before; i++)
        before = recall_thing(t, i);
    switch (proof) {
    case WHOLE: return true;
    case NEARBY: return behind || to_mend(t, end) || nothing_named(t, at, end);
    case NEXT: return next < t->n && !other_paper(t, next);
    case BEFORE: return before && !behind;
    case ASKED_SLIP: return (behind || before) && WITHIN(t, back(at, 3), end, askers);
    case UNUSED: return behind || (before && (tokens_clause(t, end) || ANY_AT(t, end, tails)));
    case SLIP: return (behind || before) && !(at > 0 && token_is(&t->v[at - 1], "dung"));
    case FORGIVE: return !forgives(t, end) && !if_received(t, at);
    case GIVE: return asked(t, at, end) && (to_mend(t, end) || (next < t->n && !tokens_are(t, next + 2, "cho phong")));
    case FETCH: return next < t->n && fetched(t, at, next);
    case BACK: return WITHIN(t, back(at, 2 * ASKED), at, askers) && report_back(t, at);
    case TO_US: return asked(t, at, end) && next < t->n && to_us(t, next);
    case PARTED: return asked(t, at, next) && parted(t, next);
    case RETURN: return asked(t, at, end) && next < t->n && certain_thing(t, next);
    }
    return false;
}

/* Huy is a name, and "bộ", "bổ" are not "bỏ". */
static bool
other_word(const struct tokens *t, size_t at)
{
    return (token_is(&t->v[at], "huy") && !cancels(t, at)) ||
           (token_is(&t->v[at], "bo") && !token_fits(&t->v[at], "bỏ"));
}

bool
recall_wished(const struct tokens *t, size_t at)
{
    size_t end = recall_unused(t, at);
    bool wished = end > at && proven(t, at, end, UNUSED);

    if (ANY_AT(t, at, wishes) || ANY_AT(t, at + 1, wishes) || told(t, at) || other_word(t, at))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(verbs) && !wished; i++)
        wished = tokens_are(t, at, verbs[i].verb) &&
                 proven(t, at, at + tokens_in(verbs[i].verb), verbs[i].proof);
    return wished;
}

bool
want_back(const struct tokens *t)
{
    bool wished = false;

    for (size_t i = 0; i < t->n && !wished; i++)
        wished = recall_wished(t, i);
    for (size_t i = 1; i < t->n && i < 3 && !wished; i++)      /* "Recall: ...", "Thu hồi: ..." */
        wished = t->v[i].gap == ':' && (i == 1 ? token_is(&t->v[0], "recall") : tokens_are(t, 0, "thu hoi"));
    return wished;
}
