/* Units as a table that an office can edit with others, and back. */
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "config/plans.h"
#include "plan.h"
#include "write.h"

static bool
is_column(const struct option *o)
{
    return o->type != OPTION_GROUP && o->type != OPTION_LIST;
}

void
units_table(const struct plan *plan, struct strings **rows, size_t *n)
{
    struct strings *head = ARRAY_MORE(*rows, *n);

    for (size_t k = 0; k < unit_options.n; k++)
        if (is_column(&unit_options.rows[k]))
            strings_add(head, unit_options.rows[k].key);
    for (size_t i = 0; i < plan->nunits; i++) {
        struct strings *row = ARRAY_MORE(*rows, *n);

        for (size_t k = 0; k < unit_options.n; k++) {
            struct buf cell = {0};

            if (is_column(&unit_options.rows[k])) {
                option_cell(&unit_options.rows[k], &plan->units[i], &cell);
                strings_add(row, buf_text(&cell));
            }
            buf_free(&cell);
        }
    }
}

/* ---- merging -------------------------------------------------------------------- */

struct merge {
    const struct plan *plan;
    const char *name;                       /* of the table, for problems */
    const struct strings *rows;
    size_t n;
    const struct option **columns;          /* by column of the table */
    size_t ncolumns, code;
    struct problems *problems;
};

static const struct option *
column_named(const char *name)
{
    char *lower = text_lower(name), *key = text_clean_line(lower, strlen(lower));
    const struct option *found = NULL;

    for (size_t k = 0; k < unit_options.n; k++)
        if (is_column(&unit_options.rows[k]) && strcmp(unit_options.rows[k].key, key) == 0)
            found = &unit_options.rows[k];
    free(lower);
    free(key);
    return found;
}

static void
read_head(struct merge *m)
{
    const struct strings *head = &m->rows[0];

    m->code = m->ncolumns = head->n;
    m->columns = xcalloc(head->n + 1, sizeof *m->columns);
    for (size_t c = 0; c < head->n; c++) {
        m->columns[c] = column_named(head->v[c]);
        if (m->columns[c] == NULL && *head->v[c] != '\0')
            problem_add(m->problems, m->name, 1, head->v[c],
                        "is no column of units; docketctl plan export writes them all");
        if (m->columns[c] != NULL && strcmp(m->columns[c]->key, "code") == 0)
            m->code = c;
    }
    if (m->code == head->n)
        problem_add(m->problems, m->name, 1, "code", "is missing: every row needs it");
}

static const char *
cell_of(const struct strings *row, size_t c)
{
    return c < row->n ? row->v[c] : "";
}

static const struct strings *
row_of(const struct merge *m, const char *code)
{
    for (size_t i = 1; i < m->n; i++)
        if (strcasecmp(cell_of(&m->rows[i], m->code), code) == 0)
            return &m->rows[i];
    return NULL;
}

static void
write_group(const struct options *group, const void *object, struct buf *out)
{
    for (size_t i = 0; i < group->n; i++) {
        struct buf value = {0};

        if (option_write(&group->rows[i], object, &value))
            buf_addf(out, " %s = %s;", group->rows[i].key, buf_text(&value));
        buf_free(&value);
    }
}

/* Successors and quota are no matter of a table: they stay. */
static void
write_rest(const struct option *o, const struct unit *unit, struct buf *out)
{
    struct buf inner = {0};
    size_t n = o->type == OPTION_LIST ? *(const size_t *)AT(unit, o->extra) : 0;

    for (size_t i = 0; i < n; i++) {
        buf_adds(&inner, i > 0 ? ", {" : "{");
        write_group(o->group, *(char *const *)AT(unit, o->offset) + i * o->group->size, &inner);
        buf_adds(&inner, " }");
    }
    if (o->type == OPTION_GROUP)
        write_group(o->group, AT(unit, o->offset), &inner);
    if (inner.len > 0)
        buf_addf(out, o->type == OPTION_LIST ? "      %s = ( %s );\n" : "      %s = {%s };\n",
                 o->key, buf_text(&inner));
    buf_free(&inner);
}

/* unit NULL: a new one; row NULL: the table does not speak of it. */
static void
write_unit(const struct merge *m, const struct unit *unit, const struct strings *row,
           struct buf *out)
{
    static const struct unit none;

