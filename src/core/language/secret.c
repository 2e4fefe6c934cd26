/* "Mật" is also honey, density and half of "bảo mật", so a grade is a name that
 * stands alone, and a sentence tells one only of a paper that it is about. */
#include "core/language/secret.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/secret_goes.h"
#include "core/language/secret_paper.h"
#include "core/language/secret_said.h"

#define FILLERS_MOST 8          /* words between the paper and its grade */

/* ---- the name of a grade ------------------------------------------------------------ */

static const struct { const char *name, *spelled, *plain; enum grade grade; } grades[] = {
    { "mật", "mật", "mat", GRADE_MAT },
    { "tối mật", "tốimật", "toi mat", GRADE_TOI_MAT },
    { "tuyệt mật", "tuyệtmật", "tuyet mat", GRADE_TUYET_MAT },
};

static bool
one_letter(const struct token *t)
{
    return t->text[0] != '\0' && t->text[1] == '\0' && isalpha((unsigned char)t->text[0]);
}

/* The words [first, last) in small letters, with a blank between them or none. */
static char *
joined(const struct tokens *t, size_t first, size_t last, const char *between)
{
    struct buf b = {0};

    for (size_t i = first; i < last; i++) {
        char *lower = token_lower(&t->v[i]);

        buf_addf(&b, "%s%s", i > first ? between : "", lower);
        free(lower);
    }
    return buf_take(&b);
}

/* Of who writes without accents: it may be what is lost, or a face. */
static bool
plain(const struct tokens *t, size_t i)
{
    return token_written(&t->v[i], "mat") && tokens_fit(t, i, "mật");
}

static enum grade
named(const struct tokens *t, size_t first, size_t last)
{
    enum grade found = GRADE_NONE;
    bool spelled = last - first > 2;
    char *text;

    if (last <= first)
        return GRADE_NONE;
    for (size_t i = first; i < last; i++)
        spelled = spelled && one_letter(&t->v[i]);
    text = joined(t, first, last, spelled ? "" : " ");
    for (size_t i = 0; i < ARRAY_LEN(grades); i++)
        if (strcmp(text, spelled ? grades[i].spelled : grades[i].name) == 0 ||
            (strcmp(text, grades[i].plain) == 0 && plain(t, last - 1)))
            found = grades[i].grade;
    free(text);
    return found;
}

/* Without its vowel no text names a grade: words are made of few of all the cells that are asked. */
static const char *
vowel(const char *text)
{
    const char *at = text;

    while ((at = strstr(at, "\xe1\xba")) != NULL && at[2] != '\xac' && at[2] != '\xad')       /* Ậ, ậ */
        at += 2;
    return at;
}

bool
secret_may_be(const char *text)
{
    return vowel(text) != NULL;
}

/* Of older papers: "độ A", "độ B", "độ C". */
static bool
older(const struct tokens *t, size_t i)
{
    return i < t->n && t->v[i].raw_len == 1 && strchr("ABC", *t->v[i].raw) != NULL;
}

enum grade
secret_grade(const char *text)
{
    struct tokens t;
    enum grade found;

    if (!secret_may_be(text))
        return GRADE_NONE;
    tokens_of(text, SIZE_MAX, &t);
    found = named(&t, 0, t.n);
    tokens_free(&t);
    return found;
}

bool
secret_labelled(const char *text)
{
    struct tokens t;
    bool is;

    if (!secret_may_be(text))
        return false;
    tokens_of(text, SIZE_MAX, &t);
    is = t.n > 2 && (tokens_are(&t, 0, "do mat") || tokens_are(&t, 0, "muc mat")) &&
         (named(&t, 2, t.n) != GRADE_NONE || (t.n == 3 && older(&t, 2)));
    tokens_free(&t);
    return is;
}

bool
secret_spelled(const struct tokens *t, size_t last)
{
    size_t first = last + 1;

    while (first > 0 && one_letter(&t->v[first - 1]))
        first--;
    return last - first >= 2 && first <= last && named(t, first, last + 1) != GRADE_NONE;
}

