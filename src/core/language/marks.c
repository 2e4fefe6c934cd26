/* MẬT, TỐI MẬT, TUYỆT MẬT; KHẨN, THƯỢNG KHẨN, HỎA TỐC; what begins as a draft. */
#include "core/language/marks.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/draft.h"
#include "core/language/secret.h"
#include "core/language/secret_paper.h"
#include "core/language/tokens.h"

#define NAME_MOST 12            /* words of a name that ends with its grade */
#define DRAFT_LINE 60           /* letters of one that begins so; a sentence is longer */

/* The word as written is this one, all in capitals. */
static bool
capitals(const struct token *t, const char *word)
{
    return t->raw_len == strlen(word) && memcmp(t->raw, word, t->raw_len) == 0;
}

/* The word stands alone: in brackets, or cut off on both sides by the end, a
 * dash, a colon or an underline. */
static bool
stands_alone(const struct tokens *t, size_t first, size_t last, const char *end)
{
    const struct token *a = &t->v[first], *z = &t->v[last - 1];
    const char *after = z->raw + z->raw_len;
    const char *before = first == 0 ? NULL : t->v[first - 1].raw + t->v[first - 1].raw_len;
    bool opens = first == 0, closes = last == t->n;

    for (const char *p = before; p != NULL && p < a->raw; p++)
        opens = opens || strchr("[(<{-_:|;,.", *p) != NULL;
    for (const char *p = after; p < end && (ispunct((unsigned char)*p) || *p == ' '); p++)
        closes = closes || strchr("])>}-_:|;,.", *p) != NULL;
    return opens && closes;
}

/* "[Mat]" of who writes without accents. */
static bool
bracketed(const struct tokens *t, size_t i, const char *end)
{
    const char *after = t->v[i].raw + t->v[i].raw_len;

    return after < end && (*after == ']' || *after == ')') &&
           (i == 0 || t->v[i].gap == '[' || t->v[i].gap == '(');
}

static const char *const not_after[] = {"khau", "ong", "do", "ma", "thiet", "vu", "tran", "danh"};

static bool
all_capitals(const char *text)
{
    char *lower = text_lower(text);
    size_t same = 0, letters = 0;

    for (size_t i = 0; text[i] != '\0' && lower[i] != '\0'; i++) {
        if (!isalpha((unsigned char)text[i]))
            continue;
        letters++;
        same += islower((unsigned char)text[i]) != 0;
    }
    free(lower);
    return letters > 4 && same == 0;
}

/* "Độ mật: Không", "Tài liệu mật: không", "không mật": said of what is none. */
static bool
no_grade(const struct tokens *t, size_t i)
{
    static const char *const no[] = {"khong", "ko", "chua", "het", "phi"},
                             *const none[] = {"khong", "thuong", "binh thuong", "none"};
    static const char *const has[] = { "do", "muc", "dong", "dau", "co", "mang", "thuoc", "phai" };
    bool valued = i > 0 && token_is(&t->v[i - 1], "do") && i + 1 < t->n,
         last = i + 2 == t->n && t->v[i + 1].gap == ':';
    size_t first = i;                   /* "không có độ mật" */

    while (first > 0 && tokens_any(t, first - 1, has, ARRAY_LEN(has)) &&
           !token_gap(&t->v[first], ",;.:-("))
        first--;
    return (first > 0 && tokens_any(t, first - 1, no, ARRAY_LEN(no))) ||
           (valued && tokens_any(t, i + 1, none, ARRAY_LEN(none))) ||
           (last && token_denies(&t->v[i + 1]));
}

/* "(tài liệu mật)", "BÁO CÁO MẬT", "công văn mật số 12": so called; without accents at the end:
 * "(tai lieu mat)", and not "ban do mat tran". */
static bool
called_secret(const struct tokens *t, size_t i)
{
    static const char *const papers[] = { "tai lieu", "van ban", "cong van" };
    bool plain = i > 1 && tokens_fit(t, i, "mật") &&
                 tokens_any(t, i - 2, papers, ARRAY_LEN(papers)) &&
                 (i + 1 == t->n || token_gap(&t->v[i + 1], "-_()[]|:;"));

    return (token_written(&t->v[i], "mật") || plain) && !token_gap(&t->v[i], ",;.") &&
           secret_called(t, i);
}

/* "BC 6T mat", "PL - Mat.docx": the last word of a short name, behind a paper's and its period;
 * not "ket qua ra mat". */
