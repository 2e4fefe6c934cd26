/* The option-table reader: libconfig's tree against rows (include/config/options.h). */
#include <assert.h>
#include <libconfig.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/options.h"
#include "source.h"
#include "values.h"

#define AT(type, object, offset) ((type *)(void *)((char *)(object) + (offset)))

/* ---- problems -------------------------------------------------------------- */

/* "officers[2].role": lists are counted from 1, as people do. */
static void add_path(struct buf *path, const config_setting_t *setting)
{
    const config_setting_t *parent = config_setting_parent(setting);

    if (parent == NULL)
        return;
    add_path(path, parent);
    if (config_setting_name(setting))
        buf_addf(path, "%s%s", path->len ? "." : "", config_setting_name(setting));
    else
        buf_addf(path, "[%d]", config_setting_index(setting) + 1);
}

const struct config_setting_t *
options_member(const struct config_setting_t *setting, const char *key)
{
    return setting && config_setting_is_group(setting)
               ? config_setting_get_member((config_setting_t *)setting, key)
               : NULL;
}

const struct config_setting_t *options_element(const struct config_setting_t *setting, size_t i)
{
    return setting ? config_setting_get_elem((config_setting_t *)setting, (unsigned)i) : NULL;
}

/* libconfig names an included file as the @include does. */
static char *file_of(const struct options_run *run, const char *file)
{
    if (file == NULL || file[0] == '/' || strcmp(file, run->file) == 0)
        return xstrdup(file ? file : run->file);
    return xasprintf("%s/%s", run->near, file);
}

void
options_problem(struct options_run *run, const struct config_setting_t *setting, const char *key,
                const char *format, ...)
{
    const config_setting_t *member = key ? options_member(setting, key) : NULL;
    const config_setting_t *place = member ? member : setting;
    struct buf path = {0};
    char *text = NULL,
         *file = place ? file_of(run, config_setting_source_file(place)) : xstrdup(run->file);
    va_list arguments;

    va_start(arguments, format);
    text = xvasprintf(format, arguments);
    va_end(arguments);
    if (place)                      /* NULL: what several files say together has no line */
        add_path(&path, place);
    if (key && member == NULL)
        buf_addf(&path, "%s%s", path.len ? "." : "", key);
    problem_add(run->problems, file, place ? (int)config_setting_source_line(place) : 0,
                path.len ? buf_text(&path) : NULL, "%s", text);
    buf_free(&path);
    free(file);
    free(text);
}

static void
unknown_key(struct options_run *run, const config_setting_t *member, const struct options *options)
{
    struct buf known = {0};

    for (size_t i = 0; i < options->n; i++)
        if (options->rows[i].type != OPTION_REFUSED)
            buf_addf(&known, "%s%s", known.len ? ", " : "", options->rows[i].key);
    options_problem(run, member, NULL, "unknown option; known here are: %s", buf_text(&known));
    buf_free(&known);
}

/* ---- scalars ---------------------------------------------------------------- */

static struct given given_of(const config_setting_t *setting)
{
    struct given g = { .as = GIVEN_OTHER };

    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_STRING:
        g.as = GIVEN_TEXT;
        g.text = config_setting_get_string(setting);
        break;
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        g.as = GIVEN_NUMBER;
        g.number = config_setting_get_int64(setting);
        break;
    case CONFIG_TYPE_FLOAT:
        g.as = GIVEN_REAL;
        g.real = config_setting_get_float(setting);
        break;
    case CONFIG_TYPE_BOOL:
        g.as = GIVEN_BOOL;
        g.number = config_setting_get_bool(setting);
        break;
    }
    return g;
}

static void
read_default(struct options_run *run, const struct option *o, const char *text, void *object)
{
    struct given g = { .as = GIVEN_TEXT, .text = text, .fallback = true };
    bool fine = value_store(o, run, &g, object, NULL);

    assert(fine);
    (void)fine;
}

