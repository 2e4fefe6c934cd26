/* Several plans in force, as one: the first speaks for what they share, the
 * others add what they alone ask for. Everything behind works on one set of
 * units and reports; a report knows its own plan. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "config/config.h"
#include "plan.h"
#include "write.h"

#define NOTES_MOST 5                    /* units whose words differ, of one plan */

/* Appends all of FROM to TO; the elements are moved. */
#define MOVE(TO, N, FROM, M)                                          \
    do {                                                              \
        for (size_t moved_ = 0; moved_ < (M); moved_++)               \
            *ARRAY_MORE(TO, N) = (FROM)[moved_];                      \
        (M) = 0;                                                      \
    } while (0)

struct set {
    struct plan *plan;                  /* the first: becomes the whole */
    const char *files;                  /* for problems: "a.conf, b.conf" */
    struct problems *problems;
};

/* ---- units ------------------------------------------------------------------------- */

/* A report asks of a unit what its own plan says: one that only another plan
 * names, or names with another level, becomes an exception, or is named.
 * known: as the report's plan has the unit; NULL: not at all. */
static void
keep_who(struct report *r, const struct unit *unit, const struct unit *known)
{
    bool asked = known != NULL && plan_owes(r, known);

    if (asked != plan_owes(r, unit))
        strings_add(asked ? &r->who_units : &r->who_except, unit->code);
}

/* Before anything is moved. */
static void
keep_all(struct plan *to, struct plan *from)
{
    for (size_t u = 0; u < to->nunits; u++)
        for (size_t i = 0; i < from->nreports; i++)
            keep_who(&from->reports[i], &to->units[u], plan_unit(from, to->units[u].code));
    for (size_t u = 0; u < from->nunits; u++)
        for (size_t i = 0; i < to->nreports && plan_unit(to, from->units[u].code) == NULL; i++)
            for (struct report *r = &to->reports[i]; r != NULL; r = r->earlier)
                keep_who(r, &from->units[u], NULL);
}

/* What the plans before name stays in `from`: plan_notes compares. */
static void
add_units(struct plan *to, struct plan *from)
{
    for (size_t i = 0; i < from->nunits; i++) {
        if (plan_unit(to, from->units[i].code) != NULL)
            continue;
        *ARRAY_MORE(to->units, to->nunits) = from->units[i];
        from->units[i] = (struct unit){0};
    }
}

/* ---- reports ----------------------------------------------------------------------- */

static struct report *
report_in(const struct plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->nreports; i++)
        if (strcasecmp(plan->reports[i].code, code) == 0)
            return &plan->reports[i];
    return NULL;
}

/* Of one report in two plans the later plan must say from when on it asks, or
 * the other never would. What has no rounds is asked for by the first plan alone. */
static void
check_rounds(const struct set *s, const struct report *now, const struct report *before)
{
    bool rounds = now->recurrence != RECUR_ON_REQUEST && now->recurrence != RECUR_UNDATED;

    if (strcmp(now->code, before->code) != 0)
        problem_add(s->problems, s->files, 0, "code", "%s of plan %s is spelled %s in plan %s",
                    now->code, now->plan->code, before->code, before->plan->code);
    else if ((now->nparts > 0) != (before->nparts > 0))
        problem_add(s->problems, s->files, 0, "code",
                    "%s is a report in one plan and a dossier in the other: plans %s and %s",
                    now->code, now->plan->code, before->plan->code);
    else if (rounds && (now->first.year == 0 ||
                        (before->first.year != 0 && date_compare(before->first, now->first) >= 0)))
        problem_add(s->problems, s->files, 0, "first",
                    "plans %s and %s both ask for %s: say in the report of %s from which day on its rounds count "
                    "(first = \"YYYY-01-01\", later than that of the other), name the newer plan first, or give one of the two reports another code",
                    now->plan->code, before->plan->code, now->code, now->plan->code);
}

