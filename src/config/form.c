/* Forms of a plan file: sections, fields, tables, rules. */
#include <libconfig.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "plan.h"

/* ---- fields -------------------------------------------------------------------- */

static void
check_field(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct field *f = object;
    bool number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;

    if ((f->has_min || f->has_max) && !number)
        options_problem(run, setting, f->has_min ? "min" : "max", "is for integer and decimal fields only");
    if (f->has_min && f->has_max && f->min > f->max)
        options_problem(run, setting, "max", "must not be less than min");
    if (f->required && f->evidence)
        options_problem(run, setting, "evidence", "cannot stand beside required; keep one of them");
    if (f->max_length && f->type != FIELD_TEXT)
        options_problem(run, setting, "max_length", "is for text fields only");
    if (f->type == FIELD_CHOICE && f->choices.n == 0)
        options_problem(run, setting, "choices", "must name at least one choice");
    if (f->type != FIELD_CHOICE && f->choices.n)
        options_problem(run, setting, "choices", "is for choice fields only");
    for (size_t i = 1; i < f->choices.n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(f->choices.v[i], f->choices.v[j]) == 0)
                options_problem(run, setting, "choices", "\"%s\" stands here twice", f->choices.v[i]);
}

#define FIELD(M) offsetof(struct field, M)
static const struct option field_rows[] = {
    { "name", OPTION_NAME, FIELD(name), .required = true, .help = "Unique in the form; of a column, in its table." },
    { "label", OPTION_TEXT, FIELD(label), .required = true, .most = 300, .help = "As the form prints it." },
    { "label_en", OPTION_TEXT, FIELD(label_en), .most = 300, .help = "The same in English." },
    { "type", OPTION_CHOICE, FIELD(type), .names = field_type_names, .nnames = FIELD_TYPES, .fallback = "text",
      .help = "What may be filled in." },
    { "required", OPTION_BOOL, FIELD(required), .fallback = "false", .help = "Must not stay empty." },
    { "evidence", OPTION_BOOL, FIELD(evidence), .fallback = "false",
      .help = "Evidence that may follow later: left empty the sender is reminded of it, the report is not incomplete." },
    { "min", OPTION_NUMBER, FIELD(min), FIELD(has_min), .help = "Least number." },
    { "max", OPTION_NUMBER, FIELD(max), FIELD(has_max), .help = "Greatest number." },
    { "max_length", OPTION_COUNT, FIELD(max_length), .least = 1, .most = LIMIT_CELL_TEXT,
      .help = "Longest text, in characters." },
    { "choices", OPTION_TEXT, FIELD(choices), .many = true, .required = false, .most = 200,
      .help = "What a choice field offers." },
};
static const struct options field_options = {
    "reports.form.sections.fields", field_rows, ARRAY_LEN(field_rows), sizeof(struct field), check_field,
    "A list of single cells." };
static const struct options column_options = {
    "reports.form.sections.tables.columns", field_rows, ARRAY_LEN(field_rows), sizeof(struct field), check_field,
    "A list of columns, written as fields are." };

/* ---- tables and sections --------------------------------------------------------- */

static bool is_choice(const struct table *t, const char *column)
{
    for (size_t i = 0; i < t->ncolumns; i++)
        if (same_text(t->columns[i].name, column))
            return t->columns[i].type == FIELD_CHOICE;
    return false;
}