    for (size_t k = 0; k < unit_options.n; k++) {
        const struct option *o = &unit_options.rows[k];
        struct buf value = {0};
        size_t c = 0;

        while (row != NULL && c < m->ncolumns && m->columns[c] != o)
            c++;
        if (!is_column(o))
            write_rest(o, unit != NULL ? unit : &none, out);
        else if (row != NULL && c < m->ncolumns ? option_write_cell(o, cell_of(row, c), &value)
                                                : unit != NULL && option_write(o, unit, &value))
            buf_addf(out, "      %s = %s;\n", o->key, buf_text(&value));
        buf_free(&value);
    }
}

static void
check_rows(const struct merge *m)
{
    for (size_t i = 1; i < m->n; i++) {
        const char *code = cell_of(&m->rows[i], m->code);
        bool empty = true;

        for (size_t c = 0; c < m->rows[i].n; c++)
            empty = empty && m->rows[i].v[c][0] == '\0';
        if (*code == '\0' && !empty)
            problem_add(m->problems, m->name, (int)i + 1, "code", "is missing");
        for (size_t k = 1; k < i && *code != '\0'; k++)
            if (strcasecmp(code, cell_of(&m->rows[k], m->code)) == 0)
                problem_add(m->problems, m->name, (int)i + 1, "code", "%s stands in row %zu too", code, k + 1);
    }
}

static void
write_all(const struct merge *m, struct buf *out)
{
    bool first = true;

    buf_adds(out, "units = (\n");
    for (size_t i = 0; i < m->plan->nunits; i++, first = false) {
        buf_adds(out, first ? "    {\n" : ",\n    {\n");
        write_unit(m, &m->plan->units[i], row_of(m, m->plan->units[i].code), out);
        buf_adds(out, "    }");
    }
    for (size_t i = 1; i < m->n; i++) {
        const char *code = cell_of(&m->rows[i], m->code);

        if (*code == '\0' || plan_unit(m->plan, code) != NULL)
            continue;
        buf_adds(out, first ? "    {\n" : ",\n    {\n");
        write_unit(m, NULL, &m->rows[i], out);
        buf_adds(out, "    }");
        first = false;
    }
    buf_adds(out, "\n);\n");
}

/* ---- proving -------------------------------------------------------------------- */

static const struct option only_units[] = {
    { "units", OPTION_LIST, offsetof(struct plan, units), offsetof(struct plan, nunits), .required = true, .group = &unit_options },
};
static const struct options units_alone = { NULL, only_units, ARRAY_LEN(only_units), sizeof(struct plan), NULL, NULL };

/* What was written is read as a plan's units are, and refused as they are. */
static void
prove(const struct merge *m, const struct buf *text)
{
    char path[] = "/tmp/docketctl-units-XXXXXX", *cause = NULL;
    int fd = mkstemp(path);
    struct plan *plan = xcalloc(1, sizeof *plan);
    struct problems found = {0};

    if (fd == -1 || file_write(path, text->data, text->len, 0600, &cause) != 0)
        problem_add(m->problems, m->name, 0, NULL, "%s", cause != NULL ? cause : "no temporary file can be made");
    else
        options_file(path, &units_alone, plan, plan_check, &found);
    for (size_t i = 0; i < found.n; i++)
        problem_add(m->problems, m->name, 0, found.v[i].key, "%s", found.v[i].text);
    problems_free(&found);
    plan_free(plan);
    free(cause);
    if (fd != -1)
        close(fd);
    unlink(path);
}

int
units_merge(const struct plan *plan, const char *name, const struct strings *rows, size_t n,
            FILE *out, struct problems *problems)
{
    struct merge m = { .plan = plan, .name = name, .rows = rows, .n = n, .problems = problems };
    size_t before = problems->n;
    struct buf text = {0};

    if (n == 0)
        problem_add(problems, name, 0, NULL, "holds no table");
    else
        read_head(&m);
    if (problems->n == before)
        check_rows(&m);
    if (problems->n == before) {
        write_all(&m, &text);
        prove(&m, &text);
    }
    if (problems->n == before)
        fputs(buf_text(&text), out);
    buf_free(&text);
    free(m.columns);
    return problems->n == before ? 0 : -1;
}
