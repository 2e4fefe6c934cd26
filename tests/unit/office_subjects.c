/* Subjects as they arrive, against the shipped plans and two of other offices:
 * unit, report, period and decision of every case (SUBJECTS=FILE: of that file,
 * under PLAN=FILE; EVIDENCE=1: with the rows of evidence), and what they cost.
 * Prints the matrix of what was decided against what a careful clerk would. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/text.h"
#include "config/config.h"
#include "core/calendar/calendar.h"
#include "core/form/document.h"
#include "core/match/explain.h"
#include "core/match/identify.h"
#include "core/match/match.h"

#define OFFSET (7 * 3600)

static struct plan *plan;
static struct match_index *words;
static struct office_settings office = {.address = "baocao@pv05.example", .utc_offset = OFFSET};
static struct officer officer = {.address = "canbo@pv05.example", .role = ROLE_OFFICER};

struct scene {
    struct message *m;
    struct known known;
    struct known_round *rounds;
    size_t nrounds;
    struct obligation *requests, *answered, *thread, *cited;
    size_t nrequests, nanswered, nthread, ncited;
    struct strings titles;
};

/* ---- one case as a message ------------------------------------------------------- */

static char *
clean(const char *s)
{
    return s != NULL ? text_clean_line(s, strlen(s)) : NULL;
}

static void
set_sender(struct scene *s, const char *from)
{
    struct mailbox_address *a = ARRAY_MORE(s->m->from.v, s->m->from.n);

    if (strncmp(from, "registered:", 11) == 0)
        a->addr = xstrdup(plan_unit(plan, from + 11)->addresses.v[0]);
    else if (strncmp(from, "unknown:", 8) == 0)
        a->addr = xstrdup(from + 8);
    else if (strncmp(from, "officer:", 8) == 0) {
        a->addr = xstrdup(officer.address);
        s->known.officer = &officer;
    } else
        a->addr = xstrdup(from);
}

static void
add_file(struct message *m, const json_t *file)
{
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    const char *name = json_is_object(file) ? json_string_value(json_object_get(file, "name")) : json_string_value(file);
    const char *dot = strrchr(name, '.');
    const char *issuer = json_string_value(json_object_get(file, "issuer"));
    const char *title = json_string_value(json_object_get(file, "title"));
    const char *secrecy = json_string_value(json_object_get(file, "secrecy"));
    const char *flag = json_string_value(json_object_get(file, "flag"));
    const char *text = json_string_value(json_object_get(file, "text"));

    a->inside = -1;
    a->size = 200000;
    a->name = clean(name);
    a->type = text_lower(dot != NULL ? dot + 1 : "bin");
    a->status = strcmp(a->type, "doc") == 0 || strcmp(a->type, "rar") == 0 || strcmp(a->type, "zip") == 0 ? ATTACHMENT_STORED : ATTACHMENT_READ;
    a->text = text != NULL ? text_clean(text, strlen(text)) : NULL;
    if (flag != NULL)
        strings_add(&a->flags, flag);
    if (issuer != NULL || title != NULL || secrecy != NULL) {
        a->letterhead = xcalloc(1, sizeof *a->letterhead);
        a->letterhead->issuer = clean(issuer);
        a->letterhead->subject = clean(title);
        a->letterhead->secrecy = clean(secrecy);
    }
    const char *form = json_string_value(json_object_get(file, "form"));
    if (form != NULL) {                             /* "UNIT REPORT PERIOD" */
        char unit[32], report[32], period[24];
        assert_int_equal(sscanf(form, "%31s %31s %23s", unit, report, period), 3);
        a->identity = (struct identity){xstrdup(plan->code), xstrdup(report), xstrdup(period), xstrdup(unit), xstrdup("1")};
    }
}

static void
obligations(const json_t *list, instant due, struct obligation **v, size_t *n)
{
    const json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry) {            /* "UNIT [REPORT] PERIOD" */
        char a[32], b[32], c[24];
        int parts = sscanf(json_string_value(entry), "%31s %31s %23s", a, b, c);
        struct obligation *o = ARRAY_MORE(*v, *n);
        o->unit = xstrdup(a);
        o->report = xstrdup(parts == 3 ? b : "AD_HOC");
        o->period = xstrdup(parts == 3 ? c : b);
        o->due = o->first_received = due;
    }
}