/* ---- a sentence ----------------------------------------------------------------------- */

/* What to do with it, or not to. */
static bool
told_how(const struct tokens *t, size_t i)
{
    static const char *const asks[] = {
        "de nghi", "xin", "vui long", "mong", "yeu cau", "nho", "luu y", "bao quan", "han che",
        "khong chuyen", "khong duoc", "khong gui", "khong pho", "khong phat", "khong sao",
        "khong dua", "khong cung", "khong tiet", "khong cong", "khong de", "khong in", "cam",
        "dung", "chi gui", "chi cho", "chi de", "chi luu",
    };

    return ANY_AT(t, i, asks) && !(token_is(&t->v[i], "dung") && !token_fits(&t->v[i], "đừng"));
}

/* "Tài liệu A mật", "Mật - A"; not "A mật phục", "bảo mật A". */
static bool
older_beside(const struct tokens *t, size_t i)
{
    static const char *const others[] = { "khau", "ong", "do", "ma", "thiet", "vu", "tran",
                                          "danh", "phuc", "tham", "bao", "nghi" },
                             *const halves[] = { "bi", "bao", "co", "giai", "khong", "ko" };
    bool before = i > 0 && older(t, i - 1) && !token_gap(&t->v[i], ",;.");

    if (!token_is(&t->v[i], "mat") || !token_written(&t->v[i], "mật") ||
        (i > 0 && ANY_AT(t, i - 1, halves)))
        return false;
    if (before)
        return !ANY_AT(t, i + 1, others);
    return older(t, i + 1) && !token_gap(&t->v[i + 1], ",;.") && secret_clause(t, i + 2);
}

/* "Văn bản độ B", "kèm theo độ A", "(độ C)", "đóng dấu B"; not "trình độ B". */
static bool
older_degree(const struct tokens *t, size_t i)
{
    static const char *const comes[] = { "kem theo", "gui kem", "dinh kem" };
    size_t first = i - (i > 0 && (token_is(&t->v[i - 1], "muc") || token_is(&t->v[i - 1], "mat")));

    if (!older(t, i + 1) || !(secret_clause(t, i + 2) || told_how(t, i + 2)) ||
        !(token_is(&t->v[i], "do") ? token_fits(&t->v[i], "độ") : token_fits(&t->v[i], "dấu")))
        return false;
    return (i == first && token_gap(&t->v[i], "([")) || secret_called(t, first) ||
           (first > 1 && ANY_AT(t, first - 2, comes) && !secret_denied(t, first - 2));
}

bool
secret_older(const struct tokens *t, size_t i)
{
    size_t first = i - (i > 0 && older(t, i - 1)), paper;

    if (older_degree(t, i))
        return true;
    if (!older_beside(t, i))
        return false;
    if (first > 0 && older_beside(t, first - 1))
        return secret_older(t, first - 1);      /* "A mật, B mật" */
    paper = secret_paper(t, first);
    return paper == SIZE_MAX ? !secret_denied(t, first) : secret_called(t, first);
}

/* "Bí mật nhà nước", or "thuộc danh mục bí mật", which ends at this word. */
static bool
state_secret(const struct tokens *t, size_t i)
{
    static const char *const lists[] = { "thuoc", "danh muc", "pham vi" };

    return i > 0 && (tokens_are(t, i - 1, "bi mat nha nuoc") ||
                     (tokens_are(t, i - 1, "bi mat") && token_fits(&t->v[i - 1], "bí") && i > 4 &&
                      tokens_within(t, i - 4, i - 1, lists, ARRAY_LEN(lists))));
}

/* Without accents: "la tai lieu mat", "tai lieu thuoc loai mat", "tai lieu nay mat" and no more;
 * "tai lieu mat, gui lai" is lost. */
