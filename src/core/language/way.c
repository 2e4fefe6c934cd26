#include "core/language/way.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/syllable.h"
#include "core/language/times.h"

#define NEAR 3                  /* words between what turns a verb, and it */
#define BEHIND 8                /* words between a verb and what it is done to, or the "chưa" that asks it */
#define REACH 18                /* words between a verb and the way, within a sentence */

const char way_mail[] = "thư điện tử";
static const char software[] = "phần mềm";

enum told {
    SURE,                       /* with a verb of sending it is another way */
    OVER,                       /* only where that was done before: a mail goes so, too */
    ORDERED,                    /* only an officer's order means it so */
};

static const struct { const char *words, *name; enum told told; } ways[] = {
    { "truc lien thong", "trục liên thông", SURE }, { "lien thong", "trục liên thông", SURE },
    { "qua truc tiep", "trực tiếp", OVER }, { "qua truc", "trục liên thông", SURE },
    { "tren truc", "trục liên thông", SURE }, { "truc van ban", "trục liên thông", SURE },
    { "truc tiep", "trực tiếp", OVER }, { "tan tay", "trực tiếp", OVER }, { "tan noi", "trực tiếp", OVER }, { "by hand", "trực tiếp", SURE },
    { "truc", "trục liên thông", ORDERED }, { "document exchange", "trục liên thông", SURE },
    { "van ban giay", "giấy", SURE }, { "ban giay", "giấy", SURE }, { "bao cao giay", "giấy", SURE }, { "ban cung", "giấy", SURE }, { "on paper", "giấy", SURE },
    { "giay", "giấy", ORDERED }, { "paper", "giấy", ORDERED }, { "duong cong van", "công văn", SURE },
    { "buu dien", "bưu điện", SURE }, { "by post", "bưu điện", SURE }, { "post", "bưu điện", ORDERED }, { "buu chinh", "bưu chính", SURE },
    { "chuyen phat", "bưu chính", SURE }, { "ems", "bưu chính", SURE }, { "quan buu", "quân bưu", SURE }, { "giao lien", "giao liên", SURE },
    { "zalo", "Zalo", SURE }, { "viber", "Viber", SURE }, { "telegram", "Telegram", SURE }, { "messenger", "Messenger", SURE }, { "facebook", "Facebook", SURE }, { "fb", "Facebook", SURE },
    { "fax", "fax", SURE }, { "co yeu", "cơ yếu", SURE }, { "mang noi bo", "mạng nội bộ", SURE }, { "mang dien rong", "mạng diện rộng", SURE }, { "usb", "USB", OVER },
    { "qua van thu", "văn thư", OVER }, { "cho van thu", "văn thư", OVER }, { "tai van thu", "văn thư", OVER }, { "van thu", "văn thư", ORDERED },
    { "gui van thu", "văn thư", SURE },
    { "xe om", "trực tiếp", OVER }, { "xe do", "trực tiếp", OVER }, { "xe khach", "trực tiếp", OVER }, { "phong bi", "trực tiếp", SURE },
    { "lgsp", "trục liên thông", SURE },
    { "phan mem", software, SURE }, { "quan ly van ban", software, SURE }, { "qlvb", software, SURE }, { "ioffice", software, SURE },
    { "i office", software, SURE }, { "eoffice", software, SURE }, { "e office", software, SURE }, { "office", software, OVER }, { "i desk", software, SURE }, { "hscv", software, SURE },
    { "he thong", software, OVER }, { "cong thong tin", software, OVER }, { "cong dich vu", software, OVER }, { "ung dung", software, OVER },
    { "thu dien tu", way_mail, OVER }, { "hop thu", way_mail, OVER }, { "email", way_mail, OVER }, { "gmail", way_mail, OVER }, { "yahoo", way_mail, OVER }, { "outlook", way_mail, OVER },
    { "mail", way_mail, OVER },
};

/* "Qua iDesk", "lên drive": what is called by no word of the language, and no paper's format or office. */
static bool
strange_name(const struct tokens *t, size_t at)
{
    static const char *const through[] = { "qua", "tren", "len", "bang", "vao" },
                             *const others[] = { "file", "word", "excel", "pdf", "scan", "link",
                                                 "docx", "xlsx", "ubnd", "hdnd", "bcd" };
    const struct token *name = at < t->n ? &t->v[at] : NULL;
    size_t len = name != NULL ? strlen(name->text) : 0;
    bool small = false;

    for (size_t i = 0; name != NULL && i < name->raw_len; i++)
        small = small || (name->raw[i] >= 'a' && name->raw[i] <= 'z');
    return at > 0 && len > 2 && small && name->number < 0 && ANY_AT(t, at - 1, through) &&
           !syllable_is(name->text, len) && syllable_split(name->text, len) == 0 &&
           !ANY_AT(t, at, others);
}

