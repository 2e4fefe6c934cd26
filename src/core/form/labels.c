/* A form is searched for in all that its files hold: sheets, document tables,
 * controls and lines of text. Values stand in our named cells, else beside or
 * below the labels of the plan's form. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "labels_private.h"
#include "number.h"
#include "model/flag.h"

/* ---- scalar fields --------------------------------------------------------------------- */

/* The line to write on, where something is written on it: " 12 " of ".....12.....". */
static const char *
unlined(struct search *s, const char *value)
{
    struct buf out = {0};
    const char *text = value;

    if (strstr(value, "..") == NULL && strstr(value, "__") == NULL && strstr(value, "\xe2\x80\xa6") == NULL)
        return value;
    for (const char *p = value; *p != '\0';) {
        size_t dots = strspn(p, "._"), ellipsis = strncmp(p, "\xe2\x80\xa6", 3) == 0 ? 3 : 0;

        if (ellipsis > 0 || dots > 1)
            buf_addc(&out, ' ');
        else
            buf_add(&out, p, 1);
        p += ellipsis > 0 ? ellipsis : dots > 1 ? dots : 1;
    }
    if (strspn(buf_text(&out), " \t") < out.len)
        text = arena_text(s->texts, buf_text(&out));
    buf_free(&out);
    return text;
}

/* "Số cuộc: 12" in one cell or line. Running text is no form: what does not
 * read as a value there ("Kiến nghị: 12 mô hình ...") is not held against it; a figure that is
 * spelled otherwise is. */
static bool
label_and_value(struct search *s, const struct grid *g, const struct spot *spot)
{
    struct spot value = *spot;
    const struct label *label = label_colon(s, spot, &value.value);

    value.text = NULL;
    value.value += label != NULL ? strspn(value.value, " ") : 0;
    if (label != NULL && label->field->type != FIELD_TEXT)
        value.value = unlined(s, value.value);
    if (label != NULL && blank_value(value.value, label->field))
        found_alone(s, g, label->field, spot);
    if (label == NULL || (!spot_reads(s, label->field, &value) &&
                          (label->field->type == FIELD_TEXT || !number_disagrees(value.value, label->field->label))))
        return false;
    found_at(s, g, label->field, &value);
    return true;
}

static void
tell_sum(struct search *s, const struct grid *g, const struct field *field, const struct spot *label,
         const struct spot *value)
{
    char sum[32], place[PLACE_MOST];
    struct finding_words words = {
        .label = field->label, .label_en = field->label_en, .value = value->value, .limit = sum
    };

    if (found_aside(s, field) || hit_of(s, field)->grid != s->grid || !labels_differ(s, g, label, value, field, sum))
        return;
    grid_place(s, g, value->row, value->column, place);
    finding_say(s->findings, FINDING_SUM, SEVERITY_WARNING, place, &words);
}

static void
scalar_at(struct search *s, const struct grid *g, size_t i)
{
    const struct spot *spot = &g->v[i], *below, *shared;
    const struct label *label = label_at(s, spot, NULL);
    size_t other = i, value = i, sub;

    if (label != NULL && labels_stacked(s, g, i, label->field))
        return;
    value = label != NULL ? labels_value(s, g, i, label->field, &other) : i;
    if (value == i && label_and_value(s, g, spot))      /* of "Số cuộc: –" the sign is dropped when it is folded */
        return;
    if (label == NULL)
        return;
    if (g->name == NULL && (value == i || !spot_reads(s, label->field, &g->v[value]))) {
        if ((below = lines_below(s, g, i, label->field)) != NULL)
            found_at(s, g, label->field, below);
        else if (value == i || blank_value(g->v[value].value, label->field)) {
            found_alone(s, g, label->field, spot);
            lines_lost(s, g, i, label->field);
        }
    } else if (value != i) {
        found_at(s, g, label->field, &g->v[value]);
        tell_sum(s, g, label->field, spot, &g->v[value]);
        if (other != i)
            found_again(s, g, label->field, &g->v[other], g->v[value].column);
    } else if ((sub = labels_sublines(s, g, i, label->field)) != i) {
        found_at(s, g, label->field, &g->v[sub]);
    } else if ((below = labels_below(s, g, i, label->field)) != NULL) {
        found_at(s, g, label->field, below);
    } else {
        if ((below = shared_above(s, g, i, label->field, &shared)) != NULL && !found_aside(s, label->field))
            found_shared(s, g, label->field, below, shared);
        found_none(s, g, label->field, spot->row, spot->last_column + 1);
    }
}