static void
check_table(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct table *t = object;

    if (t->ncolumns == 0)
        options_problem(run, setting, "columns", "must hold at least one column");
    if (t->row_labels.n && options_member(setting, "max_rows"))
        options_problem(run, setting, "max_rows", "follows from row_labels; leave it out");
    if (t->row_labels.n)
        t->max_rows = t->row_labels.n;
    else if (t->max_rows == 0)
        options_problem(run, setting, "max_rows", "is missing (or row_labels, for a table with fixed rows)");
    if (t->min_rows > t->max_rows)
        options_problem(run, setting, "min_rows", "must not be more than max_rows");
    if (t->candidate_name && table_column(t, t->candidate_name) == NULL)
        options_problem(run, setting, "candidate_name", "\"%s\" is no column of this table", t->candidate_name);
    if (t->candidate_kind && !is_choice(t, t->candidate_kind))
        options_problem(run, setting, "candidate_kind", "\"%s\" is no choice column of this table", t->candidate_kind);
    if (t->candidate_level && !is_choice(t, t->candidate_level))
        options_problem(run, setting, "candidate_level", "\"%s\" is no choice column of this table", t->candidate_level);
    if (t->candidate_place && table_column(t, t->candidate_place) == NULL)
        options_problem(run, setting, "candidate_place", "\"%s\" is no column of this table", t->candidate_place);
}

#define TABLE(M) offsetof(struct table, M)
static const struct option table_rows[] = {
    { "name", OPTION_NAME, TABLE(name), .required = true, .help = "Unique in the form." },
    { "label", OPTION_TEXT, TABLE(label), .required = true, .most = 300, .help = "Printed above the table." },
    { "columns", OPTION_LIST, TABLE(columns), TABLE(ncolumns), .required = true, .group = &column_options },
    { "min_rows", OPTION_COUNT, TABLE(min_rows), .least = 0, .most = 500, .fallback = "0",
      .help = "Rows that must be filled." },
    { "max_rows", OPTION_COUNT, TABLE(max_rows), .least = 1, .most = 500, .help = "Rows the form offers." },
    { "row_labels", OPTION_TEXT, TABLE(row_labels), .many = true, .most = 300,
      .help = "A fixed first column: one row each, and no others." },
    { "none_field", OPTION_NAME, TABLE(none_field), .help = "A yesno field that, ticked, makes an empty table right." },
    { "candidate_name", OPTION_NAME, TABLE(candidate_name),
      .help = "The column that names each row's candidate; without it the first text column." },
    { "candidate_kind", OPTION_NAME, TABLE(candidate_kind),
      .help = "The choice column that names the kind of each row's candidate. A kind that is not among the unit's "
      "candidate_kinds goes to an officer before it is filed; a list that misses the unit's quota is told so, and filed." },
    { "candidate_place", OPTION_NAME, TABLE(candidate_place),
      .help = "The column that says where the candidate is: two of one name in two places are two candidates." },
    { "candidate_level", OPTION_NAME, TABLE(candidate_level),
      .help = "The choice column that says which level manages it; with the kind it leads to the route." },
};
static const struct options table_options = {
    "reports.form.sections.tables", table_rows, ARRAY_LEN(table_rows), sizeof(struct table), check_table,
    "A list of tables." };

static const struct option section_rows[] = {
    { "title", OPTION_TEXT, offsetof(struct section, title), .required = true, .most = 300, .help = "Heading." },
    { "fields", OPTION_LIST, offsetof(struct section, fields), offsetof(struct section, nfields), .group = &field_options },
    { "tables", OPTION_LIST, offsetof(struct section, tables), offsetof(struct section, ntables), .group = &table_options },
};
static const struct options section_options = {
    "reports.form.sections", section_rows, ARRAY_LEN(section_rows), sizeof(struct section), NULL,
    "A list of parts of the form." };

/* ---- rules ------------------------------------------------------------------------- */

static const char *const severity_names[] = { "error", "warning" };

#define RULE(M) offsetof(struct rule, M)
static const struct option rule_rows[] = {
    { "kind", OPTION_CHOICE, RULE(kind), .names = rule_kind_names, .nnames = RULE_KINDS, .required = true,
      .help = "left is the sum of right; left is at most right; left is the number of filled rows of the table right." },
    { "severity", OPTION_CHOICE, RULE(severity), .names = severity_names, .nnames = ARRAY_LEN(severity_names),
      .fallback = "error", .help = "An error makes the report incomplete, a warning does not." },
    { "left", OPTION_TEXT, RULE(left), .required = true, .most = 150,
      .help = "A field, or a column \"TABLE.COLUMN\"." },
    { "right", OPTION_TEXT, RULE(right), .many = true, .required = true, .most = 150,
      .help = "Fields, \"-FIELD\" to subtract, \"TABLE.COLUMN\" for the sum of a column, \"prev.FIELD\" for the last "
      "accepted period. Where left is a column, all terms are columns of its table and every row is checked by itself." },
    { "message", OPTION_TEXT, RULE(message), .most = 300, .help = "What the sender is told, in one sentence." },
    { "message_en", OPTION_TEXT, RULE(message_en), .most = 300, .help = "The same in English." },
};
static const struct options rule_options = {
    "reports.form.rules", rule_rows, ARRAY_LEN(rule_rows), sizeof(struct rule), NULL,
    "A list of what must be true between cells." };