/* *name: NULL where no way is named. */
static enum told
told_at(const struct tokens *t, size_t at, size_t *words, const char **name)
{
    for (size_t i = 0; i < ARRAY_LEN(ways); i++)
        if ((*words = tokens_phrase(t, at, ways[i].words)) > 0) {
            *name = ways[i].name;
            return ways[i].told;
        }
    *words = strange_name(t, at);
    *name = *words > 0 ? software : NULL;
    return OVER;
}

const char *
way_at(const struct tokens *t, size_t at, size_t *words)
{
    const char *name;

    told_at(t, at, words, &name);
    return name;
}

/* ---- what a unit tells ------------------------------------------------------------------ */

struct clause { size_t first, end; };

static struct clause
clause_of(const struct tokens *t, size_t at)
{
    struct clause c = { at, at + 1 };

    while (c.first > 0 && !token_gap(&t->v[c.first], ".!?;") && at - c.first < REACH)
        c.first--;
    while (c.end < t->n && !token_gap(&t->v[c.end], ".!?;") && c.end - at < REACH)
        c.end++;
    return c;
}

/* By this verb the unit itself does something, and does it now or did. */
static bool
does(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const turns[] = { "se", "du kien", "khong", "ko", "chua", "neu", "de nghi",
                                         "nho", "co the", "phai", "hay", "mai", "xin phep",
                                         "xin duoc", "de em", "de huyen", "de xa", "de don vi", "de toi", "de minh", "de ben", "de tui",
                                         "de gui", "de nop", "trua nay", "chieu nay", "toi nay" };
    static const char *const others[] = { "kinh", "phong", "tinh", "anh", "chi", "phong da",
                                          "tinh da", "anh da", "chi da", "cap tren" };
    size_t from = at > c.first + NEAR ? at - NEAR : c.first;
    bool theirs = (at > c.first && ANY_AT(t, at - 1, others)) ||
                  (at > c.first + 1 && token_is(&t->v[at - 1], "da") &&
                   (ANY_AT(t, at - 2, others) || token_written(&t->v[at - 2], "bạn")));

    return !theirs && !WITHIN(t, from, at, turns) &&
           !(at + 1 < t->n && token_is(&t->v[at + 1], "sau"));
}

/* A verb of sending by which the unit itself brings something. */
static bool
sends_at(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const verbs[] = { "gui", "nop", "chuyen", "trinh", "mang", "dua",
                                         "phat hanh", "fax", "up", "tai len", "day len", "dang len",
                                         "cap nhat len", "nhap len", "da bao cao", "sent", "submitted" };

    static const char *const lines[] = { "sent from", "gui tu i", "gui tu iphone", "gui tu ipad", "gui tu dien thoai",
                                         "gui tu may", "gui tu outlook", "gui tu yahoo", "gui tu gmail",
                                         "gui tu thiet bi", "gui tu ung dung", "gui tu samsung",
                                         "gui tu xiaomi", "gui tu oppo", "gui tu di dong", "goi tu iphone" };

    return ANY_AT(t, at, verbs) && !ANY_AT(t, at, lines) && does(t, c, at);      /* "Đã gửi từ iPhone của tôi" */
}

/* "Đã", and not a polite "Dạ". */
static bool
is_over(const struct tokens *t, struct clause c)
{
    static const char *const past[] = { "roi", "sang nay", "vua", "tu hom", "already", "was", "sent",
                                        "submitted" };

    return WITHIN(t, c.first, c.end, past) || times_over(t, c.first, c.end) ||
           times_done(t, c.first, c.end);
}

/* "Nhập liệu trên phần mềm", "cập nhật trên hệ thống". */
static bool
enters_at(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const verbs[] = { "nhap", "cap nhat", "khai bao", "ke khai", "lien thong" };

    return ANY_AT(t, at, verbs) && is_over(t, c) && does(t, c, at);
}

