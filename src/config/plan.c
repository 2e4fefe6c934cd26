/* Plan files to struct plan: units and reports. Forms are in form.c,
 * deadlines in due.c, dossiers in plan_dossier.c, what holds between the parts
 * in plan_check.c. */
#include <libconfig.h>
#include <string.h>

#include "base/mem.h"
#include "config/config.h"
#include "model/settings.h"
#include "plan.h"

/* ---- units --------------------------------------------------------------------- */

static void
check_unit(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct unit *u = object;

    if (u->valid_from.year && u->valid_to.year && date_compare(u->valid_from, u->valid_to) > 0)
        options_problem(run, setting, "valid_to", "must not be before valid_from");
}

static void
check_quota(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct unit *u = object;

    if (u->quota == NULL)
        options_problem(run, setting, "text", "is missing");
    if (u->quota_period && !period_valid(u->quota_period))
        options_problem(run, setting, "period", "must be a period such as \"2023\"");
    if (u->quota_kind && !strings_has(&u->candidate_kinds, u->quota_kind))
        options_problem(run, setting, "kind", "\"%s\" is not among the unit's candidate_kinds", u->quota_kind);
}

#define SUCCESSOR(M) offsetof(struct successor, M)
static const struct option successor_rows[] = {
    { "unit", OPTION_CODE, SUCCESSOR(unit), .required = true, .help = "Code of a unit that took a part of it over," },
    { "from", OPTION_DATE, SUCCESSOR(from), .help = "on this day; without it the day after it ended." },
};
static const struct options successor_options = {
    "units.successors", successor_rows, ARRAY_LEN(successor_rows), sizeof(struct successor), NULL,
    "A list of those that took over the parts of a unit that was divided, or that answer nothing it still owed." };

#define UNIT(M) offsetof(struct unit, M)
static const struct option quota_rows[] = {
    { "text", OPTION_TEXT, UNIT(quota), .most = 100,
      .help = "As letters print it: \"01 doanh nghiệp\"; always needed." },
    { "kind", OPTION_TEXT, UNIT(quota_kind), .most = 50, .help = "The kind it names; without it any." },
    { "period", OPTION_TEXT, UNIT(quota_period), .most = 23,
      .help = "The period exact and kind hold for; without it every one." },
    { "exact", OPTION_INT, UNIT(quota_exact), .least = 1, .most = 1000, .help = "Exactly so many." },
    { "min", OPTION_INT, UNIT(quota_min), .least = 1, .most = 1000, .help = "At least so many." },
};
static const struct options quota_options = {
    "units.quota", quota_rows, ARRAY_LEN(quota_rows), 0, check_quota, "How many candidates the plan asks of the unit." };

