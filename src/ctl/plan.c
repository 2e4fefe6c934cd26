/* plan check, show, diff, new, import, export: a plan before it is used. Only
 * where no file is named the configuration is asked for the plan. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "config/config.h"
#include "config/plans.h"
#include "core/calendar/calendar.h"
#include "ctl/ctl.h"
#include "ctl/table.h"
#include "report/table.h"

#define PLANS_MOST 16                   /* named in one line */

struct job {
    struct ctl *ctl;
    struct settings *settings;          /* NULL: it cannot be read, and need not */
    const char *language;               /* the configured office's, where that can be read */
    struct plan *plan, *other;          /* of the files, or the configuration's; of the second */
    FILE *out;
    struct problems problems;
};

/* ---- check ---------------------------------------------------------------------- */

static struct date
today(const struct job *j)
{
    return moment_of(clock_now(), j->settings != NULL ? j->settings->office.utc_offset : 0).date;
}

static bool
english(const struct job *j)
{
    return strcmp(j->language, "en") == 0;
}

static int
check(struct job *j)
{
    char *codes = plan_codes(j->plan);

    fprintf(j->out,
            EITHER(j->language, "ổn: %zu đơn vị, %zu loại báo cáo, kế hoạch %s\n",
                   "in order: %zu units, %zu reports, plan %s\n"),
            j->plan->nunits, j->plan->nreports, codes);
    free(codes);
    plan_notes(j->plan, today(j), english(j), j->out);
    plans_notes(j->plan, english(j), j->out);
    plan_silence(j->plan, english(j), j->out);
    return 0;
}

/* ---- show ----------------------------------------------------------------------- */

static void
show_units(const struct job *j)
{
    struct strings levels = {0};

    for (size_t i = 0; i < j->plan->nunits; i++)
        if (!strings_has(&levels, j->plan->units[i].level))
            strings_add(&levels, j->plan->units[i].level);
    for (size_t k = 0; k < levels.n; k++) {
        size_t all = 0, there = 0, tracked = 0, addressed = 0;

        for (size_t i = 0; i < j->plan->nunits; i++) {
            const struct unit *u = &j->plan->units[i];
            bool now = unit_valid_on(u, today(j));

            if (strcmp(u->level, levels.v[k]) != 0)
                continue;
            all++;
            there += now;
            tracked += now && u->tracked;
            addressed += now && u->addresses.n > 0;
        }
        fprintf(
            j->out,
            EITHER(
                j->language,
                "%-12s %4zu đơn vị, hôm nay còn %zu, trong đó %zu được nhắc, %zu có địa chỉ\n",
                "%-12s %4zu units, %zu there today, %zu of them reminded, %zu with an address\n"),
            levels.v[k], all, there, tracked, addressed);
    }
    strings_free(&levels);
}

/* Of several plans: which of them asks for it, and which before. */
static void
show_whose(const struct job *j, const struct report *r)
{
    char until[11];

    if (j->plan->nothers > 0)
        fprintf(j->out, "  %s %s\n", EITHER(j->language, "kế hoạch", "plan"), r->plan->code);
    for (const struct report *e = r->earlier; e != NULL; e = e->earlier) {
        date_write(e->last, until);
        fprintf(j->out, "  %s %s%s%s\n", EITHER(j->language, "kế hoạch", "plan"), e->plan->code,
                e->last.year != 0 ? EITHER(j->language, " đến hết ", " until ") : "",
                e->last.year != 0 ? until : "");
    }
}

static void
show_report(const struct job *j, const struct report *r)
{
    int offset = j->settings != NULL ? j->settings->office.utc_offset : 0;
    struct date day = today(j);
    size_t n = 0, owing = 0;
    struct round *rounds = calendar_rounds(j->plan, r, day, date_add(day, 400), offset, &n);
    const struct report *next = n > 0 ? rounds[0].report : r;
    char last[11];

    for (size_t i = 0; i < j->plan->nunits; i++)
        owing += plan_owes(next, &j->plan->units[i]) &&
                 unit_valid_on(&j->plan->units[i], n > 0 ? rounds[0].last_day : day);
    fprintf(j->out,
            EITHER(j->language, "\n%s  %s\n  %s%s, %zu đơn vị phải gửi\n",
                   "\n%s  %s\n  %s%s, owed by %zu units\n"),
            r->code, r->name, recurrence_names[r->recurrence],
            r->period_of == PERIOD_BEFORE
                ? EITHER(j->language, ", cho kỳ trước đó", ", for the period before")
                : "",
            owing);
    show_whose(j, r);
    for (size_t i = 0; i < n && i < 3; i++) {
        date_write(rounds[i].last_day, last);
        fprintf(j->out,
                EITHER(j->language, "  %s: ngày cuối đúng hạn %s%s%s\n",
                       "  %s: last day on time %s%s%s\n"),
                rounds[i].period, last,
                rounds[i].report != r ? EITHER(j->language, ", theo kế hoạch ", ", by plan ") : "",
                rounds[i].report != r ? rounds[i].report->plan->code : "");
    }
    for (size_t a = 0; a < ATTRIBUTES; a++)
        fprintf(j->out, "  %-10s %s\n", attribute_names[a],
                r->attributes[a] != NULL
                    ? r->attributes[a]
                    : EITHER(j->language, "(kế hoạch không nêu)", "(the plan does not say)"));
    free(rounds);
}

