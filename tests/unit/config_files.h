/* What the tests of config share: files with the problems they must give, and
 * a walk over every option row. */
#ifndef TESTS_CONFIG_FILES_H
#define TESTS_CONFIG_FILES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"
#include "config/options.h"

typedef void read_for_problems(const char *file, struct problems *);

static inline void read_settings_for_problems(const char *file, struct problems *problems)
{
    struct settings *s = settings_read(file, problems);

    assert_true((s == NULL) == (problems->n > 0));
    settings_free(s);
}

static inline void read_plan_for_problems(const char *file, struct problems *problems)
{
    struct plan *plan = plan_read(file, problems);

    assert_true((plan == NULL) == (problems->n > 0));
    plan_free(plan);
}

static inline void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static inline void remove_folder(const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *e;

    while (d && (e = readdir(d)))
        unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        closedir(d);
    rmdir(folder);
}

/* Every NAME.conf of the folder that has a NAME.expected beside it gives
 * exactly those lines. */
static inline void expect_problems(const char *folder, read_for_problems *read)
{
    DIR *d = opendir(folder);
    struct dirent *e;
    int files = 0;

    assert_non_null(d);
    while ((e = readdir(d))) {
        char *dot = strrchr(e->d_name, '.'), *conf, *wanted_file, *wanted, *cause = NULL;
        struct problems problems = {0};
        struct buf got = {0};
        size_t n;

        if (dot == NULL || strcmp(dot, ".expected") != 0)
            continue;
        wanted_file = xasprintf("%s/%s", folder, e->d_name);
        conf = xasprintf("%s/%.*s.conf", folder, (int)(dot - e->d_name), e->d_name);
        wanted = file_read(wanted_file, 1 << 20, &n, &cause);
        assert_non_null(wanted);
        read(conf, &problems);
        for (size_t i = 0; i < problems.n; i++) {
            char *line = problem_line(&problems.v[i]);
            buf_addf(&got, "%s\n", line);
            free(line);
        }
        assert_string_equal(buf_text(&got), wanted);
        files++;
        buf_free(&got);
        problems_free(&problems);
        free(wanted);
        free(conf);
        free(wanted_file);
    }
    closedir(d);
    assert_true(files > 0);
}

/* ---- every row -------------------------------------------------------------------- */

/* One line of configuration around a value: "mailbox = { server = { port = X; }; };" */
struct around {
    char *before, *after;
    char *path;                     /* "mailbox.server." */
};

static inline bool says(read_for_problems *read, const struct around *a, const char *key, const char *value,
                        const char *wanted)
{
    char file[] = "/tmp/docketd-row-XXXXXX";
    char *text = xasprintf("%s%s = %s;%s\n", a->before, key, value, a->after), *path = xasprintf("%s%s", a->path, key);
    struct problems problems = {0};
    bool found = false;

    close(mkstemp(file));
    write_file(file, text);
    read(file, &problems);
    for (size_t i = 0; i < problems.n; i++)
        if (problems.v[i].key && strncmp(problems.v[i].key, path, strlen(path)) == 0 && problems.v[i].line == 1 &&
            strcmp(problems.v[i].file, file) == 0 && strstr(problems.v[i].text, wanted))
            found = true;
    if (!found) {
        fprintf(stderr, "no problem \"%s\" at %s in: %s", wanted, path, text);
        problems_print(&problems, stderr);
    }
    unlink(file);
    problems_free(&problems);
    free(path);
    free(text);
    return found;
}

static inline void exercise_range(read_for_problems *read, const struct around *a, const struct option *o)
{
    bool text = o->type == OPTION_TEXT, span = o->type == OPTION_DURATION || o->type == OPTION_SIZE,
         number = o->type == OPTION_INT || o->type == OPTION_COUNT;
    char *value = NULL;

    if (!text && !span && !number)
        return;
    if (text) {
        value = xasprintf("\"%*s\"", (int)(o->most ? o->most : 2000) + 3, "x");
        memset(value + 1, 'x', strlen(value) - 2);
    } else {
        value = xasprintf("%lldL", o->most + 1);
    }
    if (o->many) {
        char *list = xasprintf("( %s )", value);
        free(value);
        value = list;
    }
    assert_true(says(read, a, o->key, value, "must be "));
    if (span || number)
        assert_true(says(read, a, o->key, o->many ? "( -5 )" : "-5", "must be "));
    free(value);
}

static inline void exercise_rows_in(const struct options *options, read_for_problems *read, const struct around *a)
{
    assert_true(says(read, a, "no_such_option", "1", "unknown option; known here are: "));
    for (size_t i = 0; i < options->n; i++) {
        const struct option *o = &options->rows[i];
        bool list = o->type == OPTION_LIST;
        struct around inner = { xasprintf("%s%s = %s{ ", a->before, o->key, list ? "( " : ""),
                                xasprintf(" }%s; %s", list ? " )" : "", a->after),
                                xasprintf("%s%s%s.", a->path, o->key, list ? "[1]" : "") };

        if (o->type == OPTION_REFUSED)
            assert_true(says(read, a, o->key, "\"secret\"", "does not belong here: "));
        else
            assert_true(says(read, a, o->key, "( ( 1.5 ), true )", "must be "));
        exercise_range(read, a, o);
        if (o->group)
            exercise_rows_in(o->group, read, &inner);
        free(inner.before);
        free(inner.after);
        free(inner.path);
    }
}

/* Unknown key, wrong type and both ends of the range, for every row there is. */
static inline void exercise_rows(const struct options *options, read_for_problems *read)
{
    const struct around none = { (char[]){ "" }, (char[]){ "" }, (char[]){ "" } };

    exercise_rows_in(options, read, &none);
}

static inline void every_row_is_described(const struct options *options, const char *manual)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct option *o = &options->rows[i];
        char *item = xasprintf(".It Ic %s\n", o->key);

        if (o->group)
            every_row_is_described(o->group, manual);
        else if (o->type != OPTION_REFUSED)
            assert_non_null(strstr(manual, item));
        assert_true(o->type == OPTION_REFUSED || o->group || (o->help && *o->help));
        free(item);
    }
}

#endif