static const struct option unit_rows[] = {
    { "code", OPTION_CODE, UNIT(code), .required = true, .help = "Stable for ever: forms and letters carry it." },
    { "name", OPTION_TEXT, UNIT(name), .required = true, .most = 200, .help = "As the plan names the unit." },
    { "holder", OPTION_TEXT, UNIT(holder), .required = true, .most = 200,
      .help = "Who signs; letters are addressed so." },
    { "short_name", OPTION_TEXT, UNIT(short_name), .required = true, .most = 60, .help = "For tables." },
    { "level", OPTION_CODE, UNIT(level), .required = true,
      .help = "Group of units that reports and tables speak of: \"district\", \"province\"." },
    { "kind", OPTION_TEXT, UNIT(kind), .most = 50, .help = "What sort of unit it is: \"huyện\"." },
    { "language", OPTION_WORD, UNIT(language), .names = language_names, .nnames = LANGUAGES,
      .help = "Of letters to the unit; without it the office's. One language alone makes a letter half as long on a telephone." },
    { "parent", OPTION_CODE, UNIT(parent), .help = "Code of the unit above it." },
    { "successor", OPTION_CODE, UNIT(successor),
      .help = "Code of the unit that took its place and answers what it still owed; without it nobody does." },
    { "successors", OPTION_LIST, UNIT(successors), UNIT(nsuccessors), .group = &successor_options },
    { "addresses", OPTION_ADDRESS, UNIT(addresses), .many = true,
      .help = "Registered mail addresses; letters go to the first." },
    { "leaders", OPTION_ADDRESS, UNIT(leaders), .many = true,
      .help = "Addresses of the unit's leaders: the reminder of the last day before a deadline goes to them as well. "
      "They are no registered senders." },
    { "aliases_strong", OPTION_TEXT, UNIT(aliases_strong), .many = true, .most = 100,
      .help = "Names that mean this unit and no other. Accents, capitals and punctuation do not count." },
    { "aliases_weak", OPTION_TEXT, UNIT(aliases_weak), .many = true, .most = 100,
      .help = "Names that count only with other evidence, because others share them." },
    { "candidate_kinds", OPTION_TEXT, UNIT(candidate_kinds), .many = true, .most = 50,
      .help = "Kinds of candidate the unit may name." },
    { "quota", OPTION_GROUP, .group = &quota_options },
    { "valid_from", OPTION_DATE, UNIT(valid_from), .help = "First day the unit exists; without it always." },
    { "valid_to", OPTION_DATE, UNIT(valid_to), .help = "Last day the unit exists; without it for ever." },
    { "tracked", OPTION_BOOL, UNIT(tracked), .fallback = "true",
      .help = "Reminders go out and overdue reports are counted." },
    { "host", OPTION_BOOL, UNIT(host), .fallback = "false",
      .help = "The receiving office itself: mail is never filed under it." },
    { "note", OPTION_TEXT, UNIT(note), .most = 300, .help = "For the office's own eyes." },
};
const struct options unit_options = {
    "units", unit_rows, ARRAY_LEN(unit_rows), sizeof(struct unit), check_unit, "A list of who reports." };

/* ---- communes ------------------------------------------------------------------ */

static void
check_communes(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct communes *c = object;

    for (size_t i = 0; i < c->names.n; i++)
        if (strchr(c->names.v[i], ' ') == NULL)
            options_problem(run, setting, "names", "\"%s\" must be a kind and a name: \"xã Tân Mỹ\"", c->names.v[i]);
}

#define COMMUNES(M) offsetof(struct communes, M)
static const struct option communes_rows[] = {
    { "unit", OPTION_CODE, COMMUNES(unit), .required = true, .help = "Code of the unit they belong to." },
    { "names", OPTION_TEXT, COMMUNES(names), .many = true, .most = 100,
      .help = "Kind and name, with accents: \"xã Tân Mỹ\". What stands under several units is asked about." },
};
static const struct options communes_options = {
    "communes", communes_rows, ARRAY_LEN(communes_rows), sizeof(struct communes), check_communes,
    "A list of what lies below the units. Mail of a commune is answered with the unit it must go through, and never filed." };

/* ---- reports --------------------------------------------------------------------- */

#define REPORT(M) offsetof(struct report, M)
#define ATTRIBUTE(KEY, A, HELP) { KEY, OPTION_TEXT, REPORT(attributes[A]), .help = HELP }
static const struct option attribute_rows[] = {
    ATTRIBUTE("name", ATTR_NAME, "Name of the report."),
    ATTRIBUTE("content", ATTR_CONTENT, "What it must contain."),
    ATTRIBUTE("who", ATTR_WHO, "Who reports."),
    ATTRIBUTE("to", ATTR_TO, "Who receives it."),
    ATTRIBUTE("method", ATTR_METHOD, "How it is sent."),
    ATTRIBUTE("deadline", ATTR_DEADLINE, "When it is due."),
    ATTRIBUTE("frequency", ATTR_FREQUENCY, "How often."),
    ATTRIBUTE("cutoff", ATTR_CUTOFF, "Up to which day its figures count."),
    ATTRIBUTE("outline", ATTR_OUTLINE, "Its outline."),
    ATTRIBUTE("forms", ATTR_FORMS, "Its forms."),
    ATTRIBUTE("procedure", ATTR_PROCEDURE, "How it is made."),
};
static const struct options attribute_options = {
    "reports.attributes", attribute_rows, ARRAY_LEN(attribute_rows), 0, NULL,
    "The eleven things a reporting regime states (Decree 09/2019, article 7), in the plan's own words; "
    "what the plan is silent about is left out." };