static bool
ends_name(const struct tokens *t, size_t i)
{
    static const char *const periods[] = { "thang", "nam", "quy", "dau", "cuoi", "dinh", "ky" };
    const char *after = t->v[i].raw + t->v[i].raw_len;
    size_t first = i;

    if (!(i + 1 == t->n || (i + 2 == t->n && *after == '.')) || i > NAME_MOST ||
        !token_written(&t->v[i], "mat") || !tokens_fit(t, i, "mật"))
        return false;
    while (first > 0 && (t->v[first - 1].number >= 0 ||
                         tokens_any(t, first - 1, periods, ARRAY_LEN(periods))))
        first--;
    if (token_is(&t->v[0], "pl"))
        return first == 1 || token_gap(&t->v[i], "-_");
    return (tokens_are(t, 0, "bao cao") || tokens_are(t, 0, "phu luc")) &&
           (first == 2 || token_gap(&t->v[i], "-_"));
}

/* "mật" with its accent, or MAT in capitals standing alone. */
static bool
secret_at(const struct tokens *t, size_t i, const char *text)
{
    const struct token *w = &t->v[i], *before = i > 0 ? w - 1 : NULL;
    const char *end;
    bool alone, written;

    if (!token_is(w, "mat") || no_grade(t, i))
        return false;
    for (size_t k = 0; k < ARRAY_LEN(not_after); k++)
        if (i + 1 < t->n && token_is(&t->v[i + 1], not_after[k]) && t->v[i + 1].gap == ' ')
            return false;
    if (called_secret(t, i))
        return true;
    end = text + strlen(text);
    alone = stands_alone(t, i, i + 1, end);
    written = token_written(w, "mật");
    if (alone && (written || capitals(w, "MAT") || bracketed(t, i, end)))
        return true;
    if (before != NULL && written && (token_written(before, "tối") || token_written(before, "tuyệt") ||
                                      token_is(before, "do") || token_is(before, "dau")))
        return true;
    if (before != NULL && capitals(w, "MAT") && (capitals(before, "TOI") || capitals(before, "TUYET") ||
        (token_is(before, "do") && token_fits(before, "độ") && !all_capitals(text))))
        return true;
    if (before != NULL && token_written(w, "mat") && (token_written(before, "tuyet") ||
        (token_written(before, "toi") && stands_alone(t, i - 1, i + 1, end))))
        return true;                    /* "toi mat file" is "tôi mất file" */
    return capitals(w, "MẬT") && !all_capitals(text) && !(before != NULL && token_is(before, "bi"));
}

static bool
urgent_at(const struct tokens *t, size_t i, const char *text)
{
    const struct token *w = &t->v[i];

    if (tokens_are(t, i, "hoa toc") || tokens_are(t, i, "thuong khan"))
        return true;
    if (!token_is(w, "khan"))
        return false;
    if (stands_alone(t, i, i + 1, text + strlen(text)) && (token_written(w, "khẩn") || capitals(w, "KHAN")))
        return true;
    return capitals(w, "KHẨN") && !all_capitals(text) && !(i + 1 < t->n && token_is(&t->v[i + 1], "truong"));
}

/* "D", "Bản", a bracket: not "BÁO CÁO", as most titles begin. */
static bool
may_begin_draft(const char *text)
{
    size_t third = 2;

    if (*text != 'B')
        return *text != '\0' && strchr("D([", *text) != NULL;
    if (text[1] == '\0')
        return false;
    while (((unsigned char)text[third] & 0xC0) == 0x80)
        third++;
    return text[third] == 'n' || text[third] == 'N';
}

bool
marks_draft_line(const char *text)
{
    bool begins = may_begin_draft(text), draft;
    struct tokens t;

    if (!begins && strpbrk(text, "([") == NULL)
        return false;
    tokens_of(text, SIZE_MAX, &t);
    draft = begins && text_length(text) <= DRAFT_LINE && draft_at(&t, 0) > 0 &&
            !draft_others(&t, 0);
    for (size_t i = 0; i < t.n && !draft; i++)
        draft = t.v[i].raw > text && strchr("([", t.v[i].raw[-1]) != NULL && draft_at(&t, i) > 0 &&
                !draft_others(&t, i);
    tokens_free(&t);
    return draft;
}

void
marks_find(const char *text, struct marks *found)
{
    struct tokens t;

    tokens_of(text, SIZE_MAX, &t);
    for (size_t i = 0; i < t.n; i++) {
        found->secret = found->secret || secret_at(&t, i, text) || secret_spelled(&t, i) ||
                        secret_older(&t, i);
        found->perhaps = found->perhaps || (token_is(&t.v[i], "mat") && ends_name(&t, i));
        found->urgent = found->urgent || urgent_at(&t, i, text);
    }
    found->draft = found->draft || (t.n > 0 && draft_at(&t, 0) > 0 && !draft_others(&t, 0));
    tokens_free(&t);
}
