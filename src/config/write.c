/* One value as text: quoted for a file, plain for a table. */
#include "write.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

static void
quote(struct buf *out, const char *text)
{
    buf_addc(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            buf_addc(out, '\\');
        buf_addc(out, *text);
    }
    buf_addc(out, '"');
}

/* The items of a value as plain texts. */
static void
items(const struct option *o, const void *object, struct strings *out)
{
    const void *at = AT(object, o->offset);
    char iso[11];

    switch (o->type) {
    case OPTION_INT:
    case OPTION_COUNT:
    case OPTION_TEXT:
    case OPTION_CODE:
    case OPTION_NAME:
    case OPTION_ADDRESS:
    case OPTION_WORD:
        if (o->many)
            for (size_t i = 0; i < ((const struct strings *)at)->n; i++)
                strings_add(out, ((const struct strings *)at)->v[i]);
        else if (o->type == OPTION_INT && *(const int *)at != 0)
            strings_take(out, xasprintf("%d", *(const int *)at));
        else if (o->type == OPTION_COUNT && *(const size_t *)at != 0)
            strings_take(out, xasprintf("%zu", *(const size_t *)at));
        else if (o->type != OPTION_INT && o->type != OPTION_COUNT && *(char *const *)at != NULL)
            strings_add(out, *(char *const *)at);
        break;
    case OPTION_CHOICE: strings_add(out, o->names[*(const int *)at]); break;
    case OPTION_BOOL: strings_add(out, *(const bool *)at ? "true" : "false"); break;
    case OPTION_NUMBER:
        if (*(const bool *)AT(object, o->extra))
            strings_take(out, xasprintf("%g", *(const double *)at));
        break;
    case OPTION_DATE:
        for (size_t i = 0; i < (o->many ? *(const size_t *)AT(object, o->extra) : 1); i++) {
            const struct date d = o->many ? (*(struct date *const *)at)[i]
                                          : *(const struct date *)at;

            date_write(d, iso);
            if (d.year != 0)
                strings_add(out, iso);
        }
        break;
    default: break;
    }
}

static bool
bare(const struct option *o, const char *item)
{
    bool number = *item != '\0' && strspn(item, "0123456789.-") == strlen(item);

    if (o->type == OPTION_BOOL)
        return strcmp(item, "true") == 0 || strcmp(item, "false") == 0;
    return number && (o->type == OPTION_INT || o->type == OPTION_COUNT || o->type == OPTION_NUMBER);
}

static void
write_items(const struct option *o, const struct strings *list, struct buf *out)
{
    if (o->many)
        buf_addc(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        buf_adds(out, i > 0 ? ", " : "");
        if (bare(o, list->v[i]))
            buf_adds(out, list->v[i]);
        else
            quote(out, list->v[i]);
    }
    if (o->many)
        buf_addc(out, ']');
}

static bool
is_fallback(const struct option *o, const struct strings *list)
{
    return o->fallback != NULL && !o->many && list->n == 1 && strcmp(list->v[0], o->fallback) == 0;
}

static bool
finish(const struct option *o, struct strings *list, struct buf *out)
{
    bool any = list->n > 0 && !is_fallback(o, list);

    if (any)
        write_items(o, list, out);
    strings_free(list);
    return any;
}

bool
option_write(const struct option *o, const void *object, struct buf *out)
{
    struct strings list = {0};

    items(o, object, &list);
    return finish(o, &list, out);
}

bool
option_write_cell(const struct option *o, const char *cell, struct buf *out)
{
    struct strings list = {0};
    char *copy = xstrdup(cell), *rest = copy, *one;

    while ((one = o->many ? strsep(&rest, ";\n") : rest) != NULL) {
        char *item = text_clean_line(one, strlen(one));

        if (*item != '\0')
            strings_add(&list, item);
        free(item);
        rest = o->many ? rest : NULL;
    }
    free(copy);
    return finish(o, &list, out);
}

void
option_cell(const struct option *o, const void *object, struct buf *out)
{
    struct strings list = {0};

    items(o, object, &list);
    for (size_t i = 0; i < list.n; i++)
        buf_addf(out, "%s%s", i > 0 ? "; " : "", list.v[i]);
    strings_free(&list);
}