/* The default of a row, as if the file had said it. */
static void read_fallback(struct options_run *run, const struct option *o, void *object)
{
    char *copy = xstrdup(o->fallback), *rest = NULL;

    if (!o->many)
        read_default(run, o, copy, object);
    else
        for (char *word = strtok_r(copy, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
            read_default(run, o, word, object);
    free(copy);
}

static void
read_scalar(struct options_run *run, const config_setting_t *setting, const struct option *o,
            void *object)
{
    struct given g = given_of(setting);
    char *cause = NULL;

    if (!value_store(o, run, &g, object, &cause))
        options_problem(run, setting, NULL, "%s", cause);
    if (cause && o->fallback && !o->many)
        read_fallback(run, o, object);      /* so that the checks that follow do not stumble over it */
    free(cause);
}

static bool is_list(const config_setting_t *setting)
{
    return config_setting_is_list(setting) || config_setting_is_array(setting);
}

static void
refuse_type(struct options_run *run, const config_setting_t *setting, const struct option *o)
{
    struct buf wanted = {0};

    option_wants(o, &wanted);
    options_problem(run, setting, NULL, "must be %s", buf_text(&wanted));
    buf_free(&wanted);
}

static void
read_many(struct options_run *run, const config_setting_t *setting, const struct option *o,
          void *object)
{
    if (o->or_one && !config_setting_is_aggregate(setting)) {
        read_scalar(run, setting, o, object);
        return;
    }
    if (!is_list(setting)) {
        refuse_type(run, setting, o);
        return;
    }
    if (o->required && config_setting_length(setting) == 0)
        options_problem(run, setting, NULL, "must not be empty");
    for (int i = 0; i < config_setting_length(setting); i++)
        read_scalar(run, options_element(setting, (size_t)i), o, object);
}

/* ---- groups ------------------------------------------------------------------ */

void
options_read_list(struct options_run *run, const struct config_setting_t *setting,
                  const struct option *o, void *object)
{
    char **array = AT(char *, object, o->offset);
    size_t *n = AT(size_t, object, o->extra);

    if (!config_setting_is_list(setting)) {
        refuse_type(run, setting, o);
        return;
    }
    for (int i = 0; i < config_setting_length(setting); i++) {
        *array = array_more(*array, *n, o->group->size);
        options_read(run, options_element(setting, (size_t)i), o->group,
                     *array + o->group->size * (*n)++);
    }
}

static void
read_member(struct options_run *run, const config_setting_t *setting, const struct option *o,
            void *object)
{
    if (o->type == OPTION_REFUSED)
        options_problem(run, setting, NULL, "does not belong here: %s", o->wants);
    else if (o->type == OPTION_CALL)
        o->call(run, setting, o, object);
    else if (o->type == OPTION_LIST)
        options_read_list(run, setting, o, object);
    else if (o->type == OPTION_GROUP)
        options_read(run, setting, o->group, AT(char, object, o->offset));
    else if (o->many)
        read_many(run, setting, o, object);
    else
        read_scalar(run, setting, o, object);
}

/* A row the file leaves out: its default; a group left out has its rows'
 * defaults, and its missing required keys are problems of the group around. */
static void read_absent(struct options_run *run, const config_setting_t *around, const char *key,
                        const struct option *o, void *object)
{
    if (o->required)
        options_problem(run, around, key, "is missing");
    else if (o->fallback)
        read_fallback(run, o, object);
    for (size_t i = 0; o->type == OPTION_GROUP && i < o->group->n; i++) {
        char *path = xasprintf("%s.%s", key, o->group->rows[i].key);
        read_absent(run, around, path, &o->group->rows[i], AT(char, object, o->offset));
        free(path);
    }
}

static const struct option *row_of(const struct options *options, const char *key)
{
    for (size_t i = 0; i < options->n; i++)
        if (strcmp(options->rows[i].key, key) == 0)
            return &options->rows[i];
    return NULL;
}

static void
read_rows(struct options_run *run, const config_setting_t *setting, const struct options *options,
          void *object)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct option *o = &options->rows[i];
        const config_setting_t *member = options_member(setting, o->key);

        if (member)
            read_member(run, member, o, object);
        else
            read_absent(run, setting, o->key, o, object);
    }
}

void
options_read(struct options_run *run, const struct config_setting_t *setting,
             const struct options *options, void *object)
{
    if (!config_setting_is_group(setting)) {
        options_problem(run, setting, NULL, "must be a group { KEY = VALUE; ... }");
        return;
    }
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *member = options_element(setting, (size_t)i);
        if (row_of(options, config_setting_name(member)) == NULL)
            unknown_key(run, member, options);
    }
    read_rows(run, setting, options, object);
    if (options->check)
        options->check(run, setting, object);
}

/* ---- files ------------------------------------------------------------------- */

/* libconfig's words, and what a person can do about it. */
static const struct { const char *said, *meant; } explanations[] = {
    { "syntax error", "syntax error: look on this line and the one before for a missing ; , \" } or ), or a comma too many" },
    { "duplicate setting name", "this option stands here for the second time; keep one of them" },
    { "mismatched element type in array", "values of several types need ( ) around them, not [ ]" },
};

static bool parse(struct options_run *run, config_t *config)
{
    const char *text;
    char *file;

    if (config_read_file(config, run->file) == CONFIG_TRUE)
        return true;
    file = file_of(run, config_error_file(config));
    text = config_error_text(config) ? config_error_text(config) : "cannot be read";
    for (size_t i = 0; i < ARRAY_LEN(explanations); i++)
        if (strcmp(text, explanations[i].said) == 0)
            text = explanations[i].meant;
    problem_add(run->problems, file, config_error_line(config), NULL, "%s", text);
    free(file);
    return false;
}

/* Rows are read in the table's order; a person mends in the file's. */
static bool
stands_after(const struct options_run *run, const struct problem *a, const struct problem *b)
{
    bool main_a = a->file && strcmp(a->file, run->file) == 0,
         main_b = b->file && strcmp(b->file, run->file) == 0;

    if (main_a != main_b)
        return main_b;
    if (a->file && b->file && strcmp(a->file, b->file) != 0)
        return strcmp(a->file, b->file) > 0;
    return a->line > b->line;
}

static void sort_problems(const struct options_run *run, size_t first)
{
    struct problem *v = run->problems->v;

    for (size_t i = first; i < run->problems->n; i++) {
        struct problem moved = v[i];
        size_t k = i;

        for (; k > first && stands_after(run, &v[k - 1], &moved); k--)
            v[k] = v[k - 1];
        v[k] = moved;
    }
}

bool
options_file(const char *file, const struct options *options, void *object, options_after *after,
             struct problems *problems)
{
    size_t before = problems->n;
    char *copy = xstrdup(file), *near = dirname(copy), *folder = realpath(near, NULL);
    struct options_run run = { .problems = problems, .file = file, .near = near, .folder = folder ? folder : near };
    config_t config;

    config_init(&config);
    config_set_include_dir(&config, near);
    if (source_check(file, near, problems) && parse(&run, &config)) {
        run.root = config_root_setting(&config);
        options_read(&run, run.root, options, object);
        if (after)
            after(&run, object);
        sort_problems(&run, before);
    }
    config_destroy(&config);
    free(folder);
    free(copy);
    return problems->n == before;
}
