#include "core/form/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "core/form/finding.h"

#define NUMBER_MOST 1e15
#define NAMED_MOST 8                    /* missing units that a sentence names */

const struct package *
package_in(const struct message *m, int *attachment)
{
    for (size_t i = 0; i < m->nattachments; i++) {
        const struct package *p = m->attachments[i].package;
        char *cause = NULL;
        bool sound = p != NULL && m->attachments[i].status == ATTACHMENT_READ && package_check(p, &cause) == 0;   /* the reader's word alone is none */

        free(cause);
        *attachment = (int)i;
        if (sound)
            return p;
    }
    return NULL;
}

/* ---- sums ---------------------------------------------------------------------------- */

struct sum { const char *field; int row; enum field_type type; double x; int n; };
struct sums { struct sum *v; size_t n; };

static const struct table *
table_of(const struct form *form, const char *name)
{
    const char *dot = strchr(name, '.');
    char *table = xstrndup(name, dot == NULL ? 0 : (size_t)(dot - name));
    const struct table *t = dot == NULL ? NULL : form_table(form, table);

    free(table);
    return t;
}

static const struct field *
field_of(const struct form *form, const char *name)
{
    const struct table *t = table_of(form, name);

    return t != NULL ? table_column(t, strchr(name, '.') + 1) : form_field(form, name);
}

static bool
number_of(const struct package_value *v, double *x)
{
    char *end;

    if (v->value == NULL || v->value[strspn(v->value, "0123456789.+-eE")] != '\0')
        return false;
    *x = strtod(v->value, &end);
    return end != v->value && *end == '\0' && *x <= NUMBER_MOST && *x >= -NUMBER_MOST;
}

static void
add_sum(struct sums *sums, const struct package_value *v, const struct field *field, double x)
{
    struct sum *s = NULL;

    for (size_t i = 0; i < sums->n && s == NULL; i++)
        if (sums->v[i].row == v->row && strcmp(sums->v[i].field, v->field) == 0)
            s = &sums->v[i];
    if (s == NULL) {
        s = ARRAY_MORE(sums->v, sums->n);
        *s = (struct sum){ .field = v->field, .row = v->row, .type = field->type };
    }
    s->x += x;
    s->n++;
}

/* A row of a free table is one unit's own; its place says whose. */
static void
add_row(const struct package_unit *u, const struct package_value *v, const struct field *field,
        int before, struct values *out)
{
    char *place = xasprintf("%s, %s, %s", u->name == NULL ? u->unit : u->name, u->source == NULL ? "?" : u->source,
                            v->place == NULL ? "?" : v->place);

    values_add(out, v->field, before + v->row, field->type, v->value, place);
    free(place);
}

static void
add_unit(const struct form *form, const struct package_unit *u, struct sums *sums,
         struct values *out)
{
    size_t before = out->n;             /* rows of the units in front */

    for (size_t i = 0; i < u->nvalues; i++) {
        const struct package_value *v = &u->values[i];
        const struct field *field = field_of(form, v->field);
        const struct table *t = table_of(form, v->field);
        bool number = field != NULL &&
                      (field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL);
        double x;

        if (field == NULL || v->value == NULL || (v->row == 0) != (t == NULL))
            continue;
        if (t != NULL && t->row_labels.n == 0 && v->row > 0 && (!number || number_of(v, &x)))
            add_row(u, v, field, values_last_row(&(struct values){ .v = out->v, .n = before }, t->name), out);
        else if (number && number_of(v, &x) && (t == NULL || (size_t)v->row <= t->row_labels.n))
            add_sum(sums, v, field, x);
    }
}

struct package_total
package_total(const struct form *form, const struct package *p, package_skip *skip, void *arg,
              struct values *out)
{
    struct package_total total = {0};
    struct sums sums = {0};

    for (size_t i = 0; i < p->nunits; i++) {
        const struct package_unit *u = &p->units[i];

        if (u->is == PACKAGE_WAIVED || (skip != NULL && skip(arg, u)))
            continue;
        total.expected++;
        total.known += u->is == PACKAGE_VALUE;
        if (form != NULL && u->is == PACKAGE_VALUE)
            add_unit(form, u, &sums, out);
    }
    for (size_t i = 0; i < sums.n; i++) {
        char *text = xasprintf("%.15g", sums.v[i].x), *place = xasprintf("%d/%d", sums.v[i].n, total.expected);

        values_add(out, sums.v[i].field, sums.v[i].row, sums.v[i].type, text, place);
        free(place);
        free(text);
    }
    free(sums.v);
    return total;
}

int
package_known(const struct package *p, const char *field, package_skip *skip, void *arg)
{
    int n = 0;

    for (size_t i = 0; i < p->nunits; i++) {
        const struct package_unit *u = &p->units[i];
        bool known = false;

        for (size_t k = 0; k < u->nvalues && !known; k++)
            known = u->values[k].value != NULL && strcmp(u->values[k].field, field) == 0;
        n += known && u->is == PACKAGE_VALUE && (skip == NULL || !skip(arg, u));
    }
    return n;
}

/* ---- remarks --------------------------------------------------------------------------- */

static void
say_missing(const struct package *p, struct findings *out)
{
    struct values none = {0};
    struct package_total cover = package_total(NULL, p, NULL, NULL, &none);
    struct buf names = {0};
    int missing = 0;

    for (size_t i = 0; i < p->nunits; i++) {
        const struct package_unit *u = &p->units[i];

        if (u->is == PACKAGE_MISSING && missing++ < NAMED_MOST)
            buf_addf(&names, "%s%s", missing > 1 ? ", " : "", u->name == NULL ? u->unit : u->name);
    }
    if (missing > NAMED_MOST)
        buf_addf(&names, ", ... (%d)", missing);
    if (cover.known < cover.expected) {
        char *share = xasprintf("%d/%d", cover.known, cover.expected);

        finding_say(out, FINDING_COVERAGE, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = share, .limit = buf_text(&names) });
        free(share);
    }
    buf_free(&names);
}

void
package_remarks(const struct form *form, const struct package *p, struct findings *out)
{
    struct strings strange = {0};

    say_missing(p, out);
    for (size_t i = 0; form != NULL && i < p->nunits; i++)
        for (size_t k = 0; k < p->units[i].nvalues; k++) {
            const char *name = p->units[i].values[k].field;

            if (field_of(form, name) == NULL && strange.n < NAMED_MOST &&
                !strings_has(&strange, name))
                strings_add(&strange, name);
        }
    for (size_t i = 0; i < strange.n; i++)
        finding_say(out, FINDING_STRANGE_FIELD, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = strange.v[i] });
    strings_free(&strange);
}