static const struct option who_rows[] = {
    { "levels", OPTION_CODE, REPORT(who_levels), .many = true, .help = "All units of these levels," },
    { "units", OPTION_CODE, REPORT(who_units), .many = true, .help = "and these units," },
    { "except", OPTION_CODE, REPORT(who_except), .many = true, .help = "without these." },
};
static const struct options who_options = {
    "reports.who", who_rows, ARRAY_LEN(who_rows), 0, NULL, "Who owes the report." };

static void
check_report(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct report *r = object;

    due_check(run, setting, r);
    if (r->first.year && r->last.year && date_compare(r->first, r->last) > 0)
        options_problem(run, setting, "last", "must not be before first");
    for (size_t i = 1; i < r->nexceptions; i++)
        for (size_t j = 0; j < i; j++)
            if (same_text(r->exceptions[i].period, r->exceptions[j].period))
                options_problem(run, options_element(options_member(setting, "exceptions"), i), "period",
                                "%s has an exception already", r->exceptions[i].period);
    parts_check(run, setting, r);
}

static const struct option report_rows[] = {
    { "code", OPTION_CODE, REPORT(code), .required = true,
      .help = "Stable for ever: forms, letters and commands carry it." },
    { "name", OPTION_TEXT, REPORT(name), .required = true, .most = 200, .help = "As letters print it." },
    { "name_en", OPTION_TEXT, REPORT(name_en), .most = 200, .help = "The same in English." },
    { "section", OPTION_TEXT, REPORT(section), .most = 100, .help = "Where the plan asks for it." },
    { "quote", OPTION_TEXT, REPORT(quote), .most = 500, .help = "The plan's words." },
    { "attributes", OPTION_GROUP, .group = &attribute_options },
    { "recurrence", OPTION_CHOICE, REPORT(recurrence), .names = recurrence_names, .nnames = RECURRENCES, .required = true,
      .help = "How often it comes round." },
    { "period", OPTION_CHOICE, REPORT(period_of), .names = period_of_names, .nnames = PERIODS_OF, .fallback = "deadline",
      .help = "Which period its deadline ends: the one the deadline lies in, or the one before that (\"monthly, by the 5th of the next month\")." },
    { "first", OPTION_DATE, REPORT(first), .help = "Rounds whose deadline names an earlier day do not exist." },
    { "last", OPTION_DATE, REPORT(last), .help = "Rounds whose deadline names a later day do not exist." },
    { "dues", OPTION_LIST, REPORT(dues), REPORT(ndues), .group = &due_options },
    { "exceptions", OPTION_LIST, REPORT(exceptions), REPORT(nexceptions), .group = &exception_options },
    { "weekend", OPTION_CHOICE, REPORT(weekend), .names = weekend_policy_names, .nnames = WEEKEND_POLICIES, .fallback = "none",
      .help = "What happens to a last day that is a day off: nothing, or it moves to the next working day." },
    { "reminder_days", OPTION_INT, REPORT(reminder_days), .many = true, .least = 1, .most = 365,
      .help = "Days before its last day on time at which this report is reminded of; without it those of docketd.conf." },
    { "who", OPTION_GROUP, .group = &who_options },
    { "needs_attachment", OPTION_BOOL, REPORT(needs_attachment), .fallback = "true",
      .help = "A mail without a file does not answer it." },
    { "renditions", OPTION_CHOICE, REPORT(renditions), .names = renditions_names, .nnames = RENDITIONS, .fallback = "any",
      .help = "Which copies of its document must come: the signed or scanned one (PDF), the editable one (Word, Excel), or both, "
              "in one mail or one after the other." },
    { "subject_words", OPTION_TEXT, REPORT(subject_words), .many = true, .most = 100,
      .help = "Phrases that name it in a subject or a file name, the most specific first. Accents and capitals do not count; \"...\" within one stands for up to four words. The month, quarter or week is read where it is written behind them." },
    { "parts", OPTION_LIST, REPORT(parts), REPORT(nparts), .group = &part_options },
    { "candidates", OPTION_CODE, REPORT(candidates),
      .help = "Of a report with parts: whose dossiers it gathers. The code of a report whose form lists them (a table with "
              "candidate_kind), or of another dossier kind, those that it ended well for. Without it each unit has one dossier, its own." },
    { "verdict", OPTION_TEXT, REPORT(verdict), .most = 40, .fallback = "công nhận",
      .help = "Of a report with parts: what is decided, as letters say it: \"công nhận\", \"khen thưởng\"." },
    { "target", OPTION_CALL, .call = target_read, .wants = "\"MM-DD\"",
      .help = "Of a report with parts: the day of its year by which the dossiers should be complete. What lacks then is told to "
              "the officers; nothing is ever overdue." },
    { "form", OPTION_CALL, .call = form_read, .group = &form_options, .wants = "a group { KEY = VALUE; ... }" },
};
static const struct options report_options = {
    "reports", report_rows, ARRAY_LEN(report_rows), sizeof(struct report), check_report, "A list of what is reported." };

