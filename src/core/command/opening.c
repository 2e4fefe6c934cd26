/* What stands before the orders of a mail: a greeting, a sentence that leads in to them. One that says
 * anything else may hold them back or quote them ("em thử gõ thế này được không:"), and is no opening. */
#include <string.h>

#include "base/mem.h"
#include "parse.h"

static bool
begins(const struct tokens *t, const char *const *phrases, size_t n)
{
    bool found = false;

    for (size_t i = 0; i < n && !found; i++)
        found = tokens_phrase(t, 0, phrases[i]) > 0;
    return found;
}

/* Of other words without their accents: "thử" is no "thư", "đã" no "dạ". */
static bool
reads(const struct token *t)
{
    static const struct { const char *folded, *written; } twins[] = { {"thu", "thư"}, {"da", "dạ"}, {"cho", "cho"}, {"cac", "các"}, {"lam", "làm"} };
    bool is = true;

    for (size_t i = 0; i < ARRAY_LEN(twins); i++)
        is = is && (!token_is(t, twins[i].folded) || token_fits(t, twins[i].written));
    return is;
}

/* Courtesies, who is spoken to, and that something is to be done. */
static bool
is_plain(const struct token *t)
{
    static const char *const words[] = { "kinh", "gui", "thua", "chao", "xin", "dear", "hi",
                                         "hello", "good", "morning", "alo", "em", "anh", "chi",
                                         "co", "chu", "bac", "ban", "toi", "minh", "ta", "dong",
                                         "sep", "oi", "a", "da", "vang", "nhe", "nha", "giup",
                                         "gium", "ho", "voi", "ngay", "luon", "vui", "long", "de",
                                         "nghi", "nho", "cho", "he", "thong", "phong", "thuc",
                                         "hien", "lam", "xu", "ly", "cap", "nhat", "lenh", "viec",
                                         "may", "cac", "nhung", "sau", "day", "duoi", "nhu", "noi",
                                         "dung", "theo", "y", "kien", "dao", "cua", "lanh",
                                         "truong", "pho", "khi", "qua", "hop", "giao", "va", "ra",
                                         "soat", "sang", "chieu", "hom", "nay",
                                         "cam", "on", "quy", "doi", "to", "please", "do", "the",
                                         "following", "thu", "team", "all", "pv" },
                             *const holds[] = { "khong", "ko", "chua", "khoan", "dung", "thu",
                                                "hoi", "sao", "sai", "dinh", "xem", "kiem", "tra",
                                                "neu", "huy", "mai", "cho", "doi", "not", "wait",
                                                "dont" };

    if (t->number >= 0)
        return false;
    if (token_among(t, words, ARRAY_LEN(words)) && reads(t) && !(token_is(t, "dung") && !token_fits(t, "dung")))
        return true;
    return token_is_name(t) && !token_among(t, holds, ARRAY_LEN(holds));        /* whom he names */
}

static bool
all_plain(const struct tokens *t)
{
    bool plain = t->n > 0;

    for (size_t i = 0; i < t->n && plain; i++)
        plain = is_plain(&t->v[i]) || (t->v[i].number >= 0 && i > 0 && token_is(&t->v[i - 1], "pv"));
    return plain;
}

static bool
opens(const char *line, const char *const *phrases, size_t n)
{
    struct tokens t;
    bool is;

    tokens_of(line, 400, &t);
    is = strchr(line, '?') == NULL && begins(&t, phrases, n) && all_plain(&t);
    tokens_free(&t);
    return is;
}

bool
opening_greets(const char *line)
{
    static const char *const words[] = { "kinh gui", "kinh thua", "kinh chao", "chao", "xin chao",
                                         "dear", "hi", "hello", "thua", "gui phong", "gui he thong",
                                         "kinh de nghi", "good morning", "alo" };

    return opens(line, words, ARRAY_LEN(words));
}

bool
opening_leads(const char *line)
{
    static const char *const words[] = { "de nghi", "nho", "xin", "vui long", "em", "anh", "toi",
                                         "minh", "chi", "dong chi", "cac dong chi", "da", "vang",
                                         "theo", "sau khi", "qua", "please" };

    return strpbrk(line, "@<") == NULL && opens(line, words, ARRAY_LEN(words));
}
