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

#define WORD_BYTES 5            /* of a word and what parts it from the next: hardly fewer */

struct maker {
    struct tokens *out;
    struct buf store;           /* texts; offsets until the end, as it moves */
    struct buf folded;          /* the piece in hand */
    size_t room;                /* tokens that out has place for */
    char gap;
};

static bool
capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 || capital(c) || digit(c);
}

/* The letters and digits from here on; *camel: a capital is among them, not only the first. */
static const char *
piece_end(const char *p, const char *stop, bool *camel)
{
    const char *end = p;

    for (*camel = false; end < stop && letter(*end); end++)
        if (capital(*end))
            *camel = end > p;
    return end;
}

static int
number_of(const char *digits, size_t len)
{
    int number = 0;

    for (size_t i = 0; i < len; i++)
        number = number * 10 + (digits[i] - '0');
    return number;
}

static void
add(struct maker *m, const char *text, size_t len, const char *raw, size_t raw_len)
{
    bool digits = digit(*text);
    struct token *t;
    char *to;

    if (m->out->n == m->room) {
        m->room *= 2;
        m->out->v = xreallocarray(m->out->v, m->room, sizeof *t);
    }
    for (; digits && len > 1 && *text == '0'; text++)
        len--;
    buf_room(&m->store, len + 1);
    to = m->store.data + m->store.len;
    t = &m->out->v[m->out->n++];
    *t = (struct token){ .text = (const char *)(uintptr_t)m->store.len, .hash = WORD_HASH, .gap = m->gap,
                         .number = digits && len <= 6 ? number_of(text, len) : -1, .raw = raw, .raw_len = raw_len };
    for (size_t i = 0; i < len; i++) {
        to[i] = text[i];
        t->hash = word_hash_add(t->hash, text[i]);
    }
    to[len] = '\0';
    m->store.len += len + 1;
    m->gap = 0;
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

/* Letters without a digit: one word, or two that lost their space. What can be said is nothing
 * written short. */
static void
add_letters(struct maker *m, const char *text, size_t len, const char *raw, size_t raw_len)
{
    size_t split;

    if (syllable_is(text, len)) {
        add(m, text, len, raw, raw_len);
        return;
    }
    if ((split = syllable_split(text, len)) > 0) {
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
        bool digits = digit(*p);
        const char *end = p;
        while (*end != '\0' && *end != ' ' && digit(*end) == digits)
            end++;
        if (digits)
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
        if (isupper((unsigned char)raw[i])) {
            size_t before = letter_before(raw, i);

            if (text_is_small(raw + before, i - before))
                return i;
        }
    return capitals > 1 && capitals < len && text_is_small(raw + capitals, len - capitals)
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

static void
becomes(struct token *t, const char *word)
{
    t->text = word;
    t->hash = word_hash(word);
}

static bool
month_at(const struct tokens *t, size_t at)
{
    return at < t->n && t->v[at].number > 0 && t->v[at].number <= 12;
}

/* "6T", "06th": months after a number; "T6": the month of that number. */
static void
months(struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct token *w = &t->v[i];

        if ((token_is(w, "t") || token_is(w, "th")) &&
            ((w->gap == 0 && i > 0 && month_at(t, i - 1)) ||
             (w->text[1] == '\0' && month_at(t, i + 1) && t->v[i + 1].gap == 0)))
            becomes(w, "thang");
        if (token_is(w, "sau") && i + 1 < t->n && token_is(&t->v[i + 1], "thang") && !month_at(t, i + 2)) {
            becomes(w, "6");
            w->number = 6;
        }
    }
}

/* "goi" without accents: no sending, as the word before or behind it tells. */
static bool
calls(const struct tokens *t, size_t at)
{
    static const struct { char before, word[7]; } beside[] = {
        { 1, "ten" }, { 1, "keu" }, { 1, "cuoc" }, { 1, "loi" }, { 1, "moi" }, { 0, "dien" }, { 0, "thoai" }, { 0, "ten" }, { 0, "la" },
        { 0, "thau" }, { 0, "so" }, { 0, "tat" }, { 0, "chung" }, { 0, "nhac" }, { 0, "hoi" }, { 0, "lai" }, { 0, "cuoc" }, { 0, "tin" },
        { 0, "video" }, { 0, "zalo" }, { 0, "dt" },
    };
    bool other = false;

    for (size_t i = 0; i < ARRAY_LEN(beside) && !other; i++)
        other = beside[i].before ? at > 0 && token_is(&t->v[at - 1], beside[i].word)
                                 : at + 1 < t->n && token_is(&t->v[at + 1], beside[i].word);
    return other;
}

/* The south's "gởi" is "gửi". */
static void
spellings(struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct token *w = &t->v[i];

        if (token_is(w, "goi") && token_fits(w, "gởi") && !(w->raw_len == 3 && calls(t, i)))
            becomes(w, "gui");
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
    size_t n = utf8 != NULL ? strnlen(utf8, most_bytes) : 0;
    struct maker m = {.out = out, .gap = '^', .room = n / WORD_BYTES + 4};
    const char *p = utf8 != NULL ? utf8 : "", *stop = p + n;

    *out = (struct tokens){.v = xreallocarray(NULL, m.room, sizeof *out->v)};
    buf_room(&m.store, n);
    while (p < stop) {
        bool camel;
        const char *end = piece_end(p, stop, &camel);

        if (camel)
            break_piece(&m, p, (size_t)(end - p));
        else if (end > p)
            fold_piece(&m, p, (size_t)(end - p));
        for (p = end; p < stop && !letter(*p); p++)
            m.gap = stronger(m.gap, *p == '\t' || *p == '\n' ? ' ' : *p);
    }
    buf_free(&m.folded);
    out->store = buf_take(&m.store);
    for (size_t i = 0; i < out->n; i++)
        out->v[i].text = out->store + (uintptr_t)out->v[i].text;
    months(out);
    spellings(out);
}

void
tokens_letter(const char *text, struct tokens *out)
{
    tokens_of(text != NULL ? text : "", LETTER_READ, out);
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
token_gap(const struct token *t, const char *marks)
{
    return t->gap != 0 && strchr(marks, t->gap) != NULL;
}

bool
token_written(const struct token *t, const char *accented)
{
    char *lower = token_lower(t);
    bool is = strcmp(lower, accented) == 0;

    free(lower);
    return is;
}

/* "phương" and "xa" are other words, if the writer uses accents at all. */
bool
token_fits(const struct token *t, const char *accented)
{
    char *lower = token_lower(t);
    bool fits = strcmp(lower, t->text) == 0 || strcmp(lower, accented) == 0;

    free(lower);
    return fits;
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