/* From there on the later plan asks, and the other no more, whatever its rounds are called. */
static void
end_before(struct report *before, const struct report *now)
{
    struct date last = date_add(now->first, -1);

    if (now->first.year != 0 && (before->last.year == 0 || date_compare(last, before->last) < 0))
        before->last = last;
}

/* Officers name a report in words. */
static void
check_names(const struct set *s, const struct report *r)
{
    char *mine = text_fold(r->name);

    for (size_t i = 0; i < s->plan->nreports; i++) {
        const struct report *other = &s->plan->reports[i];
        char *his = text_fold(other->name);

        if (strcasecmp(other->code, r->code) != 0 && strcmp(mine, his) == 0)
            problem_add(
                s->problems, s->files, 0, "name",
                "%s of plan %s and %s of plan %s have the name \"%s\": nobody could say which is meant",
                other->code, other->plan->code, r->code, r->plan->code, r->name);
        free(his);
    }
    free(mine);
}

static void
add_reports(const struct set *s, struct plan *from)
{
    for (size_t i = 0; i < from->nreports; i++) {
        struct report *r = &from->reports[i], *now = report_in(s->plan, r->code);

        check_names(s, r);
        if (now == NULL) {
            *ARRAY_MORE(s->plan->reports, s->plan->nreports) = *r;
            *r = (struct report){0};
            continue;
        }
        while (now->earlier != NULL)
            now = now->earlier;
        check_rounds(s, now, r);
        end_before(r, now);
        now->earlier = r;
    }
}

/* ---- the rest ---------------------------------------------------------------------- */

static void
add_kinds(struct plan *to, struct plan *from)
{
    for (size_t i = 0; i < from->ncandidate_kinds; i++) {
        if (plan_candidate_kind(to, from->candidate_kinds[i].name) != NULL)
            continue;
        *ARRAY_MORE(to->candidate_kinds, to->ncandidate_kinds) = from->candidate_kinds[i];
        from->candidate_kinds[i] = (struct candidate_kind){0};
    }
}

/* The communes below a unit that the plans before already speak of are theirs to name. */
static void
add_communes(struct plan *to, struct plan *from)
{
    size_t before = to->ncommunes;

    for (size_t i = 0; i < from->ncommunes; i++) {
        bool named = false;

        for (size_t k = 0; k < before; k++)
            named = named || strcmp(to->communes[k].unit, from->communes[i].unit) == 0;
        if (named)
            continue;
        *ARRAY_MORE(to->communes, to->ncommunes) = from->communes[i];
        from->communes[i] = (struct communes){0};
    }
}

static void
add_topics(struct strings *to, const struct strings *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (!strings_has(to, from->v[i]))
            strings_add(to, from->v[i]);
}

static void
add_plan(const struct set *s, struct plan *from)
{
    struct plan *to = s->plan;

    keep_all(to, from);
    add_units(to, from);
    plan_index(to);
    add_reports(s, from);
    add_kinds(to, from);
    MOVE(to->routes, to->nroutes, from->routes, from->nroutes);
    add_communes(to, from);
    MOVE(to->holidays, to->nholidays, from->holidays, from->nholidays);
    MOVE(to->working_saturdays, to->nworking_saturdays, from->working_saturdays,
         from->nworking_saturdays);
    add_topics(&to->own_topics, &from->own_topics);
    if (to->other_topics.n > 0)         /* none: those every office meets, and they hold for the set */
        add_topics(&to->other_topics, &from->other_topics);
    *ARRAY_MORE(to->others, to->nothers) = from;
}

static void
read_one(struct set *s, const char *file)
{
    struct plan *plan = plan_read(file, s->problems);

    if (plan == NULL)
        return;
    if (s->plan == NULL) {
        s->plan = plan;
    } else if (plan_named(s->plan, plan->code) != NULL) {
        problem_add(s->problems, file, 0, "code", "%s is the code of another plan in force", plan->code);
        plan_free(plan);
    } else {
        add_plan(s, plan);
    }
}

