#include "report/package.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/count.h"
#include "report/counted.h"
#include "store/docket.h"

/* ---- values -------------------------------------------------------------------------- */

static enum package_is
is_of(const struct field *field, const char *value)
{
    bool number = field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL;

    if (value == NULL)
        return PACKAGE_BLANK;
    return number && strtod(value, NULL) == 0 ? PACKAGE_ZERO : PACKAGE_VALUE;
}

/* name: taken. */
static void
add_value(struct package_unit *u, const struct field *field, char *name, int row,
          const struct values *values)
{
    const struct value *v = values_get(values, name, row);
    struct package_value *to = ARRAY_MORE(u->values, u->nvalues);

    to->field = name;
    to->row = row;
    to->type = field->type;
    to->is = u->is != PACKAGE_VALUE ? u->is : is_of(field, v == NULL ? NULL : v->value);
    if (to->is == PACKAGE_VALUE || to->is == PACKAGE_ZERO) {
        to->value = xstrdup(v->value);
        to->place = xstrdup(v->place);
    }
}

/* Rows that the unit filled in, from the first to the last. */
static void
add_table(struct package_unit *u, const struct table *t, const struct values *values)
{
    int last = values_last_row(values, t->name);

    for (int row = 1; row <= last; row++)
        for (size_t i = 0; i < t->ncolumns; i++)
            add_value(u, &t->columns[i], xasprintf("%s.%s", t->name, t->columns[i].name), row, values);
}

static void
add_form(struct package_unit *u, const struct form *form, const struct values *values)
{
    for (size_t s = 0; form != NULL && s < form->nsections; s++) {
        const struct section *section = &form->sections[s];

        for (size_t f = 0; f < section->nfields; f++)
            add_value(u, &section->fields[f], xstrdup(section->fields[f].name), 0, values);
        for (size_t t = 0; u->is == PACKAGE_VALUE && t < section->ntables; t++)
            add_table(u, &section->tables[t], values);
    }
}

/* ---- the version that counts ------------------------------------------------------------ */

static int
add_file(struct store *store, const struct submission_row *v, struct package_unit *u)
{
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = message_attachments(store, v->message, &files, &n);

    for (size_t i = 0; i < n; i++)
        if (files[i].number == v->attachment)
            u->file = xstrdup(files[i].name);
    attachment_rows_free(files, n);
    return rc;
}

static int
add_version(struct store *store, const struct submission_row *v, struct package_unit *u,
            struct values *values)
{
    struct findings found = {0};
    int rc = submission_values(store, v->id, values);

    if (rc == 0)
        rc = submission_findings(store, v->id, &found);
    if (rc == 0)
        rc = add_file(store, v, u);
    u->source = xstrdup(v->message_code);
    u->version = v->version;
    for (size_t i = 0; i < found.n; i++)
        strings_take(&u->findings, found.v[i].place == NULL
                                       ? xstrdup(found.v[i].text)
                                       : xasprintf("%s: %s", found.v[i].place, found.v[i].text));
    findings_free(&found);
    return rc;
}

static int
find_version(struct store *store, const struct obligation *o, struct package_unit *u,
             struct values *values)
{
    struct submission_row *rows = NULL;
    size_t n = 0, at = 0;
    enum counted how = COUNTED_NONE;
    int rc = o->accepted == 0 ? 0 : submission_list(store, o->id, &rows, &n);

    if (rc == 0 && n > 0)
        rc = counted_version(store, o, rows, n, &at, &how);
    if (rc == 0 && at < n)
        rc = add_version(store, &rows[at], u, values);
    if (how != COUNTED_NONE && !counted_in(how)) {
        values_free(values);
        u->is = PACKAGE_MISSING;
    }
    submission_rows_free(rows, n);
    return rc;
}

static int
add_unit(struct store *store, const struct status *s, const struct status_row *row,
         struct package *p)
{
    const struct obligation *o = &row->obligation;
    struct package_unit *u = ARRAY_MORE(p->units, p->nunits);
    struct values values = {0};
    int rc;

    *u = (struct package_unit){ .unit = xstrdup(o->unit),
                                .name = xstrdup(row->unit == NULL ? o->unit : row->unit->name),
                                .state = o->state,
                                .is = !count_expected(o)   ? PACKAGE_WAIVED
                                      : !count_received(o) ? PACKAGE_MISSING
                                                           : PACKAGE_VALUE };
    rc = find_version(store, o, u, &values);
    add_form(u, s->report->form, &values);
    values_free(&values);
    return rc;
}

struct package *
package_make(struct store *store, const struct settings *settings, const struct status *s,
             int sequence, const char *before)
{
    struct package *p = xcalloc(1, sizeof *p);
    char made[21];
    int rc = 0;

    instant_write(s->now, made);
    *p = (struct package){ .format = xstrdup(PACKAGE_FORMAT), .version = PACKAGE_VERSION, .plan = xstrdup(settings->above.plan),
                           .unit = xstrdup(settings->above.unit), .office = xstrdup(settings->office.name),
                           .report = xstrdup(s->report->code), .period = xstrdup(s->period), .sequence = sequence,
                           .before = xstrdup(before), .made = xstrdup(made) };
    for (size_t i = 0; rc == 0 && i < s->n; i++) {
        const struct obligation *o = &s->rows[i].obligation;

        if (o->state != STATE_CANCELLED && (o->tracked || count_received(o)))
            rc = add_unit(store, s, &s->rows[i], p);
    }
    if (rc != 0) {
        package_free(p);
        return NULL;
    }
    package_seal(p, settings->above.key);
    return p;
}
