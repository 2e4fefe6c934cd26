/* The paper that a grade is said of, and what stands before it. */
#include "core/language/secret_paper.h"

#include <string.h>

#include "base/mem.h"

#define FILLERS_MOST 8          /* words between the paper and its grade */

/* A new line begins a sentence where it begins with a capital letter. */
bool
secret_sentence(const struct tokens *t, size_t i)
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

bool
secret_clause(const struct tokens *t, size_t i)
{
    return secret_sentence(t, i) || token_gap(&t->v[i], ",)");
}

size_t
secret_paper_at(const struct tokens *t, size_t i)
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

/* "Bản mật", beside its grade: elsewhere "ban" is mostly another word. */
static bool
copy_before(const struct tokens *t, size_t at)
{
    return at > 0 && tokens_are(t, at - 1, "ban mat") && token_fits(&t->v[at - 1], "bản") &&
           secret_paper_at(t, at) == SIZE_MAX;
}

size_t
secret_paper(const struct tokens *t, size_t at)
{
    static const char *const fillers[] = {
        "nay", "kem", "theo", "dinh", "gui", "tren", "co", "la", "thuoc", "o", "muc", "do", "loai",
        "dien", "danh", "pham", "vi", "mang", "dau", "dong", "che", "duoc", "dang", "rat", "day",
        "deu", "i", "ii", "iii", "iv", "v",
    };

    if (copy_before(t, at))
        return at - 1;
    for (size_t n = 0; n <= FILLERS_MOST && at > 0; n++, at--) {
        size_t paper = secret_paper_at(t, at);

        if (paper != SIZE_MAX)
            return paper;
        if (at > 4 && tokens_are(t, at - 4, "bi mat nha nuoc")) {
            at -= 3;
            continue;
        }
        if (token_is(&t->v[at - 1], "chua") && token_written(&t->v[at - 1], "chứa"))
            continue;
        if (token_written(&t->v[at - 1], "đâu"))
            return SIZE_MAX;            /* "đâu có mật" */
        if (!(ANY_AT(t, at - 1, fillers) || t->v[at - 1].number >= 0) || secret_clause(t, at - 1))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* "Không kèm tài liệu", "không phải văn bản", before the word at. */
bool
secret_denied(const struct tokens *t, size_t at)
{
    static const char *const has[] = { "co", "kem", "gui", "thuoc", "phai", "la", "dinh",
                                              "bao gom", "gom", "con", "chua", "mang", "dong" };
    bool is = false;

    for (size_t n = 0; n <= FILLERS_MOST && at > 0 && !is && !secret_clause(t, at); n++, at--)
        is = (token_denies(&t->v[at - 1]) || token_written(&t->v[at - 1], "đâu")) &&
             ANY_AT(t, at, has);
    return is;
}

/* What is managed, kept, counted or listed is a matter. */
bool
secret_matter(const struct tokens *t, size_t paper)
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

    return paper != SIZE_MAX && !secret_denied(t, paper) && !secret_matter(t, paper);
}

/* "Danh sách kèm theo là tài liệu mật": what is sent is called by another word for a paper. */
static bool
sent_is(const struct tokens *t, size_t i)
{
    static const char *const sent[] = { "nay", "kem theo", "dinh kem", "gui kem" };
    size_t first = i;

    if (i == 0 || !token_is(&t->v[i - 1], "la"))
        return false;
    while (!secret_sentence(t, first))
        first--;
    return tokens_within(t, first, i, sent, ARRAY_LEN(sent)) &&
           (secret_paper_at(t, first + 1) == first || secret_paper_at(t, first + 2) == first);
}

/* "Phòng nhận giùm em báo cáo mật này": he is asked to take what comes with the mail. */
static bool
asked_to_take(const struct tokens *t, size_t i)
{
    static const char *const takes[] = { "nhan", "xem", "coi", "doc", "giu", "in", "kiem tra" },
                             *const favours[] = { "giup", "gium", "dum", "ho", "voi" },
                             *const away[] = { "o", "tai", "ben", "tu" };
    size_t first = i, end = i;

    while (!secret_sentence(t, first) && !token_denies(&t->v[first - 1]))
        first--;
    while (end < t->n && (end == i || !secret_sentence(t, end)))
        end++;
    return secret_sentence(t, first) && i - first <= FILLERS_MOST && !secret_matter(t, i) &&
           tokens_within(t, first, i, takes, ARRAY_LEN(takes)) &&
           tokens_within(t, first, i, favours, ARRAY_LEN(favours)) &&
           !tokens_within(t, i + 2, end, away, ARRAY_LEN(away));
}

/* Nothing goes before it in its sentence but who sends it: "Đây là", "Em gửi kèm"; or in its clause
 * where it is said which it is: "số liệu này". */
bool
secret_opens(const struct tokens *t, size_t i)
{
    static const char *const these[] = { "nay", "kem theo", "dinh kem", "gui kem" },
                             *const others[] = { "truoc", "lau", "gan", "khong" };
    bool this = tokens_within(t, i + 1, i + 4, these, ARRAY_LEN(these));

    static const char *const words[] = {
        "day", "la", "em", "toi", "don", "vi", "xin", "kinh", "gui", "kem", "theo", "chuyen", "nop",
        "co", "anh", "chi", "a", "phong", "luu", "y", "cac", "mot", "ban", "va", "do", "nhung",
        "trong",
        "nay",
        "cai",
    };

    if (sent_is(t, i) || asked_to_take(t, i))
        return true;
    while (!secret_sentence(t, i)) {
        size_t paper = secret_paper_at(t, i);

        if (tokens_are(t, i, "day la") && token_fits(&t->v[i], "đây") &&
            !ANY_AT(t, i - 1, others))
            return true;                /* "theo quy định đây là"; not "trước đây là" */
        if (secret_clause(t, i) && (this || token_is(&t->v[i], "day")))
            return true;

        if (paper == SIZE_MAX && t->v[i - 1].number < 0 && !ANY_AT(t, i - 1, words) &&
            !token_written(&t->v[i - 1], "dạ"))
            break;
        i = paper != SIZE_MAX ? paper : i - 1;
    }
    return secret_sentence(t, i);
}
