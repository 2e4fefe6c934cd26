/* The option tables as mdoc(7): what docketd.conf(5) prints is what the
 * reader accepts. */
#include <string.h>

#include "base/buf.h"
#include "config/config.h"
#include "config/options.h"

/* Text into mdoc: a backslash starts an escape, a dot or quote at the start of
 * a line a macro. */
static void put(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", out);
    for (; *text; text++)
        fputs(*text == '\\' ? "\\e" : (char[]){ *text, '\0' }, out);
}

static void describe_row(const struct option *o, FILE *out)
{
    struct buf wanted = {0};

    option_wants(o, &wanted);
    fprintf(out, ".It Ic %s\n", o->key);
    put(out, o->help);
    fputs("\nValue: ", out);
    put(out, buf_text(&wanted));
    if (o->required)
        fputs("; required", out);
    if (o->fallback) {
        fputs("; without it ", out);
        put(out, o->fallback);
    }
    fputs(".\n", out);
    buf_free(&wanted);
}

static void options_describe(const struct options *options, FILE *out)
{
    if (options->title)
        fprintf(out, ".Ss %s\n%s\n", options->title, options->help);
    fputs(".Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < options->n; i++)
        if (options->rows[i].group == NULL && options->rows[i].type != OPTION_REFUSED)
            describe_row(&options->rows[i], out);
    fputs(".El\n", out);
    for (size_t i = 0; i < options->n; i++)
        if (options->rows[i].group)
            options_describe(options->rows[i].group, out);
}

void settings_describe(FILE *out)
{
    fputs(".Sh OPTIONS\nAt the top of the file stand:\n", out);
    options_describe(&settings_options, out);
    fputs(".Sh PLAN FILES\nAt the top of the file stand:\n", out);
    options_describe(&plan_options, out);
}
