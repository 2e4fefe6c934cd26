/* What an order still wants before it can be carried out, and lines to choose from. */
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

#define NEAREST_MOST 3

/* Somewhere in the line stands nearly this name. */
static bool
nearly_said(const struct tokens *t, const char *name, int most)
{
    size_t words = 1;
    bool near = false;

    for (const char *c = name; *c != '\0'; c++)
        words += *c == ' ';
    for (size_t at = 0; at + words <= t->n && !near; at++) {
        struct buf said = {0};

        for (size_t i = 0; i < words; i++)
            buf_addf(&said, "%s%s", i > 0 ? " " : "", t->v[at + i].text);
        near = words_distance(buf_text(&said), name, most) <= most;
        buf_free(&said);
    }
    return near;
}

/* Units whose name is nearly what stands there; the nearest alone. */
static void
suggest_units(struct parse *p)
{
    const struct plan *plan = index_plan(p->c->index);

    for (int most = 0; most <= 2 && p->out->choices.n == 0; most++)
        for (size_t i = 0; i < plan->nunits && p->out->choices.n < NEAREST_MOST; i++) {
            const struct unit *u = &plan->units[i];
            const char *name = u->kind != NULL && strncmp(u->name, u->kind, strlen(u->kind)) == 0
                                   ? u->name + strlen(u->kind)
                                   : u->name;
            char *bare = text_fold(name);

            if (!u->host && unit_valid_on(u, parse_today(p)) &&
                nearly_said(&p->t, bare + strspn(bare, " "), most)) {
                struct command choice = *p->out;

                choice.units = &u;
                choice.nunits = 1;
                strings_take(&p->out->choices, command_say(&choice));
            }
            free(bare);
        }
}

/* What nobody understood, with what stands within it: "xã long hưngg", where "long" alone says nothing. */
static char *
strange_words(const struct parse *p)
{
    size_t from = 0, to = p->t.n;

    while (from < to && p->used[from])
        from++;
    while (to > from && p->used[to - 1])
        to--;
    return to - from > 5 ? xstrdup(p->out->words) : tokens_quote(&p->t, from, to);
}

static void
check_unit(struct parse *p)
{
    struct command *c = p->out;

    if (p->doubtful.n > 0) {
        char *name = tokens_quote(&p->t, p->doubtful_at, p->doubtful_end);

        if (p->doubtful.n == 1)
            parse_fault(
                p, COMMAND_AMBIGUOUS,
                xasprintf(
                    SAY("«%s» viết khác dấu với tên đơn vị; nếu đúng là đơn vị này, đề nghị gửi lại lệnh sau",
                        "\"%s\" has other accents than the unit's name; if that is meant, please send this line"),
                    name));
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("«%s» có %zu đơn vị, đề nghị gửi lại một trong các lệnh sau",
                                  "\"%s\" may be %zu units, please send one of these lines"),
                              name, p->doubtful.n));
        free(name);
        for (size_t i = 0; i < p->doubtful.n; i++) {
            struct command choice = *c;

            choice.units = xcalloc(c->nunits + 1, sizeof *choice.units);
            for (size_t k = 0; k < c->nunits; k++)
                choice.units[k] = c->units[k];
            choice.units[choice.nunits++] = p->doubtful.units[i];
            strings_take(&c->choices, command_say(&choice));
            free(choice.units);
        }
        return;
    }
    if (parse_takes(p, ARG_UNIT) && c->nunits > 1 && c->rule->verb != VERB_WRONG_ROUTE)
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xstrdup(SAY("lệnh này dành cho một đơn vị; thư nêu nhiều đơn vị",
                                "this order is for one unit; the mail names several")));
    if (c->nunits > 0 || (c->all && (c->rule->needs & ARG_UNITS) != 0) ||
        (c->rule->needs & (ARG_UNIT | ARG_UNITS)) == 0)
        return;
    if (c->words != NULL) {
        char *name = strange_words(p);

        parse_fault(p, COMMAND_WANTING,
                    xasprintf(SAY("không có đơn vị nào tên «%s»", "there is no unit called \"%s\""),
                              name));
        free(name);
        suggest_units(p);
    } else {
        parse_fault(p, COMMAND_WANTING, xstrdup(SAY("chưa rõ đơn vị", "the unit is not clear")));
    }
}

/* What was understood and is of no use here is not dropped either. */
static void
check_surplus(struct parse *p)
{
    const struct command *c = p->out;
    const struct { unsigned argument; bool there; const char *what; } surplus[] = {
        { ARG_CODE | ARG_CODES, c->code != NULL, SAY("mã tiếp nhận", "receipt code") },
        { ARG_DOSSIER, c->dossier != NULL, SAY("mã hồ sơ", "code of a dossier") },
        { ARG_ACT | ARG_TOKEN, c->act != NULL, SAY("mã thao tác", "code of an order") },
        { ARG_UNIT | ARG_UNITS, c->nunits > 0, SAY("tên đơn vị", "unit") },
        { ARG_YEAR | ARG_REPORT | ARG_RANGE, c->year != 0 && c->period[0] == '\0', SAY("năm", "year") },
    };

    for (size_t i = 0; i < ARRAY_LEN(surplus); i++)
        if (surplus[i].there && !parse_takes(p, surplus[i].argument))
            parse_fault(p, COMMAND_WANTING,
                        xasprintf(SAY("lệnh %s không dùng %s; đề nghị ghi lại",
                                      "%s takes no %s; please write it again"),
                                  command_name(c), surplus[i].what));
    if (p->sub != NULL && !parse_takes(p, ARG_REPORT | ARG_RANGE))
        parse_fault(p, COMMAND_WANTING,
                    xasprintf(SAY("lệnh %s không dùng tháng, quý, tuần; đề nghị ghi lại",
                                  "%s takes no month, quarter or week; please write it again"),
                              command_name(c)));
}