static bool
plainly(const struct tokens *t, size_t paper, size_t from, size_t to, bool how)
{
    static const char *const sure[] = { "la", "thuoc", "do", "dau", "dong", "loai", "dien" },
                             *const before[] = { "la", "gui", "goi", "kem", "nop", "chuyen" },
                             *const lost[] = { "lai", "roi", "tim" };
    bool this = token_is(&t->v[from - 1], "nay") && secret_clause(t, to);

    return !tokens_within(t, to, to + FILLERS_MOST, lost, ARRAY_LEN(lost)) &&
           (how || this || tokens_within(t, paper, from, sure, ARRAY_LEN(sure)) ||
            ((secret_paper_at(t, from) == paper || paper + 1 == from) &&
             tokens_within(t, paper > 3 ? paper - 3 : 0, paper, before, ARRAY_LEN(before))));
}

/* What is done with such a paper once it is read. */
static bool
handled(const struct tokens *t, size_t to)
{
    static const char *const orders[] = { "xoa mail", "xoa thu", "xoa dum", "xoa gium", "xoa giup",
                                          "doc xong", "xem xong", "coi xong", "nhan xong",
                                          "giu kin" };

    return tokens_within(t, to, to + 2 * FILLERS_MOST, orders, ARRAY_LEN(orders));
}

/* The grade ends what is said of the paper: "mật nên", "mật kèm theo"; "kèm phụ lục mật về". */
static bool
ends(const struct tokens *t, size_t to, size_t paper)
{
    static const char *const closes[] = { "nen", "kem theo", "gui kem", "dinh kem" },
                             *const whose[] = { "ve", "cua" },
                             *const all[] = { "cac", "nhung", "moi" };

    while (paper > 0 && !secret_sentence(t, paper) && ANY_AT(t, paper - 1, all))
        paper--;
    return secret_clause(t, to) || ANY_AT(t, to, closes) ||
           (token_written(&t->v[to - 1], "mật") && !secret_sentence(t, paper) &&
            ANY_AT(t, to, whose));
}

/* "Tài liệu mật: không", "văn bản mật: 5": how many there are. */
static bool
counted(const struct tokens *t, size_t to)
{
    return to < t->n && token_gap(&t->v[to], ":-") && secret_clause(t, to + 1) &&
           (token_denies(&t->v[to]) || t->v[to].number >= 0);
}

/* Behind "báo cáo mật": "6 tháng đầu năm 2023". */
static size_t
behind_period(const struct tokens *t, size_t to)
{
    static const char *const words[] = { "thang", "dau", "cuoi", "nam", "quy" };
    size_t end = to;

    while (end < t->n && !secret_clause(t, end) &&
           (t->v[end].number >= 0 || ANY_AT(t, end, words)))
        end++;
    return end > to + 1 ? end : to;
}

