/* "Mật" is also honey, density and half of "bảo mật", so a grade is a name that
 * stands alone, and a sentence tells one only of a paper that it is about. */
#include "core/language/secret.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define FILLERS_MOST 8          /* words between the paper and its grade */

#define ANY_AT(t, i, list) tokens_any(t, i, list, ARRAY_LEN(list))

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

/* A new line begins a sentence where it begins with a capital letter. */
static bool
sentence_begins(const struct tokens *t, size_t i)
{
    const char *before;
    size_t n;

    if (i == 0 || i >= t->n)
        return true;
    before = t->v[i - 1].raw + t->v[i - 1].raw_len;
    if (t->v[i].raw < before)           /* two syllables of one written word */
        return false;
    n = (size_t)(t->v[i].raw - before);
    return memchr(before, '.', n) != NULL || token_gap(&t->v[i], ".!?;:-*(") ||
           (memchr(before, '\n', n) != NULL && token_is_name(&t->v[i]));
}

static bool
clause_begins(const struct tokens *t, size_t i)
{
    return sentence_begins(t, i) || token_gap(&t->v[i], ",)");
}

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

    return ANY_AT(t, i, asks);
}

static size_t
paper_before(const struct tokens *t, size_t i)
{
    static const char *const papers[] = {
        "tai lieu", "van ban", "bao cao", "cong van", "ho so", "noi dung", "thong tin", "so lieu",
        "danh sach", "phu luc", "ke hoach", "file", "tep", "thu", "email", "mail", "trang", "phan",
        "day", "cai",
    };

    for (size_t k = 0; k < ARRAY_LEN(papers); k++) {
        size_t words = tokens_in(papers[k]);

        if (i >= words && tokens_are(t, i - words, papers[k]) &&
            (*papers[k] != 'd' || words > 1 || token_fits(&t->v[i - 1], "đây")))
            return i - words;
    }
    return SIZE_MAX;
}