static void
add_rounds(struct scene *s)
{
    struct date day = moment_of(s->known.received, OFFSET).date;

    for (size_t i = 0; i < plan->nreports; i++) {
        size_t n = 0;
        struct round *r = calendar_rounds(plan, &plan->reports[i], date_add(day, -400), date_add(day, 400), OFFSET, &n);
        for (size_t k = 0; k < n; k++) {
            struct known_round *to = ARRAY_MORE(s->rounds, s->nrounds);
            to->report = &plan->reports[i];
            to->due = r[k].due;
            memcpy(to->period, r[k].period, sizeof to->period);
        }
        free(r);
    }
    s->known.rounds = s->rounds;
    s->known.nrounds = s->nrounds;
}

static void
build(const json_t *c, struct scene *s)
{
    const json_t *file;
    const char *reply = json_string_value(json_object_get(c, "in_reply_to"));
    const char *text = json_string_value(json_object_get(c, "text"));
    size_t i;

    *s = (struct scene){.m = message_new()};
    s->m->subject = clean(json_string_value(json_object_get(c, "subject")));
    s->m->text = text != NULL ? text_clean(text, strlen(text)) : NULL;
    s->m->auto_submitted = clean(json_string_value(json_object_get(c, "auto_submitted")));
    s->m->content_type = clean(json_string_value(json_object_get(c, "content_type")));
    s->m->report_type = clean(json_string_value(json_object_get(c, "report_type")));
    s->m->return_path = clean(json_string_value(json_object_get(c, "return_path")));
    if (reply != NULL)
        strings_add(&s->m->in_reply_to, reply);
    json_array_foreach(json_object_get(c, "flags"), i, file)
        strings_add(&s->m->flags, json_string_value(file));
    json_array_foreach(json_object_get(c, "auth"), i, file)
        strings_add(&s->m->authentication_results, json_string_value(file));
    json_array_foreach(json_object_get(c, "list"), i, file)
        strings_add(&s->m->list_headers, json_string_value(file));
    json_array_foreach(json_object_get(c, "files"), i, file)
        add_file(s->m, file);
    document_sort(s->m);
    s->known.office = &office;
    assert_true(instant_parse(json_string_value(json_object_get(c, "received")), OFFSET, &s->known.received));
    set_sender(s, json_string_value(json_object_get(c, "from")));
    obligations(json_object_get(c, "requests"), s->known.received + 86400, &s->requests, &s->nrequests);
    obligations(json_object_get(c, "answered"), s->known.received - 86400, &s->answered, &s->nanswered);
    obligations(json_object_get(c, "thread"), s->known.received, &s->thread, &s->nthread);
    s->known.thread = s->thread;
    obligations(json_object_get(c, "cited"), s->known.received, &s->cited, &s->ncited);
    s->known.cited = s->cited;
    s->known.asked = json_string_value(json_object_get(c, "asked"));
    s->known.historic = json_is_true(json_object_get(c, "historic"));
    s->known.requests = s->requests;
    s->known.nrequests = s->nrequests;
    json_array_foreach(json_object_get(c, "titles"), i, file)
        strings_add(&s->titles, json_string_value(file));
    s->known.titles = s->titles.n > 0 ? &s->titles : NULL;
    s->known.answered = s->answered;
    s->known.nanswered = s->nanswered;
    s->known.repeated = s->answered;
    s->known.nrepeated = json_object_get(c, "same_content") != NULL ? s->nanswered : 0;
    add_rounds(s);
}

static void
scene_free(struct scene *s)
{
    for (size_t i = 0; i < s->nrequests; i++)
        obligation_clear(&s->requests[i]);
    for (size_t i = 0; i < s->nanswered; i++)
        obligation_clear(&s->answered[i]);
    for (size_t i = 0; i < s->nthread; i++)
        obligation_clear(&s->thread[i]);
    for (size_t i = 0; i < s->ncited; i++)
        obligation_clear(&s->cited[i]);
    free(s->cited);
    free(s->requests);
    strings_free(&s->titles);
    free(s->answered);
    free(s->thread);
    free(s->rounds);
    message_free(s->m);
}

static json_t *
decide(struct scene *s)
{
    struct evidences e = {0};
    struct decision d;
    json_t *out;

    identify(words, s->m, &s->known, &e);
    match(words, s->m, &s->known, &e, &d);
    out = decision_write(&d);
    decision_clear(&d);
    return out;
}

/* ---- comparing ---------------------------------------------------------------------- */