/* "Đã gửi giấy số 12/BC", "nộp bằng giấy rồi"; not "gửi giấy mời". */
static bool
as_paper(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "gui", "nop", "bang", "chuyen" },
                             *const behind[] = { "so", "ngay", "roi", "tu", "hom", "qua", "cho",
                                                 "den", "ve", "truoc", "len" };

    return token_is(&t->v[at], "giay") && at > 0 && ANY_AT(t, at - 1, before) && (tokens_clause(t, at + 1) || ANY_AT(t, at + 1, behind));
}

/* "số Zalo của em": how to be reached, and no way that something went. */
static bool
is_number(const struct tokens *t, size_t at)
{
    static const char *const through[] = { "qua", "vao", "den", "toi" };

    return at > 0 && token_is(&t->v[at - 1], "so") && !(at > 1 && ANY_AT(t, at - 2, through));
}

const char *
way_in(const struct tokens *t)
{
    for (size_t at = 0; at < t->n; at++) {
        size_t words;
        const char *name;
        enum told told = told_at(t, at, &words, &name);
        struct clause c;
        bool sent = false;

        if (name == NULL || is_number(t, at) || (told == ORDERED && !as_paper(t, at)) ||
            (at + words < t->n && token_is(&t->v[at + words], "nay") && told == OVER))
            continue;                   /* "qua mail này" is no other way */
        c = clause_of(t, at);
        for (size_t k = c.first; k < c.end && !sent; k++)
            sent = (sends_at(t, c, k) && (told != OVER || is_over(t, c))) ||
                   (name == software && enters_at(t, c, k));
        if (sent)
            return name;
    }
    return NULL;
}

bool
way_body(const struct tokens *t, size_t at)
{
    static const char *const bodies[] = {
        "van phong", "ubnd", "uy ban", "cong an xa", "cong an phuong", "cong an huyen", "hdnd",
        "mat tran",
        "mttq", "mttqvn", "ubmttq", "ubmttqvn",
        "dang uy", "tinh uy", "huyen uy", "quan su", "ban chi huy", "chi cuc",
        "cac so", "so noi",
        "so tu", "so van", "so giao", "so lao", "so y te", "so nong", "so tai", "so cong",
        "so khoa",
        "bo cong an", "tinh doan", "huyen doan", "xa doan", "tinh hoi", "hoi nong", "hoi phu",
        "hoi lien",
        "hoi lhpn", "hoi ccb", "hoi cuu", "doan thanh", "lien doan", "ban dan van",
        "ban tuyen giao",
        "ban to chuc", "thanh tra", "cap tren", "vien kiem", "toa an",
    };

    return ANY_AT(t, at, bodies);
}

/* ---- what it says came into this mailbox -------------------------------------------------- */

static const char *const tails[] = { "ma", "a", "nhe", "nha", "anh", "chi", "em", "do", "day", "ha", "vay", "phong", "duoc", "nhi", "the",
                                     "nghen", "nghe", "hen", "do nghen", "luon", "het", "oi", "dong chi", "bac", "co" };

/* Nothing but how one ends a sentence follows. */
static bool
ends(const struct tokens *t, size_t at)
{
    while (at < t->n && !tokens_clause(t, at) && ANY_AT(t, at, tails))
        at++;
    return tokens_clause(t, at);
}

/* "Đã gửi cho Sở Nội vụ", "gửi xuống các xã": not to this office. */
static bool
to_others(const struct tokens *t, struct clause c, size_t at)
{
    static const struct { const char *word, *accented; } to[] = { { "cho", "cho" }, { "xuong", "xuống" }, { "sang", "sang" },
                                                                  { "den", "đến" }, { "toi", "tới" }, { "len", "lên" } };
    static const char *const ours[] = { "phong", "anh", "chi", "em", "a", "c", "dia chi", "dia", "hop", "mail", "email", "thu", "he thong", "tinh",
                                        "pv05", "cac anh", "cac dong chi", "ban chi dao", "cong an tinh", "dong chi", "quy", "d", "nay", "ngay",
                                        "hom", "van thu" };

    for (size_t i = at + 1; i + 1 < c.end && i <= at + BEHIND; i++)
        for (size_t k = 0; k < ARRAY_LEN(to); k++)
            if (token_is(&t->v[i], to[k].word) && token_fits(&t->v[i], to[k].accented))
                return t->v[i + 1].number < 0 && !ANY_AT(t, i + 1, ours);
    return false;
}

