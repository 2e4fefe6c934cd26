/* Dossiers in plan files: parts, kinds of candidate, routes. */
#include <libconfig.h>
#include <stdio.h>
#include <string.h>

#include "plan.h"

/* ---- parts ----------------------------------------------------------------------- */

#define PART(M) offsetof(struct part, M)
static const struct option part_rows[] = {
    { "code", OPTION_CODE, PART(code), .required = true, .help = "Unique in the report." },
    { "name", OPTION_TEXT, PART(name), .required = true, .most = 200, .help = "As the plan names it." },
    { "signer", OPTION_TEXT, PART(signer), .most = 300, .help = "Who signs it, where the plan says so." },
    { "signers", OPTION_TEXT, PART(signers), .many = true, .most = 100,
      .help = "Phrases that tell the level that signs (\"ủy ban nhân dân xã\"): where the head of a document names its issuer "
              "and none of these stands there or in the signer's position, an officer is told; it counts all the same." },
    { "types", OPTION_TEXT, PART(types), .many = true, .most = 100,
      .help = "What such a document calls itself at its head (\"Tờ trình\"). This goes before words." },
    { "words", OPTION_TEXT, PART(words), .many = true, .most = 100,
      .help = "Phrases that name it in a file name or a document's title; without any, and without types, it is not looked for." },
    { "titles", OPTION_TEXT, PART(titles), .many = true, .most = 100,
      .help = "Phrases one of which its own title holds, if it has one: minutes of another meeting are not these. Without it any title will do." },
    { "renditions", OPTION_CHOICE, PART(renditions), .names = renditions_names, .nnames = RENDITIONS, .fallback = "any",
      .help = "Which copies count: the signed or scanned one (PDF), the editable one (Word, Excel), or both." },
    { "required", OPTION_BOOL, PART(required), .fallback = "true", .help = "Without it the dossier is not complete." },
};
const struct options part_options = {
    "reports.parts", part_rows, ARRAY_LEN(part_rows), sizeof(struct part), NULL,
    "A list of documents it consists of: the report is then a kind of dossier, one for each candidate. The documents may "
    "come in one mail or in several, in any order." };

void
parts_check(struct options_run *run, const struct config_setting_t *setting,
            const struct report *r)
{
    static const char *const of_dossiers[] = { "candidates", "verdict", "target" };

    for (size_t i = 1; i < r->nparts; i++)
        for (size_t j = 0; j < i; j++)
            if (same_text(r->parts[i].code, r->parts[j].code))
                options_problem(run, options_element(options_member(setting, "parts"), i), "code",
                                "%s is the code of another part", r->parts[i].code);
    for (size_t i = 0; r->nparts == 0 && i < ARRAY_LEN(of_dossiers); i++)
        if (options_member(setting, of_dossiers[i]))
            options_problem(run, setting, of_dossiers[i], "needs parts: only a dossier has it");
}

void
target_read(struct options_run *run, const struct config_setting_t *setting,
            const struct option *o, void *object)
{
    struct report *r = object;
    const char *text = config_setting_get_string(setting);
    char iso[11];

    snprintf(iso, sizeof iso, "2023-%s", text != NULL ? text : "");     /* no leap year: a day that every year has */
    if (text == NULL || strlen(text) != 5 || !date_parse(iso, &r->target))
        options_problem(run, setting, NULL, "must be %s", o->wants);
}

/* ---- kinds of candidate, routes ------------------------------------------------------ */

#define KIND(M) offsetof(struct candidate_kind, M)
static const struct option candidate_kind_rows[] = {
    { "name", OPTION_TEXT, KIND(name), .required = true, .most = 50, .help = "As lists write it: \"xã\"." },
    { "level", OPTION_TEXT, KIND(level), .most = 50,
      .help = "The level that manages every candidate of this kind, whatever a list says." },
    { "criteria", OPTION_INT, KIND(criteria), .least = 1, .most = 1000,
      .help = "How many criteria its set has. Where a document says \"đạt 30/36 tiêu chí\" its numbers are kept and shown, with "
              "this one beside them if it is another; nothing is ever concluded from it." },
    { "excluded", OPTION_TEXT, KIND(excluded), .many = true, .most = 100,
      .help = "Phrases: a candidate with one in its name is warned about (\"tiểu học\")." },
    { "excluded_by", OPTION_TEXT, KIND(excluded_by), .most = 200, .help = "The rule that excludes them, as the warning names it." },
};
const struct options candidate_kind_options = {
    "candidate_kinds", candidate_kind_rows, ARRAY_LEN(candidate_kind_rows), sizeof(struct candidate_kind), NULL,
    "A list of kinds of candidate." };