static int
show(struct job *j)
{
    struct strings lines = {0};

    if (j->ctl->json) {
        json_t *list = json_array();

        plan_lines(j->plan, &lines);
        for (size_t i = 0; i < lines.n; i++)
            json_array_append_new(list, json_string(lines.v[i]));
        strings_free(&lines);
        return ctl_print_json(list);
    }
    fprintf(j->out, "%s  %s\n", j->plan->code, j->plan->title);
    for (size_t i = 0; i < j->plan->nothers; i++)
        fprintf(j->out, "%s  %s\n", j->plan->others[i]->code, j->plan->others[i]->title);
    fputs("\n", j->out);
    show_units(j);
    for (size_t i = 0; i < j->plan->nreports; i++)
        show_report(j, &j->plan->reports[i]);
    return 0;
}

/* ---- diff ----------------------------------------------------------------------- */

/* "units.h-a.name = ..." up to its sign. */
static size_t
path_length(const char *line)
{
    const char *sign = strstr(line, " = ");

    return sign != NULL ? (size_t)(sign - line) : strlen(line);
}

static int
by_path(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    size_t n = path_length(x), m = path_length(y);
    int order = strncmp(x, y, n < m ? n : m);

    return order != 0 ? order : (n > m) - (n < m);
}

/* A whole unit or report comes or goes in one line: true, and only that of its name is printed. */
static bool
say_whole(FILE *out, const struct plan *without, const char *sign, const char *line)
{
    char list[16], code[96], key[16];
    bool unit;

    if (sscanf(line, "%15[^.].%95[^.].%15[^. ]", list, code, key) != 3)
        return false;
    unit = strcmp(list, "units") == 0;
    if ((!unit && strcmp(list, "reports") != 0) ||
        (unit ? plan_unit(without, code) != NULL : plan_report(without, code) != NULL))
        return false;
    if (strcmp(key, "name") == 0)
        fprintf(out, "%s %s.%s %s\n", sign, list, code, line + path_length(line) + 3);
    return true;
}

static void
say_change(FILE *out, const char *old, const char *new)
{
    int path = (int)path_length(old);

    fprintf(out, "  %.*s: %s -> %s\n", path, old, old + path + 3, new + path + 3);
}

static void
say_one(FILE *out, const struct plan *without, const char *sign, const char *line)
{
    if (!say_whole(out, without, sign, line))
        fprintf(out, "%s %s\n", sign, line);
}

/* Both in the order of their paths. 1: they differ. */
static int
diff(struct job *j)
{
    struct strings old = {0}, new = {0};
    bool differ = false;

    plan_lines(j->plan, &old);
    plan_lines(j->other, &new);
    if (old.n > 0 && new.n > 0) {
        qsort(old.v, old.n, sizeof *old.v, by_path);
        qsort(new.v, new.n, sizeof *new.v, by_path);
    }
    for (size_t i = 0, k = 0; i < old.n || k < new.n;) {
        int order = i == old.n ? 1 : k == new.n ? -1 : by_path(&old.v[i], &new.v[k]);
        bool same = order == 0 && strcmp(old.v[i], new.v[k]) == 0;

        if (order < 0)
            say_one(j->out, j->other, "-", old.v[i]);
        else if (order > 0)
            say_one(j->out, j->plan, "+", new.v[k]);
        else if (!same)
            say_change(j->out, old.v[i], new.v[k]);
        differ = differ || !same;
        i += order <= 0;
        k += order >= 0;
    }
    if (!differ)
        fputs(EITHER(j->language, "hai bản như nhau\n", "the two say the same\n"), j->out);
    strings_free(&old);
    strings_free(&new);
    return differ ? 1 : 0;
}

/* ---- new, import, export ---------------------------------------------------------- */

static int
new(struct job *j)
{
    fputs(plan_template, j->out);
    return 0;
}

static int
import(struct job *j)
{
    const char *file = j->ctl->argv[1];
    struct strings *rows = NULL;
    char *cause = NULL;
    size_t n = 0;
    int rc = table_read(j->settings->reader, file, &rows, &n, &cause);

    if (rc == 0)
        rc = units_merge(j->plan, file, rows, n, j->out, &j->problems);
    else
        log_error("%s", cause);
    table_free(rows, n);
    free(cause);
    return rc == 0 ? 0 : 1;
}

