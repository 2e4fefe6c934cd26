/* What was found of a form, and what is wrong with it. */
#include "core/form/validate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"
#include "model/rendition.h"

static void
validate_rows(const struct form *form, const struct table *table, size_t filled, const char *place,
              const struct values *values, struct findings *findings)
{
    const struct value *none = table->none_field != NULL ? values_get(values, table->none_field, 0)
                                                         : NULL;
    const struct field *none_field = none != NULL ? form_field(form, table->none_field) : NULL;
    bool ticked = none != NULL && none->value != NULL && strcmp(none->value, "yes") == 0;
    char count[24], limit[24];
    struct finding_words words = { .label = table->label != NULL ? table->label : table->name,
                                   .value = count,
                                   .limit = limit };

    snprintf(count, sizeof count, "%zu", filled);
    if (ticked && filled > 0 && none_field != NULL) {
        words.limit = none_field->label;
        words.limit_en = none_field->label_en;
        finding_say(findings, FINDING_NONE_BUT_ROWS, SEVERITY_ERROR, place, &words);
    } else if (!ticked && filled < table->min_rows) {
        snprintf(limit, sizeof limit, "%zu", table->min_rows);
        finding_say(findings, FINDING_TOO_FEW_ROWS, SEVERITY_ERROR, place, &words);
    } else if (table->max_rows > 0 && filled > table->max_rows) {
        snprintf(limit, sizeof limit, "%zu", table->max_rows);
        finding_say(findings, FINDING_TOO_MANY_ROWS, SEVERITY_ERROR, place, &words);
    }
}

void
validate_renditions(const struct report *report, int have, struct findings *findings)
{
    if (report->renditions & RENDITION_SIGNED & ~have)
        finding_say(findings, FINDING_NO_SIGNED, SEVERITY_ERROR, NULL, NULL);
    if (report->renditions & RENDITION_EDITABLE & ~have)
        finding_say(findings, FINDING_NO_EDITABLE, SEVERITY_ERROR, NULL, NULL);
}

/* ---- what was found ------------------------------------------------------------ */

/* The form itself, not just some of its words: then its gaps count. */
static bool
whole(const struct search *s)
{
    return s->ours || s->form->required || (!s->told && found_half(s));
}

/* What a form that must come, or our own, lacks altogether. */
static void
demand(struct search *s)
{
    for (size_t i = 0; i < s->form->nsections && (s->form->required || s->ours); i++) {
        const struct section *section = &s->form->sections[i];
        for (size_t f = 0; f < section->nfields; f++)
            hit_of(s, &section->fields[f]);
        for (size_t t = 0; t < section->ntables && s->ours; t++)
            listing_of(s, &section->tables[t])->seen = true;
    }
}

static void
add_all(struct findings *to, const struct findings *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct finding *f = &from->v[i];
        findings_add(to, f->severity, f->code, f->place, xstrdup(f->text), xstrdup(f->text_en));
    }
}

static void
emit_line(const struct line *l, const char *const *names, struct values *values,
          struct findings *findings)
{
    for (size_t c = 0; c < l->table->ncolumns; c++) {
        const struct line_cell *cell = &l->cells[c];

        if (cell->value == NULL)
            continue;
        values_take(values, names[c], l->number, l->table->columns[c].type, cell->value,
                    cell->place);
    }
    add_all(findings, &l->findings);
}

static void
emit_listing(struct listing *l, struct values *values, struct findings *findings)
{
    const char **names = xcalloc(l->table->ncolumns, sizeof *names);

    for (size_t c = 0; c < l->table->ncolumns; c++) {
        char *name = xasprintf("%s.%s", l->table->name, l->table->columns[c].name);

        names[c] = arena_text(&values->texts, name);
        free(name);
    }
    for (size_t k = 0; k < l->n; k++)
        emit_line(&l->v[k], names, values, findings);
    free(names);
}

/* "Năm": last year's form, or a slip; the period itself was decided by other evidence. */
static void
check_year(const struct search *s, const struct hit *h, struct findings *findings)
{
    static const char *const labels[] = { "nam", "nam bao cao", "bao cao nam", "ky bao cao" };
    char *label = text_fold(h->field->label), period[16];
    struct finding_words words = { .label = h->field->label, .label_en = h->field->label_en, .value = h->value, .limit = period };
    bool named = false;

    snprintf(period, sizeof period, "%d", s->year);
    for (size_t i = 0; i < ARRAY_LEN(labels) && !named; i++)
        named = strcmp(label, labels[i]) == 0;
    if (named && grid_year(h->value) != 0 && grid_year(h->value) != s->year)
        finding_say(findings, FINDING_YEAR, SEVERITY_ERROR, h->place, &words);
    free(label);
}