/* ---- one form of another --------------------------------------------------------------- */

static const struct config_setting_t *form_of_report(const struct options_run *run, const char *code)
{
    const struct config_setting_t *reports = options_member(run->root, "reports");
    int n = reports && config_setting_is_list(reports) ? config_setting_length(reports) : 0;

    for (int i = 0; i < n; i++) {
        const struct config_setting_t *report = options_element(reports, (size_t)i);
        const struct config_setting_t *named = options_member(report, "code");
        if (named && same_text(config_setting_get_string(named), code))
            return options_member(report, "form");
    }
    return NULL;
}

static void append(struct options_run *run, const struct config_setting_t *from, const char *key,
                   struct form *form);

/* The other form's sections and rules come first. They are read again from
 * the file rather than copied; what is wrong in them was said there. */
static void
read_extends(struct options_run *run, const struct config_setting_t *setting,
             const struct option *o, void *object)
{
    struct problems unheard = {0};
    struct options_run quiet = *run;
    const char *code = config_setting_get_string(setting);
    const struct config_setting_t *from = code ? form_of_report(run, code) : NULL;

    if (code == NULL)
        options_problem(run, setting, NULL, "must be %s", o->wants);
    else if (from == NULL)
        options_problem(run, setting, NULL, "there is no report %s with a form", code);
    else if (options_member(from, "extends"))
        options_problem(run, setting, NULL, "the form of %s (or this one itself) extends another; extend that one", code);
    else {
        quiet.problems = &unheard;
        append(&quiet, from, "sections", object);
        append(&quiet, from, "rules", object);
        problems_free(&unheard);
    }
}

#define FORM(M) offsetof(struct form, M)
static const struct option form_rows[] = {
    { "extends", OPTION_CALL, .call = read_extends, .wants = "the code of another report",
      .help = "This form has all of that report's form, and then its own." },
    { "version", OPTION_TEXT, FORM(version), .required = true, .most = 20,
      .help = "Part of the form's hidden identity: change it when the form changes." },
    { "title", OPTION_TEXT, FORM(title), .required = true, .most = 300, .help = "Printed at the top." },
    { "note", OPTION_TEXT, FORM(note), .most = 500, .help = "Printed below the title." },
    { "required", OPTION_BOOL, FORM(required), .fallback = "false",
      .help = "A report without this form is incomplete." },
    { "sections", OPTION_LIST, FORM(sections), FORM(nsections), .group = &section_options },
    { "rules", OPTION_LIST, FORM(rules), FORM(nrules), .group = &rule_options },
};
const struct options form_options = {
    "reports.form", form_rows, ARRAY_LEN(form_rows), sizeof(struct form), form_check,
    "A form units may fill in." };

static void
append(struct options_run *run, const struct config_setting_t *from, const char *key,
       struct form *form)
{
    const struct config_setting_t *list = options_member(from, key);

    for (size_t i = 0; list && i < ARRAY_LEN(form_rows); i++)
        if (strcmp(form_rows[i].key, key) == 0)
            options_read_list(run, list, &form_rows[i], form);
}

void
form_read(struct options_run *run, const struct config_setting_t *setting, const struct option *o,
          void *object)
{
    struct report *report = object;

    report->form = xcalloc(1, sizeof *report->form);
    options_read(run, setting, o->group, report->form);
}
