/* Header fields and bodies in ASCII: RFC 2045, 2047, 2231, 5322. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "core/letter/mime.h"

#define COLUMNS      76                 /* of a line that holds an encoded word (RFC 2047, 2) */
#define WORD_OPEN    "=?UTF-8?B?"
#define WORD_FRAME   12                 /* WORD_OPEN and "?=" */
#define WORD_BYTES   45                 /* that fit in 75 columns (RFC 2047, 2) */
#define WORD_LEAST   9                  /* fewer are not worth the end of a line */
#define PHRASE_MOST  60                 /* a longer plain name is encoded, so that it folds */
#define PIECE_MOST   60                 /* of a file name's RFC 2231 section */

bool
mime_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

struct field_line
mime_field(struct buf *out, const char *name)
{
    buf_addf(out, "%s:", name);
    return (struct field_line){ out, strlen(name) + 1, false };
}

static void
fold(struct field_line *line)
{
    buf_adds(line->out, "\r\n");
    line->at = 0;
}

static void
word(struct field_line *line, const char *s, size_t n)
{
    if (line->begun && line->at + 1 + n > COLUMNS)
        fold(line);         /* never right behind the name: a Message-ID there is lost on some */
    line->begun = true;
    buf_addc(line->out, ' ');
    buf_add(line->out, s, n);
    line->at += 1 + n;
}

void
mime_word(struct field_line *line, const char *text)
{
    word(line, text, strlen(text));
}

static size_t
whole_characters(const char *s, size_t n, size_t most)
{
    if (n <= most)
        return n;
    while (most > 0 && ((unsigned char)s[most] & 0xc0) == 0x80)
        most--;
    return most;
}

/* RFC 2047, 5: an encoded word never ends inside a character. */
static void
encoded(struct field_line *line, const char *s, size_t n)
{
    while (n > 0) {
        size_t room = line->at + 1 + WORD_FRAME < COLUMNS
                          ? (COLUMNS - line->at - 1 - WORD_FRAME) / 4 * 3
                          : 0,
               take;
        char *base64;

        if (room < WORD_LEAST && room < n) {
            fold(line);
            room = WORD_BYTES;
        }
        take = whole_characters(s, n, room < WORD_BYTES ? room : WORD_BYTES);
        base64 = base64_of(s, take);
        line->begun = true;
        buf_addf(line->out, " " WORD_OPEN "%s?=", base64);
        line->at += 1 + WORD_FRAME + strlen(base64);
        free(base64);
        s += take;
        n -= take;
    }
}

void
mime_text(struct field_line *line, const char *s)
{
    while (*s != '\0') {
        size_t n = strcspn(s, " ");
        char *one = xstrndup(s, n);
        bool plain = n > 0 && n < COLUMNS && mime_plain(one) && strstr(one, "=?") == NULL;

        free(one);
        if (!plain) {
            encoded(line, s, strlen(s));
            return;
        }
        word(line, s, n);
        s += n;
        s += strspn(s, " ");
    }
}

void
mime_phrase(struct field_line *line, const char *name)
{
    struct buf quoted = {0};

    if (!mime_plain(name) || strlen(name) > PHRASE_MOST || strstr(name, "=?") != NULL) {
        encoded(line, name, strlen(name));
        return;
    }
    buf_addc(&quoted, '"');
    for (; *name != '\0'; name++) {
        if (*name == '"' || *name == '\\')
            buf_addc(&quoted, '\\');
        buf_addc(&quoted, *name);
    }
    buf_addc(&quoted, '"');
    word(line, quoted.data, quoted.len);
    buf_free(&quoted);
}

void
mime_end(struct field_line *line)
{
    buf_adds(line->out, "\r\n");
}

static bool
attribute_char(unsigned char c)         /* RFC 2231, 7 */
{
    return c > ' ' && c < 0x7f && strchr("*'%()<>@,;:\\\"/[]?=", c) == NULL;
}

void
mime_file_name(struct buf *out, const char *name)
{
    struct buf piece = {0};
    int section = 0;

    if (mime_plain(name) && strlen(name) <= PIECE_MOST && strpbrk(name, "\"\\") == NULL) {
        buf_addf(out, ";\r\n filename=\"%s\"", name);
        return;
    }
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++) {
        bool first = (*c & 0xc0) != 0x80;       /* sections end between characters */

        if (first && piece.len + 12 > PIECE_MOST) {
            buf_addf(out, ";\r\n filename*%d*=%s%s", section, section == 0 ? "UTF-8''" : "",
                     piece.data);
            buf_reset(&piece);
            section++;
        }
        if (attribute_char(*c))
            buf_addc(&piece, (char)*c);
        else
            buf_addf(&piece, "%%%02X", *c);
    }
    if (section == 0)
        buf_addf(out, ";\r\n filename*=UTF-8''%s", buf_text(&piece));
    else
        buf_addf(out, ";\r\n filename*%d*=%s", section, buf_text(&piece));
    buf_free(&piece);
}