/* The figure that stands for it is a target. */
static bool
is_ahead(const struct hit *h)
{
    return h->ahead != NULL && h->value == NULL && !h->bad && h->veiled == NULL;
}

static void
tell_veiled(const struct hit *h, struct findings *findings)
{
    struct finding_words words = { .label = h->field->label, .label_en = h->field->label_en, .value = h->veiled };

    finding_say(findings, FINDING_HIDDEN, h->field->required ? SEVERITY_ERROR : SEVERITY_WARNING,
                h->veiled_at, &words);
}

static void
tell_veiled_cells(const struct listing *l, struct findings *findings)
{
    char count[24];
    struct finding_words words = { .label = l->table->label != NULL ? l->table->label : l->table->name, .value = count };

    snprintf(count, sizeof count, "%zu", l->veiled);
    if (l->veiled > 0)
        finding_say(findings, FINDING_HIDDEN_CELLS, l->lacks ? SEVERITY_ERROR : SEVERITY_WARNING,
                    l->veiled_at, &words);
}

/* Once for all that stand nowhere else. */
static void
tell_ahead(const struct search *s, bool gaps, struct findings *findings)
{
    const struct hit *first = NULL;
    bool required = false;
    size_t n = 0;
    char count[24];

    for (size_t i = 0; i < s->nlistings; i++)
        if (s->listings[i].ahead != NULL && s->listings[i].n == 0)
            finding_say(findings, FINDING_OTHER_LIST, SEVERITY_WARNING, NULL,
                        &(struct finding_words){ .label = s->listings[i].ahead, .value = s->listings[i].table->label });
    for (size_t i = 0; i < s->nhits; i++)
        if (is_ahead(&s->hits[i])) {
            first = n++ == 0 ? &s->hits[i] : first;
            required = required || (gaps && s->hits[i].field->required);
        }
    snprintf(count, sizeof count, "%zu", n);
    if (n > 0)
        finding_say(findings, FINDING_AHEAD, required ? SEVERITY_ERROR : SEVERITY_WARNING, first->ahead_at,
                    &(struct finding_words){ .label = first->field->label, .label_en = first->field->label_en,
                                             .value = count, .limit = first->ahead });
}

static void
emit(struct search *s, struct values *values, struct findings *findings)
{
    bool gaps = whole(s);

    for (size_t i = 0; i < s->nhits; i++) {
        const struct hit *h = &s->hits[i];
        if (h->value != NULL && !h->bad)
            values_take(values, arena_text(&values->texts, h->field->name), 0, h->field->type,
                        h->value, h->place);
        else if (is_ahead(h))
            continue;
        else if (h->value == NULL && !h->bad && h->veiled != NULL)
            tell_veiled(h, findings);
        else if (h->value == NULL && !h->bad && gaps)
            cell_missing(h->field, h->place, findings);
        if (h->value != NULL && !h->bad && s->year != 0 && strlen(h->value) == 4 &&
            h->field->type == FIELD_INTEGER)
            check_year(s, h, findings);
    }
    tell_ahead(s, gaps, findings);
    add_all(findings, s->findings);
    for (size_t i = 0; i < s->nlistings; i++) {
        lost_tell(&s->listings[i], findings);
        tell_veiled_cells(&s->listings[i], findings);
    }
    for (size_t i = 0; i < s->nlistings; i++)
        if (!s->listings[i].torn)
            emit_listing(&s->listings[i], values, findings);
    for (size_t i = 0; i < s->nlistings && gaps; i++)
        if (s->listings[i].seen && !s->listings[i].torn)
            validate_rows(s->form, s->listings[i].table, s->listings[i].n, s->listings[i].place,
                          values, findings);
}

/* A form of which nearly all was found, with a label that nobody knows: said of what must be there. */
static void
tell_unfound(struct search *s, struct findings *findings)
{
    size_t required = 0, found = 0;

    for (int pass = 0; pass < 2 && (pass == 0 || found * 4 >= required * 3); pass++)
        for (size_t i = 0; i < s->form->nsections; i++)
            for (size_t k = 0; k < s->form->sections[i].nfields; k++) {
                const struct field *field = &s->form->sections[i].fields[k];
                bool hit = false;

                for (size_t h = 0; h < s->nhits && field->required; h++)
                    hit = hit || s->hits[h].field == field;
                required += pass == 0 && field->required;
                found += pass == 0 && hit;
                if (pass == 1 && field->required && !hit)
                    finding_say(findings, FINDING_NOT_FOUND, SEVERITY_WARNING, NULL,
                                &(struct finding_words){ .label = field->label, .label_en = field->label_en });
            }
}

