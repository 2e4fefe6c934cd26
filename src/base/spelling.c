/* Both ways of setting a tone are in use ("hòa", "hoà"): it is compared behind
 * its word. */
#include "base/spelling.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/text.h"

static bool
is_tone(utf8proc_int32_t c)
{
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

static bool
in_word(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ND ||
           (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO);
}

static void
put(struct buf *out, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];

    if (c != 0)
        buf_add(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

/* "mỹ" and "mĩ", "quý" and "quí" are one sound; "thuy" and "thui" are two. */
static void
end_word(struct buf *out, size_t start, utf8proc_int32_t tone)
{
    char *word = out->data == NULL ? NULL : out->data + start;
    size_t n = out->len - start;

    if (word != NULL && n >= 2 && word[n - 1] == 'y' && (unsigned char)word[n - 2] < 0x80 &&
        (strchr("aeiou", word[n - 2]) == NULL || (n == 3 && memcmp(word, "qu", 2) == 0)))
        word[n - 1] = 'i';
    put(out, tone);
}

char *
spelling_of(const char *utf8)
{
    char *lower = text_lower(utf8);
    utf8proc_uint8_t *apart = utf8proc_NFD((const utf8proc_uint8_t *)lower), *at = apart;
    struct buf out = {0};
    utf8proc_int32_t tone = 0, c;
    size_t start = 0;

    for (; at != NULL && *at != '\0'; at += utf8proc_iterate(at, -1, &c)) {
        utf8proc_iterate(at, -1, &c);
        if (is_tone(c)) {
            tone = c;
        } else if (in_word(c)) {
            put(&out, c);
        } else {
            end_word(&out, start, tone);
            tone = 0;
            if (out.len > 0 && out.data[out.len - 1] != ' ')
                put(&out, ' ');
            start = out.len;
        }
    }
    end_word(&out, start, tone);
    while (out.len > 0 && out.data[out.len - 1] == ' ')
        out.data[--out.len] = '\0';
    free(apart);
    free(lower);
    return buf_take(&out);
}