static void
ask_reason(struct command *c)
{
    char *said = command_say(c);

    strings_take(&c->choices, xasprintf("%s: ", said));
    free(said);
}

/* A report on request, of which several are open. */
static bool
which_request(const struct parse *p)
{
    const struct report *r = p->out->report;
    size_t open = 0;

    for (size_t i = 0; i < p->c->nrounds; i++)
        open += p->c->rounds[i].open && p->c->rounds[i].report == r;
    return r != NULL && r->recurrence == RECUR_ON_REQUEST && open > 1;
}

/* What a mail brought is not guessed from what is owed next. */
static void
ask_report(struct parse *p)
{
    struct command *c = p->out, choice = *c;

    parse_fault(p, COMMAND_WANTING,
                xstrdup(SAY("chưa rõ loại báo cáo và kỳ báo cáo",
                            "the report and its period are not clear")));
    for (size_t i = 0; i < p->c->nrounds && c->choices.n < NEAREST_MOST + 2; i++) {
        if (!p->c->rounds[i].open || (p->report_named && p->c->rounds[i].report != c->report))
            continue;
        choice.report = p->c->rounds[i].report;
        memcpy(choice.period, p->c->rounds[i].period, sizeof choice.period);
        strings_take(&c->choices, command_say(&choice));
    }
}

void
parse_wants(struct parse *p)
{
    struct command *c = p->out;
    unsigned needs = c->rule->needs;
    const struct { unsigned argument; bool there; const char *cause; } wants[] = {
        { ARG_CODE, c->code != NULL, SAY("chưa có mã tiếp nhận (TN-...)", "the receipt code (TN-...) is missing") },
        { ARG_CODES, c->code != NULL && c->other != NULL, SAY("cần hai mã tiếp nhận", "two receipt codes are needed") },
        { ARG_ACT, c->act != NULL, SAY("chưa có mã thao tác (GN-...)", "the code of the order (GN-...) is missing") },
        { ARG_DOSSIER, c->dossier != NULL, SAY("chưa có mã hồ sơ (HS-...)", "the code of the dossier (HS-...) is missing") },
        { ARG_SEEN, c->mark[0] != '\0',
          SAY("chưa có dấu của các văn bản (8 ký tự in trong thư hỏi, đứng ngay sau mã hồ sơ)",
              "the mark of the documents (8 letters of the letter that asks, behind the dossier's code) is missing") },
        { ARG_PARTS, c->parts != 0, SAY("chưa có số của thành phần", "the number of the part is missing") },
        { ARG_NUMBER, c->number != NULL, SAY("chưa có số quyết định (số ...)", "the number of the decision (number ...) is missing") },
        { ARG_TOKEN, c->token != NULL, SAY("chưa có mã xác nhận", "the code of the confirmation is missing") },
        { ARG_WORDS, c->words != NULL, SAY("chưa có từ khóa", "the words to look for are missing") },
        { ARG_ADDRESS, c->address != NULL, SAY("chưa có địa chỉ thư", "the mail address is missing") },
        { ARG_TITLE, c->title != NULL, SAY("chưa có tên, đặt trong dấu ngoặc kép", "the name, in quotation marks, is missing") },
        { ARG_DAY, c->day.year != 0, SAY("chưa có ngày (dd/mm/yyyy)", "the day (dd/mm/yyyy) is missing") },
        { ARG_REASON, c->reason != NULL, SAY("chưa có nội dung, lý do (ghi sau dấu hai chấm)", "the words or the reason, behind a colon, are missing") },
    };

    check_unit(p);
    if (c->rule->verb == VERB_CLASSIFY && c->guessed && c->code != NULL && c->nunits == 1 &&
        (!p->report_named || which_request(p)))
        ask_report(p);
    parse_ask_turned(p);
    for (size_t i = 0; i < ARRAY_LEN(wants); i++)
        if ((needs & wants[i].argument) != 0 && !wants[i].there) {
            bool last = c->problem == COMMAND_FINE && wants[i].argument == ARG_REASON;

            parse_fault(p, COMMAND_WANTING, xstrdup(wants[i].cause));
            if (last)                   /* only his words are wanting */
                ask_reason(c);
        }
    if (c->words != NULL && (needs & ARG_WORDS) == 0) {
        bool whole = c->problem == COMMAND_FINE && c->code != NULL && !c->lent;

        parse_fault(p, COMMAND_WANTING,
                    xasprintf(SAY("không hiểu «%s» trong lệnh này",
                                  "\"%s\" is not understood in this order"),
                              c->words));
        if (whole)                      /* if that is all that he means */
            strings_take(&c->choices, command_say(c));
    }
    check_surplus(p);
}