static bool
same_item(const json_t *want, const json_t *got)
{
    static const char *const keys[] = {"unit", "report", "period"};

    for (size_t i = 0; i < 3; i++)
        if (!json_equal(json_object_get(want, keys[i]), json_object_get(got, keys[i])))
            return false;
    return json_object_get(want, "on_time") == NULL ||
           json_equal(json_object_get(want, "on_time"), json_object_get(got, "on_time"));
}

static bool
same_items(const json_t *want, const json_t *got)
{
    if (json_array_size(want) != json_array_size(got))
        return false;
    for (size_t i = 0; i < json_array_size(want); i++) {
        bool found = false;
        for (size_t k = 0; k < json_array_size(got) && !found; k++)
            found = same_item(json_array_get(want, i), json_array_get(got, k));
        if (!found)
            return false;
    }
    return true;
}

/* Candidates and outcome where a case names them. */
static bool
same_rest(const json_t *want, const json_t *got)
{
    const json_t *outcome = json_object_get(want, "outcome"), *candidates = json_object_get(want, "candidates");

    return (outcome == NULL || json_equal(outcome, json_object_get(got, "outcome"))) &&
           (candidates == NULL || json_equal(candidates, json_object_get(got, "candidates")));
}

static bool
automatic(const char *decision)
{
    return strncmp(decision, "auto", 4) == 0;
}

static const char *const decisions[] = {"auto", "auto-flag", "review", "quarantine", "ignore", "bounce", "command"};

static size_t
column(const char *decision)
{
    size_t i = 0;

    while (i < ARRAY_LEN(decisions) - 1 && strcmp(decisions[i], decision) != 0)
        i++;
    return i;
}

static void
print_matrix(size_t matrix[ARRAY_LEN(decisions)][ARRAY_LEN(decisions)])
{
    printf("%-12s", "wanted\\got");
    for (size_t i = 0; i < ARRAY_LEN(decisions); i++)
        printf("%11s", decisions[i]);
    printf("\n");
    for (size_t i = 0; i < ARRAY_LEN(decisions); i++) {
        printf("%-12s", decisions[i]);
        for (size_t k = 0; k < ARRAY_LEN(decisions); k++)
            printf("%11zu", matrix[i][k]);
        printf("\n");
    }
}

static void
complain(const json_t *c, const json_t *got)
{
    char *items = json_dumps(json_object_get(got, "items"), JSON_COMPACT);
    char *candidates = json_dumps(json_object_get(got, "candidates"), JSON_COMPACT);
    char *evidence = getenv("EVIDENCE") != NULL ? json_dumps(json_object_get(got, "evidence"), JSON_INDENT(1)) : NULL;

    printf("%s \"%s\": wanted %s, got %s (%s)\n    %s %s\n", json_string_value(json_object_get(c, "id")),
           json_string_value(json_object_get(c, "subject")), json_string_value(json_object_get(c, "decision")),
           json_string_value(json_object_get(got, "decision")), json_string_value(json_object_get(got, "reason")), items, candidates);
    free(candidates);
    if (evidence != NULL)
        printf("%s\n", evidence);
    free(items);
    free(evidence);
}

/* Every case as a careful clerk would decide it; nothing filed wrongly. */
static void
judge_file(const char *file)
{
    json_error_t error;
    json_t *cases = json_load_file(file, 0, &error);
    size_t i, right = 0, wrong_filing = 0, matrix[ARRAY_LEN(decisions)][ARRAY_LEN(decisions)] = {0};
    const json_t *c;

    assert_non_null(cases);
    json_array_foreach(cases, i, c) {
        struct scene s;
        build(c, &s);
        json_t *got = decide(&s);
        const char *want = json_string_value(json_object_get(c, "decision"));
        const char *decision = json_string_value(json_object_get(got, "decision"));
        bool items = same_items(json_object_get(c, "items"), json_object_get(got, "items")) && same_rest(c, got);
        matrix[column(want)][column(decision)]++;
        right += items && strcmp(want, decision) == 0;
        wrong_filing += automatic(decision) && (!items || !automatic(want));
        if (!items || strcmp(want, decision) != 0)
            complain(c, got);
        json_decref(got);
        scene_free(&s);
    }
    print_matrix(matrix);
    printf("%zu of %zu right, %zu filed wrongly\n", right, json_array_size(cases), wrong_filing);
    assert_int_equal(wrong_filing, 0);
    assert_int_equal(right, json_array_size(cases));
    json_decref(cases);
}

