/* What the sender wrote himself: the body up to the quoted letter, without
 * quoted lines, signature and standard notices (mail-reality: quoted replies
 * hold our own reminder and the names of other units). */
#include "own.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define LINE_MOST 400                   /* longer lines introduce nothing */

/* A line that begins and ends so brings the letter that is answered; compared
 * folded. The end may stand one or two lines further down. */
static const struct { const char *begin, *end; } intros[] = {
    { "vao", "da viet" }, { "vao luc", "viet" }, { "on", "wrote" }, { "luc", "da viet" }, { "am", "schrieb" },
    { "le", "a ecrit" }, { "ngay", "da viet" },
};

static const char *const cuts[] = {
    "original message", "forwarded message", "tin nhan goc", "thu goc", "tin nhan da chuyen tiep", "thu da chuyen tiep",
    "begin forwarded message", "tin nhan duoc chuyen tiep", "bat dau thu chuyen tiep",
};

/* Field names of a quoted header block, folded. */
enum { BLOCK_FROM = 0, BLOCK_SUBJECT = 3, BLOCK_OTHER = 5 };
static const char *const block_names[] = {
    "tu", "from", "nguoi gui", "chu de", "subject", "gui", "sent", "den", "to", "ngay", "date", "cc", "nguoi nhan",
};

static const char *const signature_starts[] = {
    "sent from my", "duoc gui tu", "gui tu iphone", "gui tu dien thoai", "get outlook for", "tai outlook cho",
    "this email and any", "this e mail and any", "this message and any", "the information contained in this",
    "confidentiality notice", "thong bao bao mat", "thu dien tu nay va", "email nay va", "luu y bao mat",
    "virus free", "khong co vi rut",
};

static bool
ends(const char *folded, const char *word)
{
    size_t n = strlen(folded), k = strlen(word);

    return n >= k && strcmp(folded + n - k, word) == 0;
}

static const char *
next_line(const char *line)
{
    const char *lf = strchr(line, '\n');

    return lf != NULL ? lf + 1 : NULL;
}

static char *
folded_line(const char *line)
{
    size_t n = strcspn(line, "\n");
    char *text, *folded;

    if (n > LINE_MOST)
        return xstrdup("");
    text = xstrndup(line, n);
    folded = text_fold(text);
    free(text);
    return folded;
}

/* "On Mon, 5 Jun 2023 at 10:00, A <a@b> wrote:" in up to three lines: the
 * line after it, or NULL if this is none. */
static const char *
intro_end(const char *line, const char *folded)
{
    for (size_t i = 0; i < ARRAY_LEN(intros); i++) {
        const char *at = line;

        if (!text_begins(folded, intros[i].begin))
            continue;
        for (int k = 0; k < 3 && at != NULL; k++, at = next_line(at)) {
            char *f = folded_line(at);
            size_t n = strcspn(at, "\n");
            bool hit;

            while (n > 0 && isspace((unsigned char)at[n - 1]))
                n--;
            hit = n > 0 && at[n - 1] == ':' && ends(f, intros[i].end);
            free(f);
            if (hit)
                return at[strcspn(at, "\n")] != '\0' ? next_line(at) : "";
        }
    }
    return NULL;
}

/* Quoted lines follow: the answer may stand below them. */
static bool
quote_follows(const char *line)
{
    return line[strspn(line, " \t\n")] == '>';
}

static bool
is_cut(const char *line, const char *folded)
{
    if (*line != '-' && *line != '_' && *line != '*' && *line != 'B')
        return false;
    for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
        if (strncmp(folded, cuts[i], strlen(cuts[i])) == 0)
            return true;
    }
    return false;
}

static int
block_field(const char *line)
{
    char *folded, *name;
    size_t n;
    int found = -1;

    line += strspn(line, "* ");
    n = strcspn(line, ":\n");
    if (line[n] != ':' || n > 30)
        return -1;
    name = xstrndup(line, n);
    folded = text_fold(name);
    for (size_t i = 0; i < ARRAY_LEN(block_names) && found == -1; i++) {
        if (strcmp(folded, block_names[i]) == 0)
            found = (int)i;
    }
    free(name);
    free(folded);
    return found;
}

/* From first, a subject among the next lines: a quoted header. A form that
 * asks "Từ: ... Đến: ..." is none. */
static bool
is_block(const char *line)
{
    int first = block_field(line);

    if (first < BLOCK_FROM || first >= BLOCK_SUBJECT)
        return false;
    for (int i = 0; i < 6 && (line = next_line(line)) != NULL; i++) {
        int field = block_field(line);

        if (field >= BLOCK_SUBJECT && field < BLOCK_OTHER)
            return true;
    }
    return false;
}

static bool
is_signature(const char *line, const char *folded)
{
    size_t n = strcspn(line, "\n");

    if (n >= 2 && n <= 3 && line[0] == '-' && line[1] == '-' && (n == 2 || line[2] == ' '))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(signature_starts); i++) {
        if (text_begins(folded, signature_starts[i]))
            return true;
    }
    return false;
}

char *
own_words(const char *text)
{
    struct buf out = {0};
    const char *line = text;
    char *cut;

    buf_adds(&out, "");
    while (line != NULL && *line != '\0') {
        char *folded = folded_line(line);
        const char *after = intro_end(line, folded);
        bool over = after != NULL
                        ? !quote_follows(after)
                        : is_cut(line, folded) || is_block(line) || is_signature(line, folded);

        free(folded);
        if (over)
            break;
        if (after == NULL && *line != '>') {
            buf_add(&out, line, strcspn(line, "\n"));
            buf_addc(&out, '\n');
        }
        line = after != NULL ? after : next_line(line);
    }
    while (out.len > 0 && isspace((unsigned char)out.data[out.len - 1]))
        out.data[--out.len] = '\0';
    cut = xstrdup(buf_text(&out) + strspn(buf_text(&out), "\n"));
    buf_free(&out);
    return cut;
}
