#include "core/language/way.h"

#include "base/mem.h"

#define NEAR 3                  /* words between what turns a verb, and it */
#define REACH 18                /* words between a verb and the way, within a sentence */

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
    { "fax", "fax", SURE }, { "co yeu", "cơ yếu", SURE }, { "mang noi bo", "mạng nội bộ", SURE }, { "usb", "USB", OVER }, { "van thu", "văn thư", OVER },
    { "phan mem", "phần mềm", SURE }, { "quan ly van ban", "phần mềm", SURE }, { "qlvb", "phần mềm", SURE }, { "ioffice", "phần mềm", SURE },
    { "i office", "phần mềm", SURE }, { "eoffice", "phần mềm", SURE }, { "e office", "phần mềm", SURE }, { "he thong", "phần mềm", OVER },
    { "thu dien tu", "thư điện tử", OVER }, { "hop thu", "thư điện tử", OVER }, { "email", "thư điện tử", OVER }, { "gmail", "thư điện tử", OVER }, { "mail", "thư điện tử", OVER },
};

#define ANY_AT(t, at, list) tokens_any(t, at, list, ARRAY_LEN(list))
#define WITHIN(t, from, to, list) tokens_within(t, from, to, list, ARRAY_LEN(list))

static size_t
row_at(const struct tokens *t, size_t at, size_t *words)
{
    size_t i = 0;

    for (*words = 0; i < ARRAY_LEN(ways) && (*words = tokens_phrase(t, at, ways[i].words)) == 0;)
        i++;
    return i;
}

const char *
way_at(const struct tokens *t, size_t at, size_t *words)
{
    size_t i = row_at(t, at, words);

    return i < ARRAY_LEN(ways) ? ways[i].name : NULL;
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

/* A verb of sending by which the unit itself brings something. */
static bool
sends_at(const struct tokens *t, struct clause c, size_t at)
{
    static const char *const verbs[] = { "gui", "nop", "chuyen", "trinh", "mang", "dua",
                                         "phat hanh", "fax", "da bao cao", "sent", "submitted" };
    static const char *const turns[] = { "se", "du kien", "khong", "ko", "chua", "neu", "de nghi",
                                         "nho", "co the", "phai", "hay", "mai", "xin phep",
                                         "xin duoc" };
    static const char *const others[] = { "kinh", "phong", "tinh", "anh", "chi", "phong da",
                                          "tinh da", "anh da", "chi da", "cap tren" };
    size_t from = at > c.first + NEAR ? at - NEAR : c.first;
    bool theirs = (at > c.first && ANY_AT(t, at - 1, others)) ||
                  (at > c.first + 1 && ANY_AT(t, at - 2, others) && token_is(&t->v[at - 1], "da"));

    return ANY_AT(t, at, verbs) && !theirs && !WITHIN(t, from, at, turns) &&
           !(at + 1 < t->n && token_is(&t->v[at + 1], "sau"));
}

static bool
is_over(const struct tokens *t, struct clause c)
{
    static const char *const past[] = { "da", "roi", "hom qua", "hom truoc", "hom kia", "hom thu",
                                        "tuan truoc", "sang nay", "vua", "tu hom", "already", "was",
                                        "sent", "submitted" };

    return WITHIN(t, c.first, c.end, past);
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

const char *
way_in(const struct tokens *t)
{
    for (size_t at = 0; at < t->n; at++) {
        size_t words, i = row_at(t, at, &words);
        struct clause c;
        bool sent = false;

        if (i == ARRAY_LEN(ways) || (ways[i].told == ORDERED && !as_paper(t, at)) || (at + words < t->n && token_is(&t->v[at + words], "nay") && ways[i].told == OVER))
            continue;                   /* "qua mail này" is no other way */
        c = clause_of(t, at);
        for (size_t k = c.first; k < c.end && !sent; k++)
            sent = sends_at(t, c, k) && (ways[i].told != OVER || is_over(t, c));
        if (sent)
            return ways[i].name;
    }
    return NULL;
}
