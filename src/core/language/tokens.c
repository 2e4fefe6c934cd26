/* Words of a line. */
#include "core/language/tokens.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/syllable.h"

/* Decree 30/2020, annex III, and what offices write for short. */
static const struct { char from[9]; const char *to; } months_of[] = {          /* right behind a number: "6TĐN" */
    {"tdn", "thang dau nam"}, {"tcn", "thang cuoi nam"}, {"tdau", "thang dau"}, {"tcuoi", "thang cuoi"},
}, abbreviations[] = {
    {"bc", "bao cao"}, {"ds", "danh sach"}, {"kq", "ket qua"}, {"kh", "ke hoach"}, {"thg", "thang"}, {"cv", "cong van"},
    {"bcao", "bao cao"}, {"ttr", "to trinh"}, {"month", "thang"},
    {"months", "thang"}, {"baocao", "bao cao"}, {"danhsach", "danh sach"}, {"ketqua", "ket qua"},
    {"kehoach", "ke hoach"}, {"report", "bao cao"},
};

struct maker {
    struct tokens *out;
    struct buf store;           /* texts; offsets until the end, as it moves */
    struct buf folded;          /* the piece in hand */
    size_t room;                /* tokens that out has place for */
    char gap;
};

static bool
letter(unsigned char c)
{
    return isalnum(c) || c >= 0x80;
}

static void
add(struct maker *m, const char *text, size_t len, const char *raw, size_t raw_len)
{
    struct token *t;

    if (m->out->n == m->room) {
        m->room = m->room > 0 ? 2 * m->room : 32;
        m->out->v = xreallocarray(m->out->v, m->room, sizeof *t);
    }
    t = &m->out->v[m->out->n++];
    t->number = -1;
    if (isdigit((unsigned char)*text)) {
        for (; len > 1 && *text == '0'; text++)
            len--;
        t->number = 0;
        for (size_t i = 0; i < len && i < 7; i++)
            t->number = i < 6 ? t->number * 10 + (text[i] - '0') : -1;
    }
    t->text = (const char *)(uintptr_t)m->store.len;
    t->gap = m->gap;
    t->raw = raw;
    t->raw_len = raw_len;
    m->gap = 0;
    buf_room(&m->store, len + 1);
    memcpy(m->store.data + m->store.len, text, len);
    m->store.len += len;
    m->store.data[m->store.len++] = '\0';
}

/* Each word of what it stands for. */
static void
add_words(struct maker *m, const char *to, const char *raw, size_t raw_len)
{
    for (;;) {
        size_t n = strcspn(to, " ");

        add(m, to, n, raw, raw_len);
        if (to[n] == '\0')
            return;
        m->gap = ' ';
        to += n + 1;
    }
}

static bool
is(const char *text, size_t len, const char *word)
{
    return strncmp(word, text, len) == 0 && word[len] == '\0';
}

static void
add_word(struct maker *m, const char *text, size_t len, const char *raw, size_t raw_len)
{
    bool counted = m->gap == 0 && m->out->n > 0 && m->out->v[m->out->n - 1].number > 0;

    for (size_t i = 0; i < ARRAY_LEN(abbreviations); i++)
        if (memcmp(abbreviations[i].from, text, 2) == 0 && is(text, len, abbreviations[i].from)) {
            add_words(m, abbreviations[i].to, raw, raw_len);
            return;
        }
    for (size_t i = 0; counted && i < ARRAY_LEN(months_of); i++)
        if (is(text, len, months_of[i].from)) {
            add_words(m, months_of[i].to, raw, raw_len);
            return;
        }
    add(m, text, len, raw, raw_len);
}

/* Letters without a digit: one word, or two that lost their space. */
static void
add_letters(struct maker *m, const char *text, size_t len, const char *raw, size_t raw_len)
{
    size_t split = syllable_split(text, len);

    if (split > 0) {
        add_word(m, text, split, raw, raw_len);
        m->gap = ' ';
    }
    add_word(m, text + split, len - split, raw, raw_len);
}

