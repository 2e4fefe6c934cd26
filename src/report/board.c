/* The pages of the board. */
#include "report/board.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "board.h"
#include "core/calendar/words.h"
#include "core/letter/markup.h"

#define NAMED_MOST 12               /* units named of one round */
#define OWING_MOST 5                /* rounds of the first sentence; the matrix and the pages have all */

const char *const board_keys[] = {
    /* every page */
    "lang",
    "title",
    "office",
    "plan",
    "made",
    "public",
    "version",
    "style_hash",
    "index",
    /* index: nothing stands in the docket yet; how many units of how many owe how many reports, and who by round */
    "nothing",
    "tracked",
    "debtors",
    "debts",
#define ROUND(L) \
    L ".report", L ".period", L ".page", L ".expected", L ".received", L ".on_time", \
        L ".complete", L ".accepted", L ".overdue_count", L ".waived_count", \
        L ".received_percent", L ".on_time_percent", L ".deadline", L ".deadline_short", L ".left"
/* exactly one of the first ten; days overdue, days late, days left */
#define CELL(L) \
    L ".none", L ".waived", L ".overdue", L ".paper", L ".done", L ".came", L ".part", L ".awaited", \
        L ".soon", L ".wait", L ".incomplete", L ".returned", L ".received", L ".late", L ".days", \
        L ".left", L ".code", L ".cure", L ".own_deadline", L ".coverage"
    "owing",
    ROUND("owing"),
    "owing.days",
    "owing.all",
    "owing.units",
    "owing.units.more",
    "owing.units.unit",
    "owing.units_more",
    "owing_more",
    "next",
    ROUND("next"),
    "columns",
    ROUND("columns"),
    "dates",
    ROUND("dates"),
    "has_dates",
    "ahead",
    "has_rows",
    "rows_more",
    "rows",
    "rows.unit",
    "rows.page",
    "rows.number",
    "rows.report",
    "rows.period",
    "rows.deadline_short",
    CELL("rows"),
    "rows.cells",
    CELL("rows.cells"),
    "has_others",
    "others",
    "others.unit",
    "others.page",
    "others.cells",
    CELL("others.cells"),
    "charts",
    "charts.report",
    "charts.bars",
    ROUND("charts.bars"),
    "charts.bars.on_w",
    "charts.bars.late_x",
    "charts.bars.late_w",
    "charts.bars.missing_x",
    "charts.bars.missing_w",
    "open",
    "open.n",
    "open.more",
    "open.rows",
#define OPEN(K) "open.rows." K
    OPEN("code"), OPEN("who"), OPEN("subject"), OPEN("unclear"), OPEN("reason"), OPEN("unit"), OPEN("report"), OPEN("period"),
    OPEN("since"), OPEN("days"), OPEN("order"), OPEN("kind"), OPEN("number"), OPEN("is_review"), OPEN("is_unread"),
    OPEN("is_question"), OPEN("is_time"), OPEN("is_whose"), OPEN("is_examination"), OPEN("is_failed"), OPEN("is_bounced"), OPEN("is_quarantine"), OPEN("plain"),
    OPEN("is_upward"), OPEN("sequence"),
    /* dossiers by kind and period: how many stand where; each, but for the public */
    "has_dossiers",
    "dossiers",
#define DOSSIERS(K) "dossiers." K
    DOSSIERS("report"), DOSSIERS("period"), DOSSIERS("counts"), DOSSIERS("counts.stage"), DOSSIERS("counts.n"), DOSSIERS("rows"),
    DOSSIERS("rows.code"), DOSSIERS("rows.unit"), DOSSIERS("rows.page"), DOSSIERS("rows.candidate"), DOSSIERS("rows.stage"),
    DOSSIERS("rows.decision"), DOSSIERS("rows.wanting"), DOSSIERS("rows.left"),
    "has_held",
    "held",
    /* health: the mailbox was read through at; hours since, if many; letters that wait, since when; that failed */
    "drained",
    "drained_old",
    "paused",
    "waiting",
    "waiting_since",
    "failed",
    /* report page: one round, and its rows; unit page */
    "report",
    "period",
    "deadline",
    "expected",
    "received",
    "on_time",
    "complete",
    "accepted",
    "overdue_count",
    "waived_count",
    "unit",
    "unit_full",
    "address",
    "ended",
    "heir",
    "rows.ended",
    "rows.heir",
    "others.ended",
    "others.heir",
};
const size_t board_nkeys = ARRAY_LEN(board_keys);

static json_t *
board_frame(const struct board *b, const char *title)
{
    json_t *c = json_object();

    board_put(c, "lang", xstrdup(b->style->language));
    board_put(c, "title", xstrdup(title));
    board_put(c, "office", xstrdup(b->settings->office.name));
    board_put(c, "plan", plan_titles(b->plan));
    board_put(c, "made", words_moment(b->now, b->offset, b->style->language));
    board_put(c, "version", xstrdup(DOCKETD_VERSION));
    board_put(c, "style_hash", xstrdup(b->style->style_hash));
    board_put(c, "index", xstrdup("index.html"));
    json_object_set_new(c, "public", json_boolean(b->public));
    return c;
}