static bool
told_at(const struct tokens *t, size_t i)
{
    static const char *const polite[] = { "a", "nhe", "nha", "nghen", "day", "anh", "chi", "oi" },
                             *const places[] = { "o trang", "o muc", "o phan", "o phu luc", "tai trang", "tai muc", "tai phan" };
    bool state = state_secret(t, i);
    size_t end, from = i, to = i + (tokens_are(t, i, "mat nha nuoc") ? 3 : 1), paper;
    bool how;
    enum goes goes;

    if (!token_is(&t->v[i], "mat") || named(t, i, i + 1) == GRADE_NONE)
        return false;
    from -= state || (i > 0 && named(t, i - 1, i + 1) != GRADE_NONE);
    paper = state ? secret_paper_at(t, from) : SIZE_MAX;
    if (paper != SIZE_MAX && paper > 0 && token_is(&t->v[paper - 1], "co"))
        from = paper;                   /* "báo cáo có nội dung bí mật nhà nước" */
    paper = secret_paper(t, from);
    if (paper == SIZE_MAX || (state && secret_paper_at(t, from) != SIZE_MAX))
        return false;                   /* "tài liệu bí mật nhà nước" is a matter */
    for (end = to; to < t->n && !token_gap(&t->v[to], ",.;") &&
                   (ANY_AT(t, to, polite) || token_written(&t->v[to], "đó"));)
        to++;
    for (bool whose = state && tokens_are(t, to, "cua"); whose && !secret_clause(t, to); to++)
        ;                               /* "bí mật của ngành công an" */
    goes = secret_goes(t, paper, to);
    if (goes == GOES_APART || counted(t, to))
        return false;
    if (to + 1 < t->n && token_is(&t->v[to], "so") && t->v[to + 1].number >= 0)
        return secret_opens(t, paper);         /* "gửi báo cáo mật số 12/BC" */
    if (ANY_AT(t, to, places))
        return secret_opens(t, paper);         /* "có phần mật ở trang 3" */
    how = told_how(t, to);              /* and what ends in "đó anh" is said to the reader */
    if (!state && plain(t, i) &&
        !plainly(t, paper, from, to, how || goes == GOES_HERE || handled(t, to)))
        return false;
    if (goes == GOES_HERE || (how && secret_clause(t, paper)))
        return true;
    if (to > end && secret_clause(t, paper) && secret_clause(t, to) && !plain(t, i))
        return !secret_matter(t, paper) && !(paper > 1 && secret_matter(t, paper - 2));
    return secret_opens(t, paper) &&
           (how || ends(t, to, paper) || secret_clause(t, behind_period(t, to)) ||
            (!plain(t, i) && to < t->n && token_is(&t->v[to], "nay")));
}

/* "có độ mật: Tối mật", "mức độ mật là Mật" */
static bool
label_at(const struct tokens *t, size_t i)
{
    size_t value = i + 2;

    if (!tokens_are(t, i, "do mat") || !token_fits(&t->v[i], "độ") || secret_denied(t, i))
        return false;                   /* "không gửi tài liệu có độ mật (Mật, ...)", as our own letters say */
    value += value < t->n && tokens_are(t, value, "la");
    return named(t, value, value + 1 <= t->n ? value + 1 : t->n) != GRADE_NONE ||
           named(t, value, value + 2 <= t->n ? value + 2 : t->n) != GRADE_NONE;
}

/* The name of a grade within a word of its own length. */
static bool
names_one(const char *text)
{
    for (const char *at = text; (at = vowel(at)) != NULL; at += 3)
        if (at > text && tolower((unsigned char)at[-1]) == 'm' &&
            tolower((unsigned char)at[3]) == 't')
            return true;
    return false;
}

/* "Độ A", "dấu B" within a word of their own length. */
static bool
names_older(const char *text)
{
    static const char *const before[] = { "ộ ", "Ộ ", "ấu ", "ẤU " };

    for (const char *at = text; (at = strpbrk(at, "ABC")) != NULL; at++)
        for (size_t i = 0; i < ARRAY_LEN(before) && !isalnum((unsigned char)at[1]); i++) {
            size_t n = strlen(before[i]);

            if ((size_t)(at - text) >= n && memcmp(at - n, before[i], n) == 0)
                return true;
        }
    return false;
}

/* " mat" as a word of its own. */
static bool
names_plain(const char *text)
{
    static const char *const words[] = { " mat", " MAT", " Mat" };
    bool found = false;

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        for (const char *at = text; !found && (at = strstr(at, words[i])) != NULL; at += 4)
            found = !isalnum((unsigned char)at[4]) && (unsigned char)at[4] < 0x80;
    return found;
}

bool
secret_told(const char *text)
{
    struct tokens t;
    bool told = false;

    if (text == NULL || (!names_one(text) && !names_older(text) && !names_plain(text)))
        return false;
    tokens_letter(text, &t);
    for (size_t i = 0; i < t.n && !told; i++)
        told = told_at(&t, i) || label_at(&t, i) ||
               ((secret_older(&t, i) || secret_said(&t, i)) &&
                secret_goes(&t, i, i + 1) != GOES_APART);
    tokens_free(&t);
    return told;
}
