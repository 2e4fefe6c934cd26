/* The folding under which Vietnamese words compare. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "utf8.h"

/* U+0110 and U+0111 do not decompose; Eth and African D look the same and are
 * typed for it. */
static bool
is_d(int32_t c)
{
    return c == 0x110 || c == 0x111 || c == 0xD0 || c == 0xF0 || c == 0x189 || c == 0x256;
}

enum fold { FOLD_WORD, FOLD_NOTHING, FOLD_GAP };

static enum fold
fold_kind(int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return FOLD_WORD;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:          /* soft hyphen, zero-width space, byte order mark */
        return FOLD_NOTHING;
    default:
        return FOLD_GAP;
    }
}

static void
add_folded(struct buf *out, int32_t c)
{
    utf8proc_int32_t parts[32];
    utf8proc_ssize_t n;
    const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;

    n = utf8proc_decompose_char(c, parts, 32, how, NULL);
    for (utf8proc_ssize_t i = 0; i < n && n <= 32; i++)
        add_code_point(out, is_d(parts[i]) ? 'd' : parts[i]);
}

/* -1: more than one, none of ASCII, or another kind of character. */
static signed char
one_letter(int32_t c)
{
    struct buf b = {0};
    signed char letter;

    if (fold_kind(c) == FOLD_WORD)
        add_folded(&b, is_d(c) ? 'd' : c);
    letter = b.len == 1 && (unsigned char)b.data[0] < 0x80 ? (signed char)b.data[0] : -1;
    buf_free(&b);
    return letter;
}

/* The one ASCII letter or digit that a Latin one folds to, worked out at its first use; 0: there is
 * none. All that Vietnamese is made of. */
static inline char
latin_letter(int32_t c)
{
    static signed char known[0x250 + 0x100];
    signed char *to;

    if ((uint32_t)c < 0x250)
        to = &known[c];
    else if ((uint32_t)c - 0x1E00 < 0x100)
        to = &known[c - 0x1E00 + 0x250];
    else
        return 0;
    if (*to == 0)
        *to = one_letter(c);
    return *to > 0 ? *to : 0;
}

void
text_fold_ready(void)
{
    for (int32_t c = 0; c < 0x250; c++)
        latin_letter(c);
    for (int32_t c = 0x1E00; c < 0x1F00; c++)
        latin_letter(c);
}

/* What stands at these bytes; *letter: what it folds to, if that is one of ASCII; else 0. */
static inline enum fold
fold_at(const char *bytes, size_t n, size_t *step, int32_t *c, char *letter)
{
    *c = code_point(bytes, n, step);
    *letter = latin_letter(*c);
    return *letter != 0 ? FOLD_WORD : *c < 0x80 ? FOLD_GAP : fold_kind(*c);
}

/* A letter of ASCII comes from a byte or more, a gap's space too: there is room for all of them. */
void
text_fold_add(const char *utf8, size_t n, struct buf *out)
{
    size_t start = out->len, step;
    bool gap = false;
    char *to;

    buf_room(out, n);
    to = out->data + out->len;
    for (size_t i = 0; i < n; i += step) {
        int32_t c;
        char letter;
        enum fold kind;

        if (utf8[i] >= 'a' && utf8[i] <= 'z') {         /* most of them, as they are */
            if (gap && to > out->data + start)
                *to++ = ' ';
            gap = false;
            *to++ = utf8[i];
            step = 1;
            continue;
        }
        kind = fold_at(utf8 + i, n - i, &step, &c, &letter);
        if (kind != FOLD_WORD) {
            gap = gap || kind == FOLD_GAP;
            continue;
        }
        if (gap && to > out->data + start)
            *to++ = ' ';
        gap = false;
        if (letter != 0) {
            *to++ = letter;
            continue;
        }
        out->len = (size_t)(to - out->data);
        add_folded(out, is_d(c) ? 'd' : c);
        buf_room(out, n - i);
        to = out->data + out->len;
    }
    *to = '\0';
    out->len = (size_t)(to - out->data);
}

char *
text_fold(const char *utf8)
{
    struct buf out = {0};

    text_fold_add(utf8, strlen(utf8), &out);
    return buf_take(&out);
}

bool
text_has_words(const char *utf8)
{
    size_t n = strlen(utf8), step;
    struct buf other = {0};
    bool has = false;

    for (size_t i = 0; i < n && !has; i += step) {
        int32_t c;
        char letter;

        if (fold_at(utf8 + i, n - i, &step, &c, &letter) != FOLD_WORD)
            continue;
        if (letter == 0)
            add_folded(&other, is_d(c) ? 'd' : c);
        has = letter != 0 || other.len > 0;
    }
    buf_free(&other);
    return has;
}

bool
text_has_tokens(const char *folded_haystack, const char *folded_needle)
{
    size_t n = strlen(folded_needle);
    const char *at = folded_haystack;

    if (n == 0)
        return false;
    while ((at = strstr(at, folded_needle)) != NULL) {
        if ((at == folded_haystack || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
        at++;
    }
    return false;
}

bool
text_begins(const char *folded, const char *folded_words)
{
    size_t n = strlen(folded_words);

    return strncmp(folded, folded_words, n) == 0 && (folded[n] == ' ' || folded[n] == '\0');
}