size_t
secret_paper(const struct tokens *t, size_t at)
{
    static const char *const fillers[] = {
        "nay", "kem", "theo", "dinh", "gui", "tren", "co", "la", "thuoc", "o", "muc", "do", "loai",
        "dien", "danh", "pham", "vi", "mang", "dau", "dong", "che", "duoc", "dang", "rat", "day",
        "deu", "i", "ii", "iii", "iv", "v",
    };

    for (size_t n = 0; n <= FILLERS_MOST && at > 0; n++, at--) {
        size_t paper = paper_before(t, at);

        if (paper != SIZE_MAX)
            return paper;
        if (at > 4 && tokens_are(t, at - 4, "bi mat nha nuoc")) {
            at -= 3;
            continue;
        }
        if (token_is(&t->v[at - 1], "chua") && token_written(&t->v[at - 1], "chứa"))
            continue;
        if (!(ANY_AT(t, at - 1, fillers) || t->v[at - 1].number >= 0) || clause_begins(t, at - 1))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* "Không kèm tài liệu", "không phải văn bản", before the word at. */
static bool
denied(const struct tokens *t, size_t at)
{
    static const char *const has[] = { "co", "kem", "gui", "thuoc", "phai", "la", "dinh",
                                              "bao gom", "gom", "con", "chua", "mang", "dong" };
    bool is = false;

    for (size_t n = 0; n <= FILLERS_MOST && at > 0 && !is && !clause_begins(t, at); n++, at--)
        is = token_denies(&t->v[at - 1]) && ANY_AT(t, at, has);
    return is;
}

/* What is managed, kept, counted or listed is a matter. */
static bool
matter(const struct tokens *t, size_t paper)
{
    static const char *const matters[] = { "quan ly", "bao ve", "cong tac", "thu hoi", "ra soat",
                                           "tieu huy", "giai", "danh muc", "luu tru", "bao quan",
                                           "soan thao", "su dung", "giao nhan", "thong ke",
                                           "kiem ke", "bao cao", "so" };

    return tokens_within(t, paper > 3 ? paper - 3 : 0, paper, matters, ARRAY_LEN(matters));
}

bool
secret_called(const struct tokens *t, size_t at)
{
    size_t paper = secret_paper(t, at);

    return paper != SIZE_MAX && !denied(t, paper) && !matter(t, paper);
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
    return older(t, i + 1) && !token_gap(&t->v[i + 1], ",;.") && clause_begins(t, i + 2);
}

/* "Văn bản độ B", "kèm theo độ A", "(độ C)", "đóng dấu B"; not "trình độ B". */
static bool
older_degree(const struct tokens *t, size_t i)
{
    static const char *const comes[] = { "kem theo", "gui kem", "dinh kem" };
    size_t first = i - (i > 0 && (token_is(&t->v[i - 1], "muc") || token_is(&t->v[i - 1], "mat")));

    if (!older(t, i + 1) || !(clause_begins(t, i + 2) || told_how(t, i + 2)) ||
        !(token_is(&t->v[i], "do") ? token_fits(&t->v[i], "độ") : token_fits(&t->v[i], "dấu")))
        return false;
    return (i == first && token_gap(&t->v[i], "([")) || secret_called(t, first) ||
           (first > 1 && ANY_AT(t, first - 2, comes) && !denied(t, first - 2));
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
    return paper == SIZE_MAX ? !denied(t, first) : secret_called(t, first);
}

/* Nothing goes before it in its sentence but who sends it: "Đây là", "Em gửi kèm"; or in its clause
 * where it is said which it is: "số liệu này". */
static bool
opens(const struct tokens *t, size_t i)
{
    static const char *const these[] = { "nay", "kem theo", "dinh kem", "gui kem" };
    bool this = tokens_within(t, i + 1, i + 4, these, ARRAY_LEN(these));

    static const char *const words[] = {
        "day", "la", "em", "toi", "don", "vi", "xin", "kinh", "gui", "kem", "theo", "chuyen", "nop",
        "co", "anh", "chi", "phong", "luu", "y", "cac", "mot", "ban", "va", "do", "nhung", "trong",
        "nay",
        "cai",
    };

    while (!sentence_begins(t, i)) {
        size_t paper = paper_before(t, i);

        if (clause_begins(t, i) && (this || token_is(&t->v[i], "day")))
            return true;

        if (paper == SIZE_MAX && t->v[i - 1].number < 0 && !ANY_AT(t, i - 1, words) &&
            !token_written(&t->v[i - 1], "dạ"))
            break;
        i = paper != SIZE_MAX ? paper : i - 1;
    }
    return sentence_begins(t, i);
}

/* "..., đơn vị gửi riêng bằng đường giao liên": it is not in this mail. */
static bool
sent_apart(const struct tokens *t, size_t to)
{
    static const char *const apart[] = { "gui rieng", "giao lien", "quan buu", "gui duong",
                                         "khong gui kem", "gui bang duong", "chuyen rieng",
                                         "nop rieng" };
    size_t end = to;

    while (end < t->n && end < to + 2 * FILLERS_MOST && (end == to || !sentence_begins(t, end)))
        end++;
    return tokens_within(t, to, end, apart, ARRAY_LEN(apart));
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

/* Without accents: "la tai lieu mat", "tai lieu thuoc loai mat"; "tai lieu mat, gui lai" is
 * lost. */
static bool
plainly(const struct tokens *t, size_t paper, size_t from, size_t to, bool how)
{
    static const char *const sure[] = { "la", "thuoc", "do", "dau", "dong", "loai", "dien" },
                             *const before[] = { "la", "gui", "goi", "kem", "nop", "chuyen" },
                             *const lost[] = { "lai", "roi", "tim" };

    return !tokens_within(t, to, to + FILLERS_MOST, lost, ARRAY_LEN(lost)) &&
           (how || tokens_within(t, paper, from, sure, ARRAY_LEN(sure)) ||
            (paper_before(t, from) == paper &&
             tokens_within(t, paper > 3 ? paper - 3 : 0, paper, before, ARRAY_LEN(before))));
}

static bool
told_at(const struct tokens *t, size_t i)
{
    static const char *const polite[] = { "a", "nhe", "nha", "nghen", "day", "anh", "chi", "oi" },
                             *const places[] = { "o trang", "o muc", "o phan", "o phu luc", "tai trang", "tai muc", "tai phan" };
    bool state = state_secret(t, i);
    size_t from = i, to = i + (tokens_are(t, i, "mat nha nuoc") ? 3 : 1), paper;
    bool how;

    if (!token_is(&t->v[i], "mat") || named(t, i, i + 1) == GRADE_NONE)
        return false;
    from -= state || (i > 0 && named(t, i - 1, i + 1) != GRADE_NONE);
    paper = state ? paper_before(t, from) : SIZE_MAX;
    if (paper != SIZE_MAX && paper > 0 && token_is(&t->v[paper - 1], "co"))
        from = paper;                   /* "báo cáo có nội dung bí mật nhà nước" */
    paper = secret_paper(t, from);
    if (paper == SIZE_MAX || (state && paper_before(t, from) != SIZE_MAX))
        return false;                   /* "tài liệu bí mật nhà nước" is a matter */
    while (to < t->n && !token_gap(&t->v[to], ",.;") && ANY_AT(t, to, polite))
        to++;
    for (bool whose = state && tokens_are(t, to, "cua"); whose && !clause_begins(t, to); to++)
        ;                               /* "bí mật của ngành công an" */
    if (sent_apart(t, to))
        return false;
    if (to + 1 < t->n && token_is(&t->v[to], "so") && t->v[to + 1].number >= 0)
        return opens(t, paper);         /* "gửi báo cáo mật số 12/BC" */
    if (ANY_AT(t, to, places))
        return opens(t, paper);         /* "có phần mật ở trang 3" */
    how = told_how(t, to);
    if (!state && plain(t, i) && !plainly(t, paper, from, to, how))
        return false;
    if (how && clause_begins(t, paper))
        return true;
    return opens(t, paper) && (how || clause_begins(t, to));
}

/* "có độ mật: Tối mật", "mức độ mật là Mật" */
static bool
label_at(const struct tokens *t, size_t i)
{
    size_t value = i + 2;

    if (!tokens_are(t, i, "do mat") || !token_fits(&t->v[i], "độ"))
        return false;
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
               (secret_older(&t, i) && !sent_apart(&t, i + 1));
    tokens_free(&t);
    return told;
}