/* "Các xã đã gửi số liệu", "đã trình ký": nothing came from there. "File em gửi hôm trước bị lỗi": not whether it came. */
static bool
by_others(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const others[] = { "cac xa", "cac phuong", "cac huyen", "cac don vi", "cac nganh", "cac ap", "cac khom", "cac thanh vien", "co so" };

    static const char *const troubles[] = { "loi", "hong", "nham", "sai", "thieu", "khong mo duoc", "khong doc duoc", "error", "wrong" };

    return token_is(&t->v[at], "trinh") || WITHIN(t, c.first, c.end, troubles) || WITHIN(t, at > c.first + BEHIND ? at - BEHIND : c.first, at, others);
}

/* "hôm qua", "từ hôm 08/6", "rồi" or an insisting "mà" at its end: sent at another time than now. */
static bool
at_a_time(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const times[] = { "sang nay", "tu hom", "tu ngay", "tu sang", "tu tuan",
                                         "yesterday", "last week", "already" };
    bool told = WITHIN(t, c.first, c.end, times) || times_over(t, c.first, c.end);

    for (size_t i = at + 1; i < c.end && !told; i++)
        told = (token_is(&t->v[i], "roi") || (token_is(&t->v[i], "ma") && token_fits(&t->v[i], "mà"))) && ends(t, i + 1);
    return told;
}

/* "Đã gửi", and the day behind it. */
static bool
just_done(const struct tokens *t, struct clause c, size_t at, bool *day)
{
    static const char *const just[] = { "vua", "moi" }, *const days[] = { "ngay", "hom" };
    size_t from = at > c.first + NEAR ? at - NEAR : c.first;
    bool done = at > c.first && ANY_AT(t, at, ((const char *const[]){ "sent", "submitted" }));

    for (size_t i = at; i > from && !done && !token_gap(&t->v[i], ","); i--)
        done = ANY_AT(t, i - 1, just) || times_done(t, i - 1, i);
    for (size_t i = at + 1; i + 1 < c.end; i++)
        *day = *day || (ANY_AT(t, i, days) && t->v[i + 1].number >= 0);
    return done;
}

/* The first verb by which the unit sent something to this office and by no other way than mail; t->n. */
static size_t
sent_here(const struct tokens *t, size_t at)
{
    const char *other = way_in(t);

    for (; at < t->n && (other == NULL || other == way_mail); at++) {
        struct clause c = clause_of(t, at);

        if (sends_at(t, c, at) && !to_others(t, c, at) && !by_others(t, c, at) && !(at > c.first && token_is(&t->v[at - 1], "nay")))
            return at;
    }
    return t->n;
}

bool
way_here(const struct tokens *t, bool dated)
{
    bool here = false;

    for (size_t at = sent_here(t, 0); at < t->n && !here; at = sent_here(t, at + 1)) {
        struct clause c = clause_of(t, at);

        here = dated || at_a_time(t, c, at) || just_done(t, c, at, &(bool){ false });
    }
    return here;
}

/* "Đã gửi." and no word behind it says what comes now. */
static bool
no_more_said(const struct tokens *t, struct clause c, size_t at)
{
    return c.first == 0 && at <= NEAR + 1 && ends(t, at + 1);
}

bool
way_before(const struct tokens *t)
{
    bool before = false;

    for (size_t at = sent_here(t, 0); at < t->n && !before; at = sent_here(t, at + 1)) {
        struct clause c = clause_of(t, at);
        bool day = false;

        before = at_a_time(t, c, at) || (just_done(t, c, at, &day) && (day || no_more_said(t, c, at)));
    }
    return before;
}

/* "Phòng đã nhận được báo cáo của huyện chưa ạ": whether it came. */
bool
way_asked(const struct tokens *t)
{
    static const char *const comings[] = { "nhan", "nop", "gui", "den", "toi", "thay", "received" };
    static const char *const sure[] = { "nhan", "co toi", "co den", "co thay", "toi noi", "den noi" };       /* behind them "không" asks, too */
    static const struct { const char *word, *accented; } asks[] = { { "chua", "chưa" }, { "khong", "không" }, { "ko", "ko" }, { "hong", "hông" } };
    bool asked = false;

    for (size_t at = 0; at < t->n && !asked; at++)
        for (size_t k = at + 1; ANY_AT(t, at, comings) && k < t->n && k <= at + BEHIND && !asked;
             k++)
            for (size_t i = 0; i < ARRAY_LEN(asks) && !asked; i++)
                asked = token_is(&t->v[k], asks[i].word) &&
                        token_fits(&t->v[k], asks[i].accented) && ends(t, k + 1) &&
                        (i == 0 || WITHIN(t, at > 0 ? at - 1 : at, at + 1, sure));
    return asked;
}