/* One folded piece: spaces inside it are marks beyond ASCII ("–"). */
static void
add_piece(struct maker *m, const char *folded, const char *raw, size_t raw_len)
{
    const char *p = folded;

    if (*p == '\0')
        m->gap = m->gap == '^' ? '^' : '*';
    while (*p != '\0') {
        bool digit = isdigit((unsigned char)*p);
        const char *end = p;
        while (*end != '\0' && *end != ' ' && (isdigit((unsigned char)*end) != 0) == digit)
            end++;
        if (digit)
            add(m, p, (size_t)(end - p), raw, raw_len);
        else
            add_letters(m, p, (size_t)(end - p), raw, raw_len);
        p = end;
        if (*p == ' ') {
            m->gap = '*';
            p++;
        }
    }
}

static void
fold_piece(struct maker *m, const char *raw, size_t len)
{
    buf_reset(&m->folded);
    text_fold_add(raw, len, &m->folded);
    add_piece(m, buf_text(&m->folded), raw, len);
}

/* A small letter at this byte (the first of its bytes). */
static bool
small_at(const char *raw, size_t i, size_t len)
{
    size_t end = i + 1;
    char *letter, *lower;
    bool small;

    if ((unsigned char)raw[i] < 0x80)
        return islower((unsigned char)raw[i]) != 0;
    while (end < len && ((unsigned char)raw[end] & 0xC0) == 0x80)
        end++;
    letter = xstrndup(raw + i, end - i);
    lower = text_lower(letter);
    small = strcmp(letter, lower) == 0;
    free(letter);
    free(lower);
    return small;
}

/* The first byte of the letter before this one. */
static size_t
letter_before(const char *raw, size_t i)
{
    do
        i--;
    while (i > 0 && ((unsigned char)raw[i] & 0xC0) == 0x80);
    return i;
}

/* "DSlựa" is "DS lựa", "TPCao" is "TP Cao": as the rest makes a syllable. */
static size_t
after_capitals(const char *raw, size_t capitals, size_t len)
{
    char *rest = xstrndup(raw + capitals - 1, len - capitals + 1), *folded = text_fold(rest);
    size_t n = strlen(folded), at = 0;

    if (capitals > 2 && syllable_is(folded, n))
        at = capitals - 1;
    else if (n > 1 && syllable_is(folded + 1, n - 1) && !syllable_is(folded, n))
        at = capitals;
    free(rest);
    free(folded);
    return at;
}

/* Where a word run together in CamelCase breaks: "xãTân", "DSlựa", "TPCao";
 * 0: nowhere. A break before an accented capital is not looked for. */
static size_t
camel_break(const char *raw, size_t len)
{
    size_t capitals = 0;

    while (capitals < len && isupper((unsigned char)raw[capitals]))
        capitals++;
    for (size_t i = 1; i < len; i++)
        if (isupper((unsigned char)raw[i]) && small_at(raw, letter_before(raw, i), len))
            return i;
    return capitals > 1 && capitals < len && small_at(raw, capitals, len)
               ? after_capitals(raw, capitals, len)
               : 0;
}

static void
break_piece(struct maker *m, const char *raw, size_t len)
{
    size_t at;

    while ((at = camel_break(raw, len)) > 0) {
        fold_piece(m, raw, at);
        m->gap = ' ';
        raw += at;
        len -= at;
    }
    fold_piece(m, raw, len);
}

/* "6T", "06th": months after a number; "T6": the month of that number. */
static void
months(struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++) {
        bool short_word = token_is(&t->v[i], "t") || token_is(&t->v[i], "th");
        bool after = i > 0 && t->v[i].gap == 0 && t->v[i - 1].number > 0 &&
                     t->v[i - 1].number <= 12;
        bool before = i + 1 < t->n && t->v[i + 1].gap == 0 && t->v[i + 1].number > 0 &&
                      t->v[i + 1].number <= 12;

        if (short_word && (after || (before && t->v[i].text[1] == '\0')))
            t->v[i].text = "thang";
        if (token_is(&t->v[i], "sau") && i + 1 < t->n && token_is(&t->v[i + 1], "thang") && (i + 2 == t->n || !(t->v[i + 2].number > 0 && t->v[i + 2].number <= 12))) {
            t->v[i].text = "6";
            t->v[i].number = 6;
        }
    }
}