/* What stands in sentences was understood, not only found. */
static void
tell_words(const struct search *s, struct findings *findings)
{
    const struct hit *first = NULL;
    size_t n = 0;
    char count[24];

    for (size_t i = 0; i < s->nhits; i++)
        if (s->hits[i].told && !s->hits[i].bad)
            first = n++ == 0 ? &s->hits[i] : first;
    snprintf(count, sizeof count, "%zu", n);
    if (n > 0)
        finding_say(findings, FINDING_FROM_WORDS, SEVERITY_WARNING, first->place,
                    &(struct finding_words){ .label = first->field->label,
                                             .label_en = first->field->label_en,
                                             .value = count,
                                             .limit = first->value });
}

/* ---- the door -------------------------------------------------------------- */

static void
search_end(struct search *s)
{
    free(s->hits);
    free(s->names);
    strings_free(&s->refused);
    listings_free(s);
    labels_free(s->labels);
}

/* By some row: the first may be a title that nobody knows. */
static bool
column_given(const struct listing *l, size_t column)
{
    size_t i = 0;

    while (i < l->n && l->v[i].cells[column].value == NULL)
        i++;
    return i < l->n;
}

/* Fields that were given; labels without a value count for `labels`. */
static size_t
given(const struct search *s, size_t *labels)
{
    size_t found = 0;

    for (size_t i = 0; i < s->nhits; i++)
        found += s->hits[i].value != NULL;
    for (size_t i = 0; i < s->nlistings; i++)
        for (size_t c = 0; c < s->listings[i].table->ncolumns; c++)
            found += column_given(&s->listings[i], c);
    *labels = s->nhits + found;
    for (size_t i = 0; i < s->nlistings; i++)
        *labels += s->listings[i].broken || lost_still(&s->listings[i]);
    return found;
}

/* Figures that stand aside are the report's only where there are no others. */
static void
search_files(struct search *s, const struct attachment *const *files, size_t n)
{
    size_t labels;

    for (size_t i = 0; i < n; i++)
        search_file(s, files[i]);
    for (size_t i = 0; i < n && !s->ours && !found_half(s); i++)
        prose_read(s, files[i]);
    s->all = s->skipped && given(s, &labels) == 0;
    for (size_t i = 0; i < n && s->all; i++)
        search_file(s, files[i]);
    found_settle(s);
}

static size_t
search_alone(const struct form *form, const struct attachment *file, size_t *labels)
{
    struct findings none = {0};
    struct arena texts = {0};
    struct labels known = {0};
    struct search s = {.form = form, .labels = &known, .findings = &none, .texts = &texts};
    size_t found;

    search_files(&s, &file, 1);
    found = given(&s, labels);
    search_end(&s);
    findings_free(&none);
    arena_free(&texts);
    return found;
}

size_t
validate_found(const struct form *form, const struct attachment *file)
{
    size_t labels, found = search_alone(form, file, &labels);

    return found > 0 ? found : labels;
}

bool
validate_parts(const struct form *form, const struct attachment *one,
               const struct attachment *other)
{
    struct findings none = {0};
    struct arena texts = {0};
    struct labels known = {0};
    struct search a = { .form = form, .labels = &known, .findings = &none, .texts = &texts }, b = a;
    bool apart = true;

    search_files(&a, &one, 1);
    search_files(&b, &other, 1);
    for (size_t i = 0; i < a.nhits && apart; i++)
        apart = a.hits[i].value == NULL || hit_of(&b, a.hits[i].field)->value == NULL;
    labels_free(&known);
    known = (struct labels){0};
    search_end(&a);
    search_end(&b);
    findings_free(&none);
    arena_free(&texts);
    return apart;
}

/* Does the file hold anything of the form? */
static bool
holds(const struct form *form, const struct attachment *file)
{
    size_t labels;

    search_alone(form, file, &labels);
    return labels > 0;
}