static bool
ends_with(const char *path, const char *end)
{
    return path != NULL && strlen(path) > strlen(end) &&
           strcasecmp(path + strlen(path) - strlen(end), end) == 0;
}

static int
export(struct job *j)
{
    struct strings *rows = NULL;
    char *cause = NULL;
    size_t n = 0;
    int rc = 0;

    units_table(j->plan, &rows, &n);
    if (ends_with(j->ctl->output, ".xlsx"))
        rc = table_xlsx(j->ctl->output, "units", rows, n, &cause);
    else
        table_csv(rows, n, j->out);
    if (rc != 0)
        log_error("%s", cause);
    table_free(rows, n);
    free(cause);
    return rc == 0 ? 0 : 1;
}

/* ---- the words -------------------------------------------------------------------- */

static const struct word {
    const char *name, *operands;
    int least, most;                    /* files */
    int first, second;                  /* which of them is the plan, and the other one; -1: none; beyond those given: the configuration's */
    bool configured;                    /* the configuration is needed all the same */
    int (*run)(struct job *);
} words[] = {
    { "check", "[PLAN ...]", 0, PLANS_MOST, 0, -1, false, check },
    { "show", "[PLAN ...] [--json]", 0, PLANS_MOST, 0, -1, false, show },
    { "diff", "OLD NEW", 2, 2, 0, 1, false, diff },
    { "new", "[-o FILE]", 0, 0, -1, -1, false, new },
    { "import", "TABLE [PLAN] [-o FILE]", 1, 2, 1, -1, true, import },
    { "export", "[PLAN] [-o FILE.csv|FILE.xlsx]", 0, 1, 0, -1, false, export },
};

static int
usage(void)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        fprintf(stderr, "%s docketctl plan %s %s\n", i == 0 ? "usage:" : "      ", words[i].name, words[i].operands);
    return 2;
}

/* Units are written back into one file: of several plans it must be said which. */
static struct plan *
load_plan(struct job *j, const struct word *w, int files)
{
    struct strings named = {0};
    struct plan *plan = NULL;

    for (int i = w->first; i < files && (i == w->first || w->most == PLANS_MOST); i++)
        strings_add(&named, j->ctl->argv[1 + i]);
    if (named.n == 0 && w->most < PLANS_MOST && j->settings != NULL &&
        j->settings->plan_files.n > 1)
        problem_add(&j->problems, NULL, 0, NULL,
                    EITHER(j->language,
                           "đang áp dụng nhiều kế hoạch: ghi rõ tệp của một kế hoạch, ví dụ %s",
                           "several plans are in force: name the file of one, such as %s"),
                    j->settings->plan_files.v[0]);
    else
        plan = plans_read(named.n > 0 ? &named : &j->settings->plan_files, &j->problems);
    strings_free(&named);
    return plan;
}

static int
load(struct job *j, const struct word *w, int files)
{
    bool needed = w->first >= files || w->configured;
    struct problems unasked = {0};

    j->settings = settings_read(j->ctl->conf, needed ? &j->problems : &unasked);
    problems_free(&unasked);
    if (needed && j->settings == NULL)
        return -1;
    if (j->settings != NULL)
        j->language = office_language(&j->settings->office);
    if (w->first >= 0)
        j->plan = load_plan(j, w, files);
    if (w->second >= 0)
        j->other = plan_read(j->ctl->argv[1 + w->second], &j->problems);
    return j->problems.n == 0 ? 0 : -1;
}

/* A file is written whole or not at all. */
static int
run(struct job *j, const struct word *w)
{
    char *text = NULL, *cause = NULL;
    size_t n = 0;
    int rc;

    j->out = open_memstream(&text, &n);
    if (j->out == NULL)
        return 1;
    rc = w->run(j);
    fclose(j->out);
    if (j->ctl->output == NULL)
        fwrite(text, 1, n, stdout);
    else if (rc == 0 && n > 0 && file_write(j->ctl->output, text, n, 0644, &cause) != 0)
        rc = 1;
    if (cause != NULL)
        log_error("%s", cause);
    else if (rc == 0 && j->ctl->output != NULL)
        puts(j->ctl->output);
    free(cause);
    free(text);
    return rc;
}

int
ctl_plan(struct ctl *ctl)
{
    struct job j = { .ctl = ctl, .language = office_language(&(struct office_settings){ 0 }) };
    const struct word *w = NULL;
    int rc = 1, files = ctl->argc - 1;

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strcmp(ctl->argv[0], words[i].name) == 0)
            w = &words[i];
    if (w == NULL || files < w->least || files > w->most)
        return usage();
    if (load(&j, w, files) == 0)
        rc = run(&j, w);
    problems_print(&j.problems, stderr);
    problems_free(&j.problems);
    plan_free(j.plan);
    plan_free(j.other);
    settings_free(j.settings);
    return rc;
}