/* Takes name and context. */
static int
give_page(const struct board *b, char *name, const struct letter_template *template,
          json_t *context)
{
    struct buf out = {0};
    int rc;

    markup_render(template, context, &out);
    rc = b->take(b->arg, name, buf_text(&out), out.len);
    buf_free(&out);
    json_decref(context);
    free(name);
    return rc;
}

/* A25: since when the unit is no more, and who answers what it still owes. */
static void
put_ended(const struct board *b, const struct unit *u, json_t *row)
{
    struct date today = moment_of(b->now, b->offset).date;
    const struct unit *heir = plan_heir(b->plan, u, today);

    if (u->valid_to.year == 0 || date_compare(today, u->valid_to) <= 0)
        return;
    board_put(row, "ended", words_day(u->valid_to, b->style->language));
    board_put(row, "heir", heir != NULL ? xstrdup(unit_short(heir)) : NULL);
}

/* ---- the first page ------------------------------------------------------------------- */

/* Who owes this round, the worst first; NULL: nobody. */
static json_t *
owed(const struct board *b, const struct round_rows *r)
{
    json_t *c, *units = json_array();
    bool all = r->count.overdue == r->count.expected;
    int n = 0;

    for (size_t i = 0; i < b->nunits; i++) {
        const struct unit *u = b->units[i].unit;
        const struct obligation *o = r->of_unit[u - b->plan->units];

        if (o != NULL && count_overdue(o, b->now) && n++ < NAMED_MOST && !b->public && !all)
            json_array_append_new(units,
                                  json_pack("{s:b s:s}", "more", n > 1, "unit", unit_short(u)));
    }
    if (n == 0) {
        json_decref(units);
        return NULL;
    }
    c = board_round(b, r);
    board_put(c, "days", words_late(r->due, b->now, b->offset, b->style->language));
    json_object_set_new(c, "all", json_boolean(all));
    json_object_set_new(c, "units", units);
    json_object_set_new(c, "units_more", json_integer(n > NAMED_MOST ? n - NAMED_MOST : 0));
    return c;
}

static void
put_debts(const struct board *b, json_t *context)
{
    json_t *owing = json_array();
    int tracked = 0, debtors = 0, debts = 0, more = 0;

    for (size_t i = 0; i < b->nunits; i++) {
        tracked += b->units[i].tracked || b->units[i].overdue > 0;
        debtors += b->units[i].overdue > 0;
        debts += b->units[i].overdue;
    }
    for (size_t i = b->ndated; i-- > 0;) {     /* what can still be mended first */
        json_t *c = b->dated[i]->count.overdue > 0 ? owed(b, b->dated[i]) : NULL;

        if (c != NULL && json_array_size(owing) < OWING_MOST)
            json_array_append_new(owing, c);
        else if (c != NULL) {
            json_decref(c);
            more++;
        }
    }
    json_object_set_new(context, "tracked", json_integer(tracked));
    json_object_set_new(context, "debtors", json_integer(debtors));
    json_object_set_new(context, "debts", json_integer(debts));
    json_object_set_new(context, "owing", owing);
    json_object_set_new(context, "owing_more", json_integer(more));
}

static void
put_matrix(const struct board *b, json_t *context)
{
    json_t *columns = json_array(), *rows = json_array(), *others = json_array();
    size_t shown = b->nunits < BOARD_ROWS ? b->nunits : BOARD_ROWS;

    for (size_t i = 0; i < b->nrounds; i++)
        if (b->rounds[i].column)
            json_array_append_new(columns, board_round(b, &b->rounds[i]));
    for (size_t i = 0; i < shown; i++) {
        const struct unit_rows *u = &b->units[i];
        json_t *row = json_object(), *cells = json_array();

        for (size_t k = 0; k < b->nrounds; k++)
            if (b->rounds[k].column)
                json_array_append_new(cells,
                                      board_cell(b,
                                                 b->rounds[k].of_unit[u->unit - b->plan->units]));
        board_put(row, "unit", xstrdup(unit_short(u->unit)));
        put_ended(b, u->unit, row);
        json_object_set(row, "page", u->page);
        json_object_set_new(row, "cells", cells);
        json_array_append_new(u->tracked || u->overdue > 0 ? rows : others, row);
    }
    json_object_set_new(context, "rows_more", json_integer((json_int_t)(b->nunits - shown)));
    json_object_set_new(context, "has_rows", json_boolean(json_array_size(rows) > 0));
    json_object_set_new(context, "has_others", json_boolean(json_array_size(others) > 0));
    json_object_set_new(context, "columns", columns);
    json_object_set_new(context, "rows", rows);
    json_object_set_new(context, "others", others);
}

