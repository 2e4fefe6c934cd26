#include "xlsx_rich.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "look.h"
#include "xml.h"

void
rich_begin(struct rich *r)
{
    buf_reset(&r->text);
    buf_reset(&r->run);
    r->look = 0;
    r->font = LEGACY_NONE;
    r->in_text = r->in_phonetic = r->in_props = r->font_told = false;
}

static void
property(struct rich *r, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");

    if (strcmp(name, "strike") == 0 &&
        (value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0)))
        r->look |= LOOK_STRUCK;
    else if (strcmp(name, "vertAlign") == 0 && value != NULL)
        r->look |= strcmp(value, "superscript") == 0 ? LOOK_RAISED
                   : strcmp(value, "subscript") == 0 ? LOOK_LOWERED : 0;
    else if (strcmp(name, "rFont") == 0 && value != NULL &&
             (r->font = legacy_font(value)) != LEGACY_NONE)
        r->font_told = true;
}

bool
rich_start(struct rich *r, const char *name, const char **attributes)
{
    if (r->in_props) {
        property(r, name, attributes);
    } else if (name[0] == 't' && name[1] == '\0') {
        r->in_text = !r->in_phonetic;
    } else if (name[0] == 'r' && name[1] == '\0') {
        r->look = 0;
        r->font = LEGACY_NONE;
    } else if (strcmp(name, "rPr") == 0) {
        r->in_props = true;
    } else if (strcmp(name, "rPh") == 0) {
        r->in_phonetic = true;
    } else {
        return false;
    }
    return true;
}

static void
run_end(struct rich *r)
{
    char *text;

    if (r->run.len == 0)
        return;
    rich_unescape(r->run.data);
    if (look_counts(r->look, buf_text(&r->text), r->text.len, r->run.data, strlen(r->run.data),
                    &r->a->flags)) {
        text = r->font != LEGACY_NONE ? legacy_convert(r->font, r->run.data) : NULL;
        if (text != NULL)
            flag_add(&r->a->flags, legacy_flags[r->font]);
        buf_adds(&r->text, text != NULL ? text : r->run.data);
        free(text);
    }
    buf_reset(&r->run);
}

void
rich_end(struct rich *r, const char *name)
{
    if (name[0] == 't' && name[1] == '\0') {
        r->in_text = false;
        run_end(r);
    } else if (strcmp(name, "rPr") == 0) {
        r->in_props = false;
    } else if (strcmp(name, "rPh") == 0) {
        r->in_phonetic = false;
    }
}

void
rich_add(struct rich *r, const char *utf8, size_t n)
{
    if (r->in_text && r->text.len + r->run.len <= LIMIT_CELL_TEXT)
        buf_add(&r->run, utf8, n);
}

void
rich_free(struct rich *r)
{
    buf_free(&r->text);
    buf_free(&r->run);
}

/* The character of "_x000D_" as UTF-8: at most three bytes in the place of its seven. */
static size_t
put_code(char *to, unsigned long c)
{
    if (c < 0x80) {
        *to = (char)c;
        return c >= ' ' || c == '\n' || c == '\t' || c == '\r';
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

void
rich_unescape(char *text)
{
    char *from, *to;

    if ((from = to = strstr(text, "_x")) == NULL)
        return;
    while (*from != '\0') {
        char *end;
        unsigned long c;

        if (strncmp(from, "_x", 2) == 0 && strnlen(from, 7) == 7 && from[6] == '_' &&
            strspn(from + 2, "0123456789abcdefABCDEF") == 4 &&
            (c = strtoul(from + 2, &end, 16)) != 0 && (c < 0xD800 || c >= 0xE000)) {
            to += put_code(to, c);
            from += 7;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}
