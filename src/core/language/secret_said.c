/* A grade is said of a paper that is not named beside it. */
#include "core/language/secret_said.h"

#include "base/mem.h"
#include "core/language/secret_paper.h"

#define CLAUSE_MOST 8           /* words between a paper and what is said of it behind a comma */

static bool
state_secret(const struct tokens *t, size_t i)
{
    return i > 0 && tokens_are(t, i - 1, "bi mat nha nuoc");
}

/* "Báo cáo (độ Mật) xã gửi kèm" */
static bool
in_brackets(const struct tokens *t, size_t i)
{
    static const char *const degrees[] = { "do", "muc", "dong", "dau", "toi", "tuyet" };
    const char *after = t->v[i].raw + t->v[i].raw_len;
    size_t first = i, paper;

    while (first > 0 && ANY_AT(t, first - 1, degrees) && !token_gap(&t->v[first], "(["))
        first--;
    if (first == i || first == 0 || !token_gap(&t->v[first], "([") ||
        !token_written(&t->v[i], "mật") || (*after != ')' && *after != ']'))
        return false;
    paper = secret_paper(t, first);
    return !secret_denied(t, first - 1) && (paper == SIZE_MAX || !secret_matter(t, paper));
}

/* "Đóng dấu mật", and no more; "đề nghị quản lý theo chế độ mật". */
static bool
by_degree(const struct tokens *t, size_t i)
{
    static const char *const asks[] = { "de nghi", "nho", "xin", "vui long", "mong" },
                             *const kept[] = { "theo", "dung" };
    size_t first = i < 2 ? 0 : i - 2;

    if (i < 2 || !tokens_fit(t, i, "mật") || !secret_clause(t, i + 1))
        return false;
    if (tokens_are(t, first, "dong dau"))
        return secret_sentence(t, first);
    if (first == 0 || !tokens_are(t, first, "che do") || !ANY_AT(t, first - 1, kept))
        return false;                   /* "nhờ hướng dẫn chế độ mật" */
    while (!secret_sentence(t, first))
        first--;
    return tokens_within(t, first, i, asks, ARRAY_LEN(asks));
}

/* "Thuộc phạm vi bí mật nhà nước, ..."; "file thuộc diện bảo mật, danh mục bí mật nhà nước". */
static bool
listed(const struct tokens *t, size_t i)
{
    static const char *const lists[] = { "thuoc", "danh", "muc", "pham", "vi", "dien", "loai" };
    size_t first = i - 1, least, paper;

    while (first > 0 && ANY_AT(t, first - 1, lists) && !secret_clause(t, first))
        first--;
    if (first == i - 1 || !secret_clause(t, first) || !secret_clause(t, i + 3))
        return false;
    if (secret_sentence(t, first))
        return token_is(&t->v[first], "thuoc");
    least = first > CLAUSE_MOST ? first - CLAUSE_MOST : 0;
    first--;
    while (first > least && !token_is(&t->v[first], "thuoc"))
        first--;
    paper = token_is(&t->v[first], "thuoc") ? secret_paper(t, first) : SIZE_MAX;
    return paper != SIZE_MAX && !secret_denied(t, first + 1) && secret_opens(t, paper);
}

/* "Phòng lưu ý có nội dung bí mật nhà nước trong mục III" */
static bool
holds_some(const struct tokens *t, size_t i)
{
    static const char *const contents[] = { "noi dung", "thong tin", "so lieu", "tai lieu" },
                             *const places[] = { "trong muc", "trong phan", "trong bao cao",
                                                 "trong phu luc", "trong file", "o muc", "o phan",
                                                 "o trang", "o phu luc", "tai muc", "tai phan" };

    return i > 3 && ANY_AT(t, i - 3, contents) && token_is(&t->v[i - 4], "co") &&
           token_fits(&t->v[i - 4], "có") && secret_opens(t, i - 4) &&
           (secret_clause(t, i + 3) || ANY_AT(t, i + 3, places));
}

/* A part of a paper by its number stands before `at`, and a sentence begins with it: "Phần III". */
static bool
part_opens(const struct tokens *t, size_t at, const char *const *parts, size_t n)
{
    static const char *const numbers[] = { "i", "ii", "iii", "iv", "v", "vi" };

    while (at > 0 && (t->v[at - 1].number >= 0 || ANY_AT(t, at - 1, numbers)))
        at--;
    for (size_t k = 0; k < n; k++) {
        size_t words = tokens_in(parts[k]);

        if (at >= words && tokens_are(t, at - words, parts[k]))
            return secret_opens(t, at - words);
    }
    return false;
}

/* "Phần III của báo cáo thuộc bí mật nhà nước" */
static bool
of_part(const struct tokens *t, size_t i)
{
    static const char *const parts[] = { "phan", "muc", "trang", "bieu", "bang", "phu luc" };
    size_t paper = secret_paper(t, i - 1);

    return paper != SIZE_MAX && paper >= 2 && token_is(&t->v[paper - 1], "cua") &&
           !secret_denied(t, i) && secret_clause(t, i + 3) &&
           part_opens(t, paper - 1, parts, ARRAY_LEN(parts));
}

/* "Mục II là bí mật nhà nước", "... độ Mật" */
static bool
is_part(const struct tokens *t, size_t i)
{
    static const char *const parts[] = { "phan", "muc", "trang", "bieu", "phu luc" };

    return i > 2 && token_is(&t->v[i - 2], "la") &&
           (secret_clause(t, i + 3) || tokens_are(t, i + 3, "do mat")) &&
           part_opens(t, i - 2, parts, ARRAY_LEN(parts));
}

bool
secret_said(const struct tokens *t, size_t i)
{
    if (!token_is(&t->v[i], "mat") || !token_fits(&t->v[i], "mật"))
        return false;
    if (state_secret(t, i))
        return listed(t, i) || holds_some(t, i) || of_part(t, i) || is_part(t, i);
    return in_brackets(t, i) || by_degree(t, i);
}
