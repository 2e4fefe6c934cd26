/* Words to a person that bring no report, whatever stands in the subject: "Em chưa có biểu, anh
 * gửi em với", "Cho em hỏi gửi qua đâu ạ". */
#include "core/language/want.h"

#include "base/mem.h"

#define REACH 5                 /* words between a request and what is wanted, or sending and what is sent */
#define HEAD 3                  /* words before the one spoken to */

/* "Không có cá nhân, tập thể nào": no "thế nào". */
static bool
denies_body(const struct tokens *t, size_t at)
{
    bool denied = false;

    for (size_t i = at;
         i-- > 0 && at - i <= 2 * REACH && !denied && !token_gap(&t->v[i + 1], ".!;?");)
        denied = token_denies(&t->v[i]);
    return denied && at > 0 && token_is(&t->v[at - 1], "tap");
}

static bool
accented(const struct tokens *t, size_t at)
{
    static const struct { const char *phrase, *last; } words[] = {
        { "lam sao", "sao" }, { "tai sao", "sao" }, { "the nao", "nào" }, { "o dau", "đâu" }, { "qua dau", "đâu" }, { "cho nao", "nào" },
        { "gui dau", "đâu" }, { "ve dau", "đâu" }, { "vao dau", "đâu" }, { "cai nao", "nào" }, { "bao nhieu", "nhiêu" }, { "la ai", "ai" },
        { "ai ky", "ký" }, { "ghi sao", "sao" }, { "dien sao", "sao" }, { "tinh sao", "sao" }, { "may ban", "bản" }, { "may don vi", "vị" }, { "hay la", "là" }, { "co can", "cần" }, { "co phai", "phải" },
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (tokens_are(t, at, words[i].phrase) &&
            token_fits(&t->v[at + tokens_in(words[i].phrase) - 1], words[i].last))
            return !(token_is(&t->v[at], "the") && denies_body(t, at));
    return false;
}

static bool
questions(const struct tokens *t)
{
    bool asks = false;

    for (size_t i = 0; i < t->n && !asks; i++)
        asks = accented(t, i);
    return asks;
}

/* "Đề nghị Phòng cung cấp ...", "anh gửi em với", "nhờ chị xem hộ" */
static bool
wants_of_person(const struct tokens *t, size_t at)
{
    static const char *const acts[] = { "cung cap", "huong dan", "giai thich", "ho tro", "kiem tra", "ra soat", "giai dap", "gui em", "gui cho", "gui lai cho",
                                        "gui giup", "gui dum", "gui gium", "gui lai giup", "cho em xin", "cho biet", "thong tin", "tra loi", "xem giup", "xem ho", "chi giup", "chi em",
                                         "goi lai", "goi cho", "goi giup", "cho xin", "sua giup", "sua gium", "sua dum", "sua ho", "sua lai" };

    static const char *const told[] = { "qua", "da", "sau khi", "duoc" };   /* "phòng. Qua rà soát, ..." */

    for (size_t i = at + 1; i < at + 1 + REACH && i < t->n && !token_gap(&t->v[i], ".!;?"); i++)
        if (tokens_any(t, i, acts, ARRAY_LEN(acts)))
            return !tokens_any(t, i - 1, told, ARRAY_LEN(told));
    return false;
}

/* It is said to a person: "anh ơi", "Phòng ơi". */
static bool
speaks_to(const struct tokens *t)
{
    static const char *const persons[] = { "anh", "chi", "a", "c", "em", "phong", "sep", "dong chi", "ban" };

    for (size_t i = 1; i < t->n && i <= HEAD; i++)
        if (token_is(&t->v[i], "oi") && token_fits(&t->v[i], "ơi") && tokens_any(t, i - 1, persons, ARRAY_LEN(persons)))
            return true;
    return false;
}

/* "Em gửi anh báo cáo": then what is said goes with a paper, which was forgotten. */
static bool
brings(const struct tokens *t, size_t at)
{
    static const char *const not_now[] = { "chua", "se", "khong", "ko", "de", "phai", "can", "moi", "duoc", "da", "nhac", "bi" };
    static const char *const files[] = { "file", "tep", "so lieu", "bieu", "bc" };
    bool paper = false;

    if (at > 0 && tokens_any(t, at - 1, not_now, ARRAY_LEN(not_now)))
        return false;
    for (size_t i = at + 1; i < t->n && i <= at + REACH && !paper && !token_gap(&t->v[i], ".!;?"); i++)
        paper = tokens_name_paper(t, i) || tokens_any(t, i, files, ARRAY_LEN(files));
    return paper;
}

bool
want_talk(const struct tokens *t)
{
    static const char *const sendings[] = { "gui", "nop", "chuyen" };
    static const char *const asking[] = { "de nghi", "nho", "xin", "mong", "kinh mong", "anh", "chi", "phong", "em can", "don vi can" };

    return !SOMEWHERE(t, sendings, brings) &&
           (questions(t) || speaks_to(t) || SOMEWHERE(t, asking, wants_of_person));
}
