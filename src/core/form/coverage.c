#include "core/form/coverage.h"

#include <string.h>

#include "base/buf.h"

#define MISSING_SAID 8          /* labels; the rest is counted */
#define FIGURES_LEAST 2         /* of a table that is filled in */

static bool
has_column(const struct values *v, const struct table *table, const char *column)
{
    size_t len = strlen(table->name);

    for (size_t i = 0; i < v->n; i++)
        if (strncmp(v->v[i].field, table->name, len) == 0 && v->v[i].field[len] == '.' &&
            strcmp(v->v[i].field + len + 1, column) == 0)
            return true;
    return false;
}

void
coverage_of(const struct form *form, const struct values *values, struct coverage *out)
{
    *out = (struct coverage){0};
    for (size_t i = 0; form != NULL && i < form->nsections; i++) {
        const struct section *section = &form->sections[i];
        for (size_t f = 0; f < section->nfields; f++) {
            bool found = values_get(values, section->fields[f].name, 0) != NULL;
            out->fields++;
            out->found += found;
            out->required += section->fields[f].required;
            if (!found && section->fields[f].required)
                strings_add(&out->missing, section->fields[f].label);
        }
        for (size_t t = 0; t < section->ntables; t++)
            for (size_t c = 0; c < section->tables[t].ncolumns; c++) {
                out->fields++;
                out->found += has_column(values, &section->tables[t],
                                         section->tables[t].columns[c].name);
            }
    }
}

void
coverage_free(struct coverage *c)
{
    strings_free(&c->missing);
}

char *
coverage_say(const struct form *form, const struct values *values, const char *language)
{
    bool en = strcmp(language, "en") == 0;
    struct coverage c;
    struct buf b = {0};

    if (form == NULL)
        return NULL;
    coverage_of(form, values, &c);
    buf_addf(&b,
             c.found == 0 && en ? "no figure of the form was read (%zu of %zu fields)"
             : c.found == 0     ? "Không đọc được số liệu nào của biểu mẫu (%zu/%zu mục)"
             : en               ? "%zu of %zu fields of the form were found"
                                : "Đọc được %zu/%zu mục của biểu mẫu",
             c.found, c.fields);
    for (size_t i = 0; i < c.missing.n && i < MISSING_SAID; i++)
        buf_addf(&b, "%s%s",
                 i > 0 ? ", "
                 : en  ? "; required and not found: "
                       : "; chưa thấy mục bắt buộc: ",
                 c.missing.v[i]);
    if (c.missing.n > MISSING_SAID)
        buf_addf(&b, en ? " and %zu more" : " và %zu mục khác", c.missing.n - MISSING_SAID);
    buf_addc(&b, '.');
    coverage_free(&c);
    return buf_take(&b);
}

/* A list that names somebody, and nobody was read of it: typed as numbered lines, as a text. */
static bool
names_nobody(const struct form *form, const struct values *values)
{
    const struct table *table = form_candidates(form);

    for (size_t c = 0; table != NULL && c < table->ncolumns; c++)
        if (has_column(values, table, table->columns[c].name))
            return false;
    return table != NULL;
}

/* A form of words alone has no figures that a report might keep to itself. */
static bool
has_figures(const struct form *form)
{
    bool has = false;

    for (size_t i = 0; i < form->nsections && !has; i++) {
        const struct section *s = &form->sections[i];

        for (size_t f = 0; f < s->nfields && !has; f++)
            has = s->fields[f].type == FIELD_INTEGER || s->fields[f].type == FIELD_DECIMAL;
        for (size_t t = 0; t < s->ntables && !has; t++)
            for (size_t c = 0; c < s->tables[t].ncolumns && !has; c++)
                has = s->tables[t].columns[c].type == FIELD_INTEGER ||
                      s->tables[t].columns[c].type == FIELD_DECIMAL;
    }
    return has;
}

static bool
is_figure(const char *cell)
{
    size_t digits = 0;

    for (; *cell != '\0'; cell++) {
        digits += *cell >= '0' && *cell <= '9';
        if (strchr("0123456789., %+-", *cell) == NULL)
            return false;
    }
    return digits > 0;
}

/* Beside the numbers of its rows it has figures: a page's head is set as a table, too, and has none. */
static bool
has_figures_in(const struct document_table *t)
{
    size_t n = 0;

    for (size_t r = 0; r < t->nrows; r++)
        for (size_t c = 1; c < t->rows[r].cells.n; c++)
            n += is_figure(t->rows[r].cells.v[c]);
    return n >= FIGURES_LEAST;
}

/* What is filled in, and not told in sentences. Of a picture the sender was told that nothing of it was read. */
static bool
is_filled_in(const struct attachment *a)
{
    bool is = a->nsheets > 0 || a->nfields > 0 || a->ncontrols > 0;

    for (size_t i = 0; i < a->ntables && !is; i++)
        is = has_figures_in(&a->tables[i]);
    return is;
}

/* Less than a third, or of the single figures that must be there less than half. A report that is a text, as
 * the plan lets it be, is none of these: who examines it reads it; a list is one that names somebody. */
bool
coverage_poor(const struct item *item, const struct message *m)
{
    struct coverage c;
    bool asked = findings_get(&item->findings, "required") != NULL, filled = asked, poor;

    if (item->report == NULL || item->report->form == NULL || item->nil)
        return false;
    if (form_candidates(item->report->form) != NULL)
        return names_nobody(item->report->form, &item->values);
    coverage_of(item->report->form, &item->values, &c);
    for (size_t i = 0; i < item->nfiles; i++)
        filled = filled || is_filled_in(&m->attachments[item->files[i]]);
    filled = filled || (c.found > 0 && findings_get(&item->findings, "from-words") == NULL);
    poor = has_figures(item->report->form) && filled &&
           (c.found * 3 < c.fields || (c.found > 0 && !asked && c.missing.n * 2 > c.required));
    coverage_free(&c);
    return poor;
}