/* ---- the plan ---------------------------------------------------------------------- */

#define PLAN(M) offsetof(struct plan, M)
static const struct option plan_rows[] = {
    { "code", OPTION_CODE, PLAN(code), .required = true,
      .help = "Stable for ever: part of the forms' hidden identity." },
    { "title", OPTION_TEXT, PLAN(title), .required = true, .most = 500,
      .help = "What letters call the plan while it has no number." },
    { "number", OPTION_TEXT, PLAN(number), .most = 100, .help = "Number and symbol, once the plan has them." },
    { "date", OPTION_TEXT, PLAN(date), .most = 40, .help = "Its date as letters print it, once the plan has one." },
    { "subject_tag", OPTION_TEXT, PLAN(subject_tag), .required = true, .most = 30,
      .help = "Opens the subject of every letter: \"[BVANTQ ...]\"." },
    { "units", OPTION_LIST, PLAN(units), PLAN(nunits), .required = true, .group = &unit_options },
    { "reports", OPTION_LIST, PLAN(reports), PLAN(nreports), .required = true, .group = &report_options },
    { "own_topics", OPTION_TEXT, PLAN(own_topics), .many = true, .most = 100,
      .help = "Phrases that name the plan's own matter, so that no mail is put aside for them: \"dịch bệnh\" in a health plan. Without it those of the movement to protect national security." },
    { "other_topics", OPTION_TEXT, PLAN(other_topics), .many = true, .most = 100,
      .help = "Phrases that name matters of other reporting regimes: a mail about one of them is asked about. Without it those that "
              "every provincial office meets: fire safety, budget, epidemics, ..." },
    { "candidate_kinds", OPTION_LIST, PLAN(candidate_kinds), PLAN(ncandidate_kinds), .group = &candidate_kind_options },
    { "routes", OPTION_LIST, PLAN(routes), PLAN(nroutes), .group = &route_options },
    { "communes", OPTION_LIST, PLAN(communes), PLAN(ncommunes), .group = &communes_options },
    { "holidays", OPTION_DATE, PLAN(holidays), PLAN(nholidays), .many = true,
      .help = "Days off besides Saturdays and Sundays." },
    { "working_saturdays", OPTION_DATE, PLAN(working_saturdays), PLAN(nworking_saturdays), .many = true,
      .help = "Saturdays and Sundays that are worked, in exchange for another day." },
};
const struct options plan_options = {
    NULL, plan_rows, ARRAY_LEN(plan_rows), sizeof(struct plan), NULL, NULL };

struct plan *plan_read(const char *file, struct problems *problems)
{
    struct plan *plan = xcalloc(1, sizeof *plan);

    if (!options_file(file, &plan_options, plan, plan_check, problems)) {
        plan_free(plan);
        return NULL;
    }
    for (size_t i = 0; i < plan->nreports; i++) {
        plan->reports[i].plan = plan;
        plan->reports[i].place = i;
    }
    plan_index(plan);
    return plan;
}