static int
use_plan(const char *file)
{
    struct problems problems = {0};

    match_index_free(words);
    plan_free(plan);
    words = NULL;
    plan = plan_read(file, &problems);
    problems_print(&problems, stderr);
    problems_free(&problems);
    if (plan == NULL)
        return -1;
    words = match_index_new(plan);
    return 0;
}

#define SHIPPED "etc/plans/dong-thap-2023.conf"

/* The second holds papers of other regimes, and reports in words that neither
 * the plan nor the first file foresaw; the third events and movements that are not ours, lists of
 * nobody and answers to requests; the fourth days before and after the districts ended. */
static void
test_subjects(void **state)
{
    static const struct { const char *plan, *subjects; } files[] = {
        { SHIPPED, "tests/corpus/subjects.json" },
        { SHIPPED, "tests/corpus/matters.json" },
        { SHIPPED, "tests/corpus/topics.json" },
        { "etc/plans/dong-thap-2026.conf", "tests/corpus/reform.json" },
        { "tests/corpus/hospitals/plan.conf", "tests/corpus/hospitals/subjects.json" },
        { "tests/corpus/schools/plan.conf", "tests/corpus/schools/subjects.json" },
    };
    const char *one = getenv("SUBJECTS"), *its = getenv("PLAN");

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files) && one == NULL; i++) {
        assert_int_equal(use_plan(files[i].plan), 0);
        judge_file(files[i].subjects);
    }
    if (one != NULL) {
        assert_int_equal(use_plan(its != NULL ? its : SHIPPED), 0);
        judge_file(one);
    }
    assert_int_equal(use_plan(SHIPPED), 0);
}

/* A report may be called as a matter is: nothing takes one for the other. */
static void
test_report_called_as_a_matter(void **state)
{
    struct report *r = &plan->reports[0];
    char *code = r->code;

    (void)state;
    while (strcmp(r->code, "HALF_YEAR") != 0)
        code = (++r)->code;
    for (size_t i = 1; i < MATTERS; i++) {
        json_t *c = json_pack("{s:s, s:s, s:s, s:[s]}", "subject", "BC 6 tháng đầu năm 2023 - huyện Tam Nông", "from",
                              "registered:h-tam-nong", "received", "2023-06-08T08:03:00+07:00", "files", "bao cao.docx"), *got;
        struct scene s;

        r->code = xstrdup(matter_names[i]);
        build(c, &s);
        got = decide(&s);
        assert_string_equal(json_string_value(json_object_get(got, "decision")), "auto");
        assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(got, "items"), 0), "report")), r->code);
        json_decref(got);
        json_decref(c);
        scene_free(&s);
        free(r->code);
    }
    r->code = code;
}

/* An ordinary message is decided in well under a tenth of a millisecond. */
static void
test_cost(void **state)
{
    json_t *c = json_pack("{s:s, s:s, s:s, s:[s,s], s:s}", "subject", "BC 6 tháng đầu năm 2023 PTTDBVANTQ - CATP Cao Lãnh", "from",
                          "registered:tp-cao-lanh", "received", "2023-06-08T08:03:00+07:00", "files",
                          "112-BC-CATP.signed.pdf", "112 BC 6 thang.docx", "text",
                          "Kính gửi: Phòng PV05\nCông an thành phố Cao Lãnh gửi báo cáo 6 tháng đầu năm 2023.\nTrân trọng.");
    struct timespec from, to;
    struct scene s;

    (void)state;
    build(c, &s);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < 1000; i++) {
        struct evidences e = {0};
        struct decision d;
        identify(words, s.m, &s.known, &e);
        match(words, s.m, &s.known, &e, &d);
        decision_clear(&d);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double us = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 1e6;
    printf("%.1f microseconds a message\n", us);
    assert_true(us < 1000);     /* sanitizers and a busy machine: ten times the promise */
    scene_free(&s);
    json_decref(c);
}

static int
load(void **state)
{
    (void)state;
    strings_add(&office.authserv_ids, "mx.pv05.example");
    return use_plan(SHIPPED);
}

static int
unload(void **state)
{
    (void)state;
    match_index_free(words);
    plan_free(plan);
    strings_free(&office.authserv_ids);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_subjects), cmocka_unit_test(test_report_called_as_a_matter),
                                       cmocka_unit_test(test_cost)};

    return cmocka_run_group_tests(tests, load, unload);
}