/* ---- what an office should know ------------------------------------------------------ */

static void
note_rounds(const struct report *now, bool english, FILE *out)
{
    char day[11];

    for (const struct report *r = now->earlier; r != NULL; r = r->earlier) {
        date_write(r->last, day);
        if (r->last.year != 0)
            fprintf(
                out,
                english
                    ? "note: %s: rounds due up to %s are those of plan %s, later ones those of plan %s\n"
                    : "chú ý: %s: các kỳ có hạn đến hết %s theo kế hoạch %s, các kỳ sau theo kế hoạch %s\n",
                r->code, day, r->plan->code, now->plan->code);
        else
            fprintf(
                out,
                english
                    ? "note: %s: plan %s asks for it; what plan %s says of it is not used\n"
                    : "chú ý: %s: theo kế hoạch %s; nội dung của kế hoạch %s về báo cáo này không được dùng\n",
                r->code, now->plan->code, r->plan->code);
        now = r;
    }
}

/* Keys of the plan file whose values differ. */
static void
differing(const struct unit *a, const struct unit *b, struct buf *out)
{
    for (size_t k = 0; k < unit_options.n; k++) {
        const struct option *o = &unit_options.rows[k];
        struct buf x = {0}, y = {0};

        if (o->type != OPTION_GROUP && o->type != OPTION_LIST) {
            option_cell(o, a, &x);
            option_cell(o, b, &y);
        }
        if (strcmp(buf_text(&x), buf_text(&y)) != 0)
            buf_addf(out, "%s%s", out->len > 0 ? ", " : "", o->key);
        buf_free(&x);
        buf_free(&y);
    }
}

static void
note_units(const struct plan *plan, const struct plan *other, bool english, FILE *out)
{
    size_t told = 0;

    for (size_t i = 0; i < other->nunits; i++) {
        const struct unit *u = other->units[i].code != NULL ? plan_unit(plan, other->units[i].code)
                                                            : NULL;
        struct buf keys = {0};

        if (u != NULL)
            differing(u, &other->units[i], &keys);
        if (keys.len > 0 && told++ < NOTES_MOST)
            fprintf(
                out,
                english
                    ? "note: unit %s: what plan %s says of its %s is not used; an earlier one in the list says otherwise\n"
                    : "chú ý: đơn vị %s: kế hoạch %s ghi khác về %s nên không được dùng; kế hoạch đứng trước trong danh sách có giá trị\n",
                u->code, other->code, buf_text(&keys));
        buf_free(&keys);
    }
    if (told > NOTES_MOST)
        fprintf(out,
                english ? "note: and of %zu more units of plan %s\n"
                        : "chú ý: và %zu đơn vị khác của kế hoạch %s\n",
                told - NOTES_MOST, other->code);
}

void
plans_notes(const struct plan *plan, bool english, FILE *out)
{
    for (size_t i = 0; i < plan->nreports; i++)
        note_rounds(&plan->reports[i], english, out);
    for (size_t i = 0; i < plan->nothers; i++)
        note_units(plan, plan->others[i], english, out);
}

/* ---- reading ------------------------------------------------------------------------- */

struct plan *
plans_read(const struct strings *files, struct problems *problems)
{
    struct buf names = {0};
    struct set s = { .problems = problems };
    size_t before = problems->n;

    for (size_t i = 0; i < files->n; i++)
        buf_addf(&names, "%s%s", i > 0 ? ", " : "", files->v[i]);
    s.files = buf_text(&names);
    for (size_t i = 0; i < files->n; i++)
        read_one(&s, files->v[i]);
    if (problems->n == before && files->n > 1) {
        struct options_run run = { .problems = problems, .file = s.files };

        plan_check(&run, s.plan);
    }
    buf_free(&names);
    if (problems->n == before)
        return s.plan;
    plan_free(s.plan);
    return NULL;
}