static char
stronger(char old, char mark)
{
    if (old == '^' || mark == ' ' || mark == '.' || mark == '_' || (old != 0 && old != ' '))
        return old == 0 ? ' ' : old;
    return mark;
}

void
tokens_of(const char *utf8, size_t most_bytes, struct tokens *out)
{
    struct maker m = {.out = out, .gap = '^'};
    const char *p = utf8 != NULL ? utf8 : "", *stop = p + strnlen(p, most_bytes);

    *out = (struct tokens){0};
    while (p < stop) {
        const char *end = p;
        while (end < stop && letter((unsigned char)*end))
            end++;
        if (end > p)
            break_piece(&m, p, (size_t)(end - p));
        for (p = end; p < stop && !letter((unsigned char)*p); p++)
            m.gap = stronger(m.gap, *p == '\t' || *p == '\n' ? ' ' : *p);
    }
    buf_free(&m.folded);
    out->store = buf_take(&m.store);
    for (size_t i = 0; i < out->n; i++)
        out->v[i].text = out->store + (uintptr_t)out->v[i].text;
    months(out);
}

void
tokens_free(struct tokens *t)
{
    free(t->v);
    free(t->store);
    *t = (struct tokens){0};
}

char *
tokens_quote(const struct tokens *t, size_t first, size_t last)
{
    const char *from, *to;

    if (first >= last || last > t->n)
        return xstrdup("");
    from = t->v[first].raw;
    to = t->v[last - 1].raw + t->v[last - 1].raw_len;
    return xstrndup(from, (size_t)(to - from));
}

char *
token_lower(const struct token *t)
{
    char *word = xstrndup(t->raw, t->raw_len), *lower = text_lower(word);

    free(word);
    return lower;
}

bool
token_is_name(const struct token *t)
{
    char *lower;
    bool is;

    if (t->number >= 0)
        return true;
    if ((unsigned char)*t->raw < 0x80)
        return isupper((unsigned char)*t->raw) != 0;
    lower = token_lower(t);
    is = strncmp(t->raw, lower, t->raw_len < 3 ? t->raw_len : 3) != 0;
    free(lower);
    return is;
}

size_t
tokens_in(const char *phrase)
{
    size_t n = 1;

    for (; *phrase != '\0'; phrase++)
        n += *phrase == ' ';
    return n;
}

bool
tokens_match(const struct tokens *t, size_t at, const char *phrase)
{
    for (; at < t->n; at++, phrase++) {
        const char *word = t->v[at].text;

        for (; *word != '\0' && *word == *phrase; word++)
            phrase++;
        if (*word != '\0' || (*phrase != ' ' && *phrase != '\0'))
            return false;
        if (*phrase == '\0')
            return true;
    }
    return false;
}

bool
tokens_name_paper(const struct tokens *t, size_t at)
{
    static const char *const nouns[] = {"bao cao", "so ket", "tong ket", "ket qua", "danh sach", "ho so", "to trinh", "dang ky",
                                        "de xuat", "bien ban", "list", "de nghi cong nhan"};

    return tokens_any(t, at, nouns, ARRAY_LEN(nouns));
}

size_t
tokens_phrase(const struct tokens *t, size_t at, const char *phrase)
{
    size_t i = at;

    while (*phrase != '\0') {
        if (i >= t->n)
            return 0;
        for (const char *c = t->v[i].text; *c != '\0'; c++, phrase++) {
            phrase += *phrase == ' ';
            if (*c != *phrase)
                return 0;
        }
        i++;
    }
    return i - at;
}

size_t
tokens_marks(const struct tokens *t, size_t first, size_t last)
{
    size_t n = 0;

    for (size_t i = first + 1; i < last && i < t->n; i++)
        n += t->v[i].gap != 0 && strchr(",;:([|", t->v[i].gap) != NULL;
    return n;
}
