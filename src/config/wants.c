/* What a row wants, in words: the same for error messages and the manual. */
#include <string.h>

#include "values.h"

static const struct {
    const char *one, *several;      /* NULL: depends on the row, or cannot be */
} words[OPTION_GROUP] = {
    [OPTION_TEXT] = { NULL, "a list of texts such as [\"one\", \"two\"]" },
    [OPTION_CODE] = { "a code: an ASCII letter, then letters, digits, - and _ (at most 64)",
                 "a list of codes such as [\"one\", \"two\"]" },
    [OPTION_NAME] = { "a name: a small ASCII letter, then small letters, digits and _ (at most 64)",
                 "a list of names such as [\"one\", \"two\"]" },
    [OPTION_ADDRESS] = { "one mail address such as \"name@office.example\"",
                 "a list of mail addresses such as [\"name@office.example\"]" },
    [OPTION_HOST] = { "a host name or an IP address", "a list of host names" },
    [OPTION_PATH] = { "the path of a file or folder", "a list of paths" },
    [OPTION_SECRET] = { "the path of a file, or \"credential:NAME\"", "a list of paths" },
    [OPTION_NUMBER] = { "a number", NULL },
    [OPTION_BOOL] = { "true or false", NULL },
    [OPTION_DATE] = { "a date such as \"2023-06-10\"",
                 "a list of dates such as (\"2023-09-02\", \"2023-01-21..2023-01-25\")" },
    [OPTION_CLOCK] = { "a time of day from \"00:00\" to \"23:59\"", NULL },
    [OPTION_ZONE] = { "a distance from UTC such as \"+07:00\"", NULL },
    [OPTION_INSTANT] = { "a date and time such as \"2023-03-01T07:00\"", NULL },
};

static void
add_scaled(struct buf *out, long long number, const long long *scales, const char *letters)
{
    size_t i = strlen(letters) - 1;

    while (i > 0 && (number == 0 || number % scales[i] != 0))
        i--;
    buf_addf(out, letters[i] == ' ' ? "%lld" : "%lld%c", number / scales[i], letters[i]);
}

static void add_span(struct buf *out, const struct option *o)
{
    static const long long seconds[] = { 1, 60, 3600, 86400 };
    static const long long bytes[] = { 1, 1024, 1024 * 1024, 1024 * 1024 * 1024 };
    bool size = o->type == OPTION_SIZE;

    buf_adds(out, size ? "a size from " : "a time span from ");
    add_scaled(out, o->least, size ? bytes : seconds, size ? " KMG" : "smhd");
    buf_adds(out, " to ");
    add_scaled(out, o->most, size ? bytes : seconds, size ? " KMG" : "smhd");
}

static void add_names(struct buf *out, const struct option *o)
{
    if (o->many)
        buf_adds(out, "a list of ");
    for (size_t i = 0; i < o->nnames; i++)
        buf_addf(out, "%s\"%s\"", i == 0 ? "" : i + 1 == o->nnames ? " or " : ", ", o->names[i]);
}

static void add_whole(struct buf *out, const struct option *o)
{
    buf_adds(out, o->many ? "a list of whole numbers from " : "a whole number from ");
    buf_addf(out, "%lld to %lld", o->least, o->most);
}

void option_wants(const struct option *o, struct buf *out)
{
    const char *fixed = o->type < OPTION_GROUP
                            ? (o->many ? words[o->type].several : words[o->type].one)
                            : NULL;

    if (o->wants)
        buf_adds(out, o->wants);
    else if (fixed)
        buf_adds(out, fixed);
    else if (o->type == OPTION_TEXT)
        buf_addf(out,
                 o->required ? "a text of 1 to %lld characters"
                             : "a text of at most %lld characters",
                 o->most ? o->most : TEXT_MOST);
    else if (o->type == OPTION_WORD || o->type == OPTION_CHOICE)
        add_names(out, o);
    else if (o->type == OPTION_INT || o->type == OPTION_COUNT)
        add_whole(out, o);
    else if (o->type == OPTION_DURATION || o->type == OPTION_SIZE)
        add_span(out, o);
    else if (o->type == OPTION_GROUP)
        buf_adds(out, "a group { KEY = VALUE; ... }");
    else
        buf_adds(out, "a list of groups ( { ... }, { ... } )");
}