/* ---- grids ---------------------------------------------------------------------------------- */

static void
search_grid(struct search *s, struct grid *g)
{
    struct grid beside;
    bool parted = grid_part(g, &beside);

    s->section = NULL;
    s->stacked.row = 0;
    columns_find(s, g);
    for (size_t i = 0; i < g->n;) {
        size_t end = grid_row_end(g, i), behind;
        chapter_row(s, g, i, end);
        behind = labels_table(s, g, i);
        if (behind == i)
            behind = labels_across(s, g, i);
        if (behind > i) {
            i = behind;
            continue;
        }
        for (; i < end; i++)
            if (!label_section(s, &g->v[i]))
                scalar_at(s, g, i);
    }
    lost_find(s, g);
    doubts_settle(s);
    grid_clear(g);
    listings_settle(s);
    if (parted)
        search_grid(s, &beside);
}

static void
begin_grid(struct search *s)
{
    s->grid++;
    s->block++;
    s->below = NULL;
    s->copied = false;
    s->repeats = s->done = false;
    s->here = NULL;
    s->chapter = (struct chapter){0};
    s->against = NULL;
}

static void
search_sheet(struct search *s, const struct sheet *sheet)
{
    struct grid g = {0};

    begin_grid(s);
    chapter_sheet(s, sheet->name);
    if (names_read(s, sheet))
        s->here = sheet;                /* what lost its name is found by its label */
    if (!named_all(s))
        grid_sheet(&g, sheet);
    search_grid(s, &g);
}

/* Each sheet searched alone: costs as much again, so only where there are several and no name tells. */
static size_t
whole_by_sums(const struct search *s, const size_t *shown, size_t n)
{
    struct search *alone = xcalloc(n, sizeof *alone);
    struct findings none = {0};
    struct arena texts = {0};
    size_t whole;

    for (size_t i = 0; i < n; i++) {
        alone[i] = (struct search){ .form = s->form, .year = s->year, .own = s->own, .labels = s->labels, .file = s->file, .habits = s->habits,
                                    .names = s->names, .nnames = s->nnames, .findings = &none, .texts = &texts };
        search_sheet(&alone[i], &s->file->sheets[shown[i]]);
    }
    whole = sheets_sum(alone, n);
    for (size_t i = 0; i < n; i++) {
        free(alone[i].hits);
        free(alone[i].pairs);
        strings_free(&alone[i].refused);
        free(alone[i].open.at);
        listings_free(&alone[i]);
    }
    free(alone);
    findings_free(&none);
    arena_free(&texts);
    return whole;
}

static void
search_sheets(struct search *s)
{
    const struct sheet *sheets = s->file->sheets;
    size_t hidden = 0, n = 0, *shown = xcalloc(s->file->nsheets + 1, sizeof *shown), whole;

    for (size_t i = 0; i < s->file->nsheets; i++)
        hidden += sheets[i].hidden;
    for (size_t i = 0; i < s->file->nsheets; i++)
        if (!sheets[i].hidden || hidden == s->file->nsheets)
            shown[n++] = i;
    whole = sheets_whole(s, shown, n);
    if (whole == n && n > 2)
        whole = whole_by_sums(s, shown, n);
    if (whole < n) {
        search_sheet(s, &s->file->sheets[shown[whole]]);
        s->whole = s->grid;
    }
    for (size_t i = 0; i < n; i++) {
        s->part = s->file->sheets[shown[i]].name;
        if (i != whole)
            search_sheet(s, &s->file->sheets[shown[i]]);
    }
    if (whole < n)
        sheets_tell(s, sheets[shown[whole]].name);
    s->whole = 0;
    s->veiled = true;
    for (size_t i = 0; i < s->file->nsheets && hidden < s->file->nsheets && !named_all(s); i++)
        if (sheets[i].hidden)
            search_sheet(s, &sheets[i]);
    s->veiled = false;
    free(shown);
}