static int
index_page(const struct board *b)
{
    json_t *context = board_frame(b, "");
    int rc;

    json_object_set_new(context, "nothing", json_boolean(b->nrounds == 0));
    put_debts(b, context);
    if (!b->public)
        put_matrix(b, context);
    json_object_set_new(context, "charts", board_charts(b));
    rc = board_front(b, context);
    if (rc == 0)
        rc = board_dossiers(b, context);
    if (rc == 0)
        return give_page(b, xstrdup("index.html"), b->style->index, context);
    json_decref(context);
    return rc;
}

/* ---- the others -------------------------------------------------------------------------- */

static int
report_page(const struct board *b, const struct round_rows *r)
{
    json_t *context = board_frame(b, r->report->name), *rows = json_array();

    json_object_update_missing(context, r->said);
    for (size_t i = 0; i < b->nunits; i++) {
        const struct unit *u = b->units[i].unit;
        const struct obligation *o = r->of_unit[u - b->plan->units];
        json_t *row;

        if (o == NULL)
            continue;
        row = board_cell(b, o);
        json_object_set_new(row, "number", json_integer((json_int_t)json_array_size(rows) + 1));
        board_put(row, "unit", xstrdup(unit_short(u)));
        put_ended(b, u, row);
        json_object_set(row, "page", b->units[i].page);
        json_array_append_new(rows, row);
    }
    json_object_set_new(context, "rows", rows);
    return give_page(b, board_page_name("report", r->report->code, r->period), b->style->report,
                     context);
}

static int
unit_page(const struct board *b, const struct unit *u)
{
    json_t *context = board_frame(b, u->name), *rows = json_array();

    board_put(context, "unit", xstrdup(unit_short(u)));
    put_ended(b, u, context);
    board_put(context, "unit_full", xstrdup(u->holder != NULL ? u->holder : u->name));
    board_put(context, "address", u->addresses.n > 0 ? xstrdup(u->addresses.v[0]) : NULL);
    for (size_t i = b->ndated; i-- > 0;) {
        const struct round_rows *r = b->dated[i];
        const struct obligation *o = r->of_unit[u - b->plan->units];
        json_t *row;

        if (o == NULL)
            continue;
        row = board_cell(b, o);
        json_object_set(row, "report", json_object_get(r->said, "report"));
        json_object_set(row, "period", json_object_get(r->said, "period"));
        json_object_set(row, "page", json_object_get(r->said, "page"));
        if (o->due == r->due)           /* as nearly always */
            json_object_set(row, "deadline_short", json_object_get(r->said, "deadline_short"));
        else if (o->due != INSTANT_NONE)
            board_put(row, "deadline_short", words_before(o->due, b->offset, b->style->language));
        json_array_append_new(rows, row);
    }
    json_object_set_new(context, "rows", rows);
    return give_page(b, board_page_name("unit", u->code, NULL), b->style->unit, context);
}

/* Sentences that several pages show, made once. */
static void
say_once(struct board *b)
{
    for (size_t i = 0; i < b->nrounds; i++)
        b->rounds[i].said = board_round(b, &b->rounds[i]);
    for (size_t i = 0; i < b->nunits; i++) {
        char *page = board_page_name("unit", b->units[i].unit->code, NULL);

        b->units[i].page = json_string(page);
        free(page);
    }
}

static void
unsay(struct board *b)
{
    for (size_t i = 0; i < b->nrounds; i++)
        json_decref(b->rounds[i].said);
    for (size_t i = 0; i < b->nunits; i++)
        json_decref(b->units[i].page);
}

int
board_read(struct store *store, const struct plan *plan, const struct settings *settings,
           bool public, instant now, struct board **out)
{
    struct board *b = xcalloc(1, sizeof *b);
    int rc;

    *b = (struct board){ .store = store, .plan = plan, .settings = settings, .public = public,
                         .now = now, .offset = settings->office.utc_offset };
    rc = public ? 0 : board_open(b);
    if (rc == 0)
        rc = board_load(b);
    *out = b;
    if (rc == 0)
        return 0;
    board_free(b);
    *out = NULL;
    return rc;
}

int
board_make(struct board *b, const struct board_style *style, board_take *take, void *arg)
{
    int rc;

    b->style = style;
    b->take = take;
    b->arg = arg;
    say_once(b);
    rc = index_page(b);
    for (size_t i = 0; rc == 0 && !b->public && i < b->nrounds; i++)
        rc = report_page(b, &b->rounds[i]);
    for (size_t i = 0; rc == 0 && !b->public && i < b->nunits; i++)
        rc = unit_page(b, b->units[i].unit);
    unsay(b);
    return rc;
}
