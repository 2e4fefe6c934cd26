/* Header fields from raw bytes. Decisions hang on how often a field stands
 * there, so the count is taken here and not from a library that repairs. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "charset.h"

static size_t
line_end(const char *bytes, size_t n, size_t at)
{
    const char *lf = memchr(bytes + at, '\n', n - at);

    return lf != NULL ? (size_t)(lf - bytes) + 1 : n;
}

static size_t
name_length(const char *line, size_t n)
{
    size_t i = 0;

    while (i < n && line[i] > ' ' && line[i] < 0x7F && line[i] != ':')
        i++;
    for (size_t gap = i; gap < n; gap++) {      /* "Subject : x" is read by every client */
        if (line[gap] == ':')
            return i;
        if (line[gap] != ' ' && line[gap] != '\t')
            break;
    }
    return 0;
}

void
fields_parse(struct fields *f, const char *bytes, size_t n)
{
    size_t at = 0, most = n < LIMIT_HEADER_BYTES ? n : LIMIT_HEADER_BYTES;

    *f = (struct fields){0};
    while (at < n) {
        size_t end = line_end(bytes, n, at), len;
        const char *line = bytes + at;

        if (*line == '\n' || (*line == '\r' && end - at == 2)) {
            f->end = end;
            return;
        }
        if (end > most || f->n >= LIMIT_HEADER_FIELDS) {
            f->too_many = true;
            f->end = at;
            return;
        }
        if ((*line == ' ' || *line == '\t') && f->n > 0) {
            f->v[f->n - 1].value_len = (size_t)(bytes + end - f->v[f->n - 1].value);
        } else if ((len = name_length(line, end - at)) > 0) {
            const char *value = (const char *)memchr(line, ':', end - at) + 1;

            *ARRAY_MORE(f->v, f->n) = (struct field){ line, value, len,
                                                      (size_t)(bytes + end - value) };
        } else if (at > 0 || (strncmp(line, "From ", end - at < 5 ? end - at : 5) != 0 &&
                              strncmp(line, ">From ", end - at < 6 ? end - at : 6) != 0)) {
            f->broken = true;
        }
        at = end;
    }
    f->end = n;
}

bool
field_is_deep(const struct field *f)
{
    static const char *const of_addresses[] = { "From", "Sender", "Reply-To", "To", "Cc", "Bcc" };
    size_t groups = 0;
    bool addresses = false;

    for (size_t i = 0; i < ARRAY_LEN(of_addresses); i++)
        addresses |= field_is(f, of_addresses[i]);
    for (size_t i = 0; i < f->value_len && addresses; i++)
        groups += f->value[i] == ':';
    return groups > LIMIT_ADDRESSES;
}

void
fields_free(struct fields *f)
{
    free(f->v);
    *f = (struct fields){0};
}

bool
field_is(const struct field *f, const char *name)
{
    return strlen(name) == f->name_len && strncasecmp(f->name, name, f->name_len) == 0;
}

const struct field *
fields_find(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (field_is(&f->v[i], name))
            return &f->v[i];
    }
    return NULL;
}

int
fields_count(const struct fields *f, const char *name)
{
    int count = 0;

    for (size_t i = 0; i < f->n; i++)
        count += field_is(&f->v[i], name);
    return count;
}

/* RFC 5322 2.2.3: a line break before white space goes, the space stays. */
static char *
unfold(const char *value, size_t n, size_t *out_n)
{
    struct buf b = {0};

    buf_adds(&b, "");
    for (size_t i = 0; i < n; i++) {
        if (value[i] != '\r' && value[i] != '\n')
            buf_addc(&b, value[i]);
    }
    *out_n = b.len;
    return buf_take(&b);
}

static bool
has_8bit(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)bytes[i] >= 0x80)
            return true;
    }
    return false;
}

char *
field_text(const struct field *f, bool decode, struct strings *flags)
{
    size_t n;
    char *flat = unfold(f->value, f->value_len, &n), *out, *utf8;

    if (has_8bit(flat, n))
        flag_add(flags, FLAG_RAW_8BIT_HEADER);
    utf8 = decode ? words_decode(flat, n, flags) : charset_convert(NULL, flat, n, NULL);
    out = text_clean_line(utf8, strlen(utf8));
    free(utf8);
    free(flat);
    return out;
}