/* "Số tin, bài | 30" is of this form, though nothing else of it stands there; "Năm | 2023" is of any. */
static bool
tells_itself(const struct search *s)
{
    const struct hit *h = s->nhits == 1 ? &s->hits[0] : NULL;
    char *label = h != NULL ? text_fold(h->field->label) : NULL;
    const char *blank = label != NULL ? strchr(label, ' ') : NULL;
    bool is = blank != NULL && strchr(blank + 1, ' ') != NULL &&
              (h->value != NULL || h->bad || h->ahead != NULL) &&
              (h->field->type == FIELD_INTEGER || h->field->type == FIELD_DECIMAL);

    free(label);
    return is;
}

/* False: they hold nothing of the form; doubted ones are then not read as one. */
static bool
read_files(const struct form *form, const char *period, const struct attachment *const *files, size_t n,
           bool doubted, struct values *values, struct findings *findings)
{
    struct findings held = {0};
    struct labels known = {0};
    struct search s = {.form = form, .year = period != NULL ? atoi(period) : 0, .own = heading_own(period, form->title), .labels = &known, .findings = &held, .texts = &values->texts, .told_file = n > 1};
    bool lists = false, known_form = false;
    size_t labels;

    search_files(&s, files, n);
    for (size_t i = 0; i < s.nlistings; i++)
        lists = lists || s.listings[i].seen || s.listings[i].broken || s.listings[i].lost != NULL;
    given(&s, &labels);
    for (size_t i = 0; i < n; i++)
        known_form = known_form || files[i]->identity.report != NULL;
    if ((labels > 0 || !doubted) && (s.nhits > 1 || tells_itself(&s) || lists || s.ours || s.told || known_form)) {
        demand(&s);
        tell_unfound(&s, findings);
        emit(&s, values, findings);
        tell_words(&s, findings);
    }
    search_end(&s);
    findings_free(&held);
    return labels > 0;
}

void
validate_extract(const struct form *form, const char *period, const struct attachment *file,
                 struct values *values, struct findings *findings)
{
    read_files(form, period, &file, 1, false, values, findings);
}

/* The value that its first table or sheet begins with; NULL: it has neither. */
static const char *
first_cell(const struct attachment *a)
{
    const struct sheet *s = a->sheets;

    while (a->nsheets > 0 && s + 1 < a->sheets + a->nsheets && (s->hidden || s->ncells == 0))
        s++;
    if (a->nsheets > 0)
        return s->ncells > 0 ? s->cells[0].value : NULL;
    return a->ntables > 0 && a->tables[0].nrows > 0 && a->tables[0].rows[0].cells.n > 0
               ? a->tables[0].rows[0].cells.v[0]
               : NULL;
}

/* Beside a list a file that begins with the number of a later row, and has no head: its second page. */
static void
tell_page(const struct form *form, const struct attachment *a, struct findings *findings)
{
    const struct table *list = form_candidates(form);
    const char *cell = list != NULL ? first_cell(a) : NULL;
    struct finding_words words = { .label = list != NULL && list->label != NULL ? list->label : "" };

    if (cell != NULL && cell[strspn(cell, "0123456789")] == '\0' && atoi(cell) > 1)
        finding_say(findings, FINDING_ROWS_LEFT, SEVERITY_WARNING, attachment_title(a), &words);
}

bool
validate_files(const struct form *form, const char *period, const struct message *m, int *files, size_t *n,
               struct values *values, struct findings *findings)
{
    const struct attachment **giving = xcalloc(*n + 1, sizeof *giving);
    int *pdf_of = xcalloc(m->nattachments + 1, sizeof *pdf_of);
    bool *gave = xcalloc(m->nattachments + 1, sizeof *gave);
    int *pages = xcalloc(*n + 1, sizeof *pages);
    size_t ngiving = 0, npages = 0;
    bool read;

    renditions_pair(m->attachments, m->nattachments, pdf_of);
    for (size_t i = 0; i < *n; i++)             /* one alone is looked through when it is read */
        gave[files[i]] = *n == 1 || holds(form, &m->attachments[files[i]]);
    for (size_t i = 0; i < *n; i++) {
        int file = files[i];

        if (!gave[file])
            pages[npages++] = file;
        if (!gave[file] || (pdf_of[file] >= 0 && gave[pdf_of[file]]))      /* of two renditions the editable one is read */
            continue;
        giving[ngiving] = &m->attachments[file];
        files[ngiving++] = file;
    }
    read = ngiving > 0 && read_files(form, period, giving, ngiving, true, values, findings);
    for (size_t i = 0; i < npages && read; i++)
        tell_page(form, &m->attachments[pages[i]], findings);
    if (read)
        *n = ngiving;
    free(pages);
    free(gave);
    free(pdf_of);
    free(giving);
    return read;
}