static void
check_route(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct route *r = object;

    if (r->valid_from.year && r->valid_to.year && date_compare(r->valid_from, r->valid_to) > 0)
        options_problem(run, setting, "valid_to", "must not be before valid_from");
}

#define ROUTE(M) offsetof(struct route, M)
static const struct option route_rows[] = {
    { "kinds", OPTION_TEXT, ROUTE(kinds), .many = true, .required = true, .most = 50, .help = "Candidates of these kinds," },
    { "levels", OPTION_TEXT, ROUTE(levels), .many = true, .required = true, .most = 50, .help = "managed by one of these levels:" },
    { "adviser", OPTION_TEXT, ROUTE(adviser), .most = 200, .help = "Who prepares the assessment." },
    { "assessor", OPTION_TEXT, ROUTE(assessor), .required = true, .most = 200, .help = "Who assesses." },
    { "decider", OPTION_TEXT, ROUTE(decider), .required = true, .most = 200, .help = "Who decides." },
    { "valid_from", OPTION_DATE, ROUTE(valid_from), .help = "First day it holds; without it always." },
    { "valid_to", OPTION_DATE, ROUTE(valid_to), .help = "Last day it holds; without it for ever." },
};
const struct options route_options = {
    "routes", route_rows, ARRAY_LEN(route_rows), sizeof(struct route), check_route,
    "A list of who assesses and who decides, by kind of candidate and level. Where no row holds on the day, nobody is named "
    "until an officer says who." };

/* ---- the whole -------------------------------------------------------------------------- */

static const struct report *
report_of(const struct plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->nreports; i++)
        if (same_text(plan->reports[i].code, code))
            return &plan->reports[i];
    return NULL;
}

static void
check_sources(struct options_run *run, const struct plan *plan)
{
    const struct config_setting_t *reports = options_member(run->root, "reports");

    for (size_t i = 0; i < plan->nreports; i++) {
        const struct report *r = &plan->reports[i], *of = report_of(plan, r->candidates);

        if (r->candidates == NULL)
            continue;
        if (of == NULL)
            options_problem(run, options_element(reports, i), "candidates", "there is no report %s",
                            r->candidates);
        else if (of == r || (of->nparts == 0 && form_candidates(of->form) == NULL))
            options_problem(run, options_element(reports, i), "candidates",
                            "%s lists no candidates: its form has no table with candidate_kind",
                            r->candidates);
        else if (of->nparts > 0 && same_text(of->candidates, r->code))
            options_problem(run, options_element(reports, i), "candidates",
                            "%s takes its candidates from here", r->candidates);
    }
}

static bool
overlap(const struct route *a, const struct route *b)
{
    return (a->valid_to.year == 0 || b->valid_from.year == 0 ||
            date_compare(b->valid_from, a->valid_to) <= 0) &&
           (b->valid_to.year == 0 || a->valid_from.year == 0 ||
            date_compare(a->valid_from, b->valid_to) <= 0);
}

static bool
share(const struct strings *a, const struct strings *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (strings_has(b, a->v[i]))
            return true;
    return false;
}

/* One candidate goes one way. */
static void
check_routes(struct options_run *run, const struct plan *plan)
{
    const struct config_setting_t *routes = options_member(run->root, "routes");

    for (size_t i = 1; i < plan->nroutes; i++)
        for (size_t k = 0; k < i; k++)
            if (share(&plan->routes[i].kinds, &plan->routes[k].kinds) &&
                share(&plan->routes[i].levels, &plan->routes[k].levels) &&
                overlap(&plan->routes[i], &plan->routes[k]))
                options_problem(run, options_element(routes, i), "kinds",
                                "the same candidates go the way of routes[%zu], in the same time",
                                k + 1);
}

static void
check_kinds(struct options_run *run, const struct plan *plan)
{
    const struct config_setting_t *kinds = options_member(run->root, "candidate_kinds");

    for (size_t i = 1; i < plan->ncandidate_kinds; i++)
        for (size_t k = 0; k < i; k++)
            if (same_text(plan->candidate_kinds[i].name, plan->candidate_kinds[k].name))
                options_problem(run, options_element(kinds, i), "name", "%s stands here twice",
                                plan->candidate_kinds[i].name);
}

void
dossiers_check(struct options_run *run, const struct plan *plan)
{
    check_sources(run, plan);
    check_routes(run, plan);
    check_kinds(run, plan);
}