static void
search_tables(struct search *s, const struct grid *lines)
{
    struct chapter *chapters = chapters_of_tables(s, lines);

    for (size_t i = 0; i < s->file->ntables; i++) {
        char *name = xasprintf("Bảng %zu", i + 1);
        struct grid g = {0};
        begin_grid(s);
        s->chapter = chapters[i];
        s->against = chapters[i].against;
        s->below = chapters[i].below;
        grid_table(&g, &s->file->tables[i], name);
        grid_shared(&g, &s->file->shared, i + 1);
        search_grid(s, &g);
        free(name);
    }
    free(chapters);
}

/* Content controls and PDF fields: by the field's name or its label. */
static void
search_control(struct search *s, const char *tag, const char *value)
{
    const struct field *field = form_field(s->form, strncasecmp(tag, "d_", 2) == 0 ? tag + 2 : tag);
    struct spot head = { .type = CELL_TEXT, .folded = label_fold(tag), .bare = label_bare(tag) };
    const struct label *label = field == NULL ? label_at(s, &head, NULL) : NULL;

    if (field != NULL || label != NULL)
        found(s, field != NULL ? field : label->field,
              &(struct spot){ .type = CELL_TEXT, .value = value != NULL ? value : "" }, tag);
    free(head.folded);
    free(head.bare);
}

static void
search_controls(struct search *s)
{
    begin_grid(s);
    for (size_t i = 0; i < s->file->ncontrols; i++)
        search_control(s, s->file->controls[i].tag != NULL ? s->file->controls[i].tag : "",
                       s->file->controls[i].value);
    for (size_t i = 0; i < s->file->nfields; i++) {
        const struct form_field *f = &s->file->fields[i];
        if (f->kind != FORM_SIGNATURE && f->kind != FORM_BUTTON)
            search_control(s, f->name != NULL ? f->name : "", f->value);
    }
}

/* Lines, and tables of HTML and PDF, whose rows are lines. text is cut in place. */
static void
lines_of(const struct attachment *file, char *text, struct grid *g)
{
    char *line = text;

    g->printed = file->type != NULL && strcmp(file->type, "pdf") == 0;
    for (int number = 1; line != NULL && number < LIMIT_ROWS; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        grid_line(g, line, number);
        line = end;
    }
}

/* ---- files ------------------------------------------------------------------------------------ */

static void
heed_date(struct reading_habits *h, const char *text)
{
    enum date_order order = text != NULL && strlen(text) < 16 ? reading_order(text) : ORDER_UNKNOWN;

    if (order != ORDER_UNKNOWN)
        h->order = h->order == ORDER_UNKNOWN || h->order == order ? order : ORDER_BOTH;
}

/* A file that writes "6/13/2023" writes 5 June "6/5/2023". */
static struct reading_habits
habits_of(const struct attachment *file)
{
    struct reading_habits h = { .since_1904 = flag_on(&file->flags, FLAG_SINCE_1904),
                                .true_days = file->type != NULL &&
                                             (strcmp(file->type, "ods") == 0 ||
                                              strcmp(file->type, "fods") == 0) };

    for (size_t i = 0; i < file->nsheets; i++)
        for (size_t k = 0; k < file->sheets[i].ncells; k++)
            if (file->sheets[i].cells[k].type == CELL_TEXT)
                heed_date(&h, file->sheets[i].cells[k].value);
    for (size_t i = 0; i < file->ntables; i++)
        for (size_t r = 0; r < file->tables[i].nrows; r++)
            for (size_t c = 0; c < file->tables[i].rows[r].cells.n; c++)
                heed_date(&h, file->tables[i].rows[r].cells.v[c]);
    return h;
}

void
search_file(struct search *s, const struct attachment *file)
{
    char *text = xstrdup(file->text);
    struct grid lines = {0};

    s->file = file;
    s->nfile++;
    s->first = s->block + 1;
    s->habits = habits_of(file);
    names_sort(s);
    lines_of(file, text, &lines);
    search_sheets(s);
    search_tables(s, &lines);
    search_controls(s);
    begin_grid(s);
    search_grid(s, &lines);
    pairs_settle(s);
    free(text);
    free(s->open.at);
    s->open = (struct head){0};
}
