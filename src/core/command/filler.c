/* Words of an order that are no argument: those that say nothing, and those
 * that only seem to. What is left is not understood, and said. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

/* Words that say nothing of what is ordered. */
static bool
is_filler(const struct token *t)
{
    static const char *const fillers[] = { "cua", "cho", "ve", "trong", "ky", "bao", "cao", "loai",
                                           "nam", "la", "voi", "den", "ngay", "han", "don", "vi",
                                           "cac", "nhung", "de", "nghi", "giup", "em", "anh", "chi",
                                           "a", "nhe", "nha", "gap", "truoc", "tu", "toi", "vao",
                                           "nao", "gi", "co", "may", "nhieu", "da", "roi",
                                           "nop", "gui", "thu", "qua", "bang", "ma", "hien", "nay",
                                           "di", "the", "va", "for", "of", "in", "to", "until",
                                           "by", "from", "before", "on", "and", "with", "as",
                                           "please", "het", "luc", "cuoi", "moi", "hom", "gio",
                                           "ai", "trang", "thai", "dang", "van", "ban", "so",
                                           "danh", "sach", "lai", "lan", "cung", "via", "xin",
                                           "cam", "thanks", "nhac", "thi", "does",
                                           "has", "is", "who", "what", "report", "nham", "them",
                                           "vua", "duoc", "nhan", "toan", "tinh", "hinh", "phai",
                                           "can", "con", "nua", "ly", "do", "noi", "dung", "dong",
                                           "phong", "minh", "chung", "ta", "day",
                                           "viec", "nhu", "nhanh", "luon", "oi",
                                           "vui", "long", "biet", "xem", "hoi", "kinh", "thua",
                                           "vang", "u", "it", "this", "that", "those",
                                           "these", "are", "be", "been", "units", "unit", "reports",
                                           "thank", "you", "mail", "email", "o", "tai", "theo",
                                           "ra", "sao", "rang", "thoi", "chinh", "thuc", "lenh",
                                           "yeu", "cau", "muon", "tiep", "cai", "y", "sang",
                                           "xuong", "len", "ho" };

    return token_among(t, fillers, ARRAY_LEN(fillers));
}

/* "không" turns an order round; behind a question it only asks. */
static bool
is_question_word(const struct token *t)
{
    static const char *const words[] = { "khong", "chua", "ko", "k", "hong", "hok", "vay", "have",
                                         "yet", "which", "any", "how", "many" };

    return token_among(t, words, ARRAY_LEN(words));
}

/* "kỳ trước", "tháng sau", "đợt tới": another period than the one at hand; but
 * "trước ngày ...", "qua giấy" belong to what follows. */
static bool
is_other_period(const struct parse *p, const bool *taken, size_t at)
{
    static const char *const spans[] = { "ky", "nam", "thang", "quy", "tuan", "dot", "lan" };
    static const char *const shifts[] = { "truoc", "sau", "toi", "qua", "ngoai", "kia", "den" };
    static const char *const days[] = { "ngay", "het", "hom", "gio", "cuoi" };
    const struct tokens *t = &p->t;

    if (at == 0 || !token_among(&t->v[at], shifts, ARRAY_LEN(shifts)) ||
        !token_among(&t->v[at - 1], spans, ARRAY_LEN(spans)))
        return false;
    return at + 1 >= t->n || !(taken[at + 1] || token_among(&t->v[at + 1], days, ARRAY_LEN(days)));
}

/* taken: what is an argument. */
static bool
says_nothing(const struct parse *p, const bool *taken, size_t at)
{
    static const char *const kinds[] = { "xa", "phuong", "huyen" };
    const struct token *t = &p->t.v[at];

    if (is_other_period(p, taken, at))
        return false;
    if (!p->out->rule->writes &&
        (is_question_word(t) || (at + 1 < p->t.n && token_is(&p->t.v[at + 1], "nao"))))
        return true;
    if (p->out->rule->verb == VERB_EXTEND && p->out->code != NULL &&
        token_among(t, kinds, ARRAY_LEN(kinds)))
        return true;                    /* "cho xã thêm 3 ngày": who asked for it */
    return is_filler(t) || (p->out->rule->verb == VERB_REMIND && token_is(t, "chua"));     /* "các huyện chưa nộp" */
}

void
parse_fillers(struct parse *p, size_t n)
{
    bool *taken = xcalloc(p->t.n + 1, sizeof *taken);

    memcpy(taken, p->used, p->t.n * sizeof *taken);
    for (size_t i = 0; i < n; i++)
        p->used[i] = taken[i] || says_nothing(p, taken, i);
    free(taken);
}
