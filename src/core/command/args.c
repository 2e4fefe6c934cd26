/* The arguments of a command, each by its shape. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/view.h"
#include "parse.h"

/* ---- words ------------------------------------------------------------------- */

static void
use(struct parse *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        p->used[i] = true;
}

/* The word here stands in a list with the one before. */
static bool
listed(const struct tokens *t, size_t at)
{
    return strchr(",;/+&", t->v[at].gap) != NULL || token_is(&t->v[at], "va") ||
           token_is(&t->v[at], "and") ||
           (at > 0 && (token_is(&t->v[at - 1], "va") || token_is(&t->v[at - 1], "and")));
}

/* A further code: the second of a pair, or of a list. "TN-... đến TN-..." is
 * neither: who knows which lie between. */
static void
further_code(struct parse *p, size_t at, char *code)
{
    struct command *c = p->out;

    if (parse_takes(p, ARG_LIST)) {
        strings_take(&c->codes, code);
        return;
    }
    if (parse_takes(p, ARG_CODES) && c->other == NULL) {
        c->other = code;
        return;
    }
    if (parse_takes(p, ARG_CODES) || !listed(&p->t, at))
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("chưa rõ «%s» trong lệnh này; đề nghị ghi rõ từng mã",
                                  "\"%s\" is not clear in this order; please write each code"),
                              code));
    strings_take(&c->codes, code);
}

static size_t
take_code(struct parse *p, size_t at)
{
    struct command *c = p->out;
    char *number = NULL;
    size_t end = read_code(&p->t, at, "tn", parse_today(p).year, &number);

    if (end > at && c->code == NULL && !parse_takes(p, ARG_LIST))
        c->code = xasprintf("TN-%s", number);
    else if (end > at)
        further_code(p, at, xasprintf("TN-%s", number));
    else if ((end = read_code(&p->t, at, "gn", parse_today(p).year, &number)) > at &&
             c->act == NULL)
        c->act = xasprintf("GN-%s", number);
    else if (end > at)
        further_code(p, at, xasprintf("GN-%s", number));
    free(number);
    return end;
}

/* The name of a unit here; "phường 6T" holds none of a ward 6. */
static const struct phrase *
unit_phrase(const struct parse *p, size_t at)
{
    const struct tokens *t = &p->t;
    const struct phrase *ph = at < t->n ? index_phrase(p->c->index, t, at) : NULL;
    size_t end = ph == NULL ? at : at + ph->words;

    return ph == NULL || (end < t->n && t->v[end].gap == 0 && t->v[end - 1].number >= 0) ? NULL
                                                                                         : ph;
}

/* "các huyện Lấp Vò, Lai Vung" are these two. */
static bool
names_behind(const struct parse *p, size_t at, size_t n)
{
    const struct phrase *ph = n < 2 ? NULL : unit_phrase(p, at + n - 1);

    return ph != NULL && ph->words > 1 && (ph->sense == SENSE_UNIT || ph->sense == SENSE_UNIT_WEAK);
}

static size_t
take_all(struct parse *p, size_t at)
{
    static const struct { const char *words, *level, *kind; } alls[] = {
        {"tat ca cac huyen thanh pho", "district", NULL}, {"tat ca cac huyen", "district", NULL}, {"cac huyen thanh pho", "district", NULL},
        {"huyen thanh pho", "district", NULL}, {"cac huyen", "district", NULL}, {"cap huyen", "district", NULL}, {"12 huyen", "district", NULL},
        {"tat ca cac xa phuong", "commune", NULL}, {"tat ca cac xa va phuong", "commune", NULL}, {"tat ca xa phuong", "commune", NULL},
        {"cac xa phuong", "commune", NULL}, {"cac xa va phuong", "commune", NULL}, {"cac xa cac phuong", "commune", NULL},
        {"cac phuong xa", "commune", NULL}, {"xa phuong", "commune", NULL}, {"cap xa", "commune", NULL}, {"communes and wards", "commune", NULL},
        {"tat ca cac xa", "commune", "xã"}, {"tat ca xa", "commune", "xã"}, {"cac xa", "commune", "xã"}, {"rural communes", "commune", "xã"},
        {"tat ca cac phuong", "commune", "phường"}, {"tat ca phuong", "commune", "phường"}, {"cac phuong", "commune", "phường"},
        {"wards", "commune", "phường"}, {"communes", "commune", NULL},
        {"districts", "district", NULL}, {"cac so nganh", "province", NULL}, {"so nganh", "province", NULL}, {"cac so", "province", NULL},
        {"tat ca cac don vi", NULL, NULL}, {"tat ca don vi", NULL, NULL}, {"tat ca", NULL, NULL}, {"toan bo", NULL, NULL}, {"moi don vi", NULL, NULL},
        {"cac don vi", NULL, NULL}, {"all units", NULL, NULL}, {"everyone", NULL, NULL}, {"everybody", NULL, NULL}, {"all", NULL, NULL},
    };
    size_t n = 0;

    for (size_t i = 0; parse_takes(p, ARG_UNITS) && i < ARRAY_LEN(alls) && n == 0; i++)
        if ((n = tokens_phrase(&p->t, at, alls[i].words)) > 0 && alls[i].level != NULL &&
            names_behind(p, at, n)) {
            n = 0;
            break;
        } else if (n > 0) {
            p->out->all = true;
            if (alls[i].level != NULL) {
                p->out->level = alls[i].level;
                p->out->kind = alls[i].kind;
            }
        }
    return at + n;
}

static void
add_unit(struct parse *p, const struct unit *unit)
{
    struct command *c = p->out;

    for (size_t i = 0; i < c->nunits; i++)
        if (c->units[i] == unit)
            return;
    *ARRAY_MORE(c->units, c->nunits) = unit;
}

/* "h-tam-nong": the code that the plan gives it. */
static size_t
take_unit_code(struct parse *p, size_t at)
{
    const struct unit *found = NULL;
    size_t end = at;

    for (size_t last = at + 1; last <= p->t.n && last <= at + 6; last++) {
        char *raw, *code;

        if (last > at + 1 && p->t.v[last - 1].gap != '-')
            break;
        raw = tokens_quote(&p->t, at, last);
        code = text_lower(raw);
        if (plan_unit(index_plan(p->c->index), code) != NULL) {
            found = plan_unit(index_plan(p->c->index), code);
            end = last;
        }
        free(code);
        free(raw);
    }
    if (found != NULL)
        add_unit(p, found);
    return end;
}

static size_t
take_unit(struct parse *p, size_t at)
{
    const struct phrase *ph = unit_phrase(p, at);
    size_t end = take_unit_code(p, at);
    struct named named;

    if (end > at || ph == NULL)
        return end;
    phrase_named(ph, &p->t, at, parse_today(p), &named);
    if (named.sense != SENSE_UNIT && named.sense != SENSE_UNIT_WEAK)
        return at;
    p->name_at = p->name == NULL ? at : p->name_at;
    p->name = p->name == NULL ? ph : p->name;
    if (named.n == 1 && !named.unlike) {
        add_unit(p, named.units[0]);
    } else if (p->doubtful.n == 0) {
        p->doubtful = named;
        p->doubtful_at = at;
        p->doubtful_end = at + ph->words;
    }
    return at + ph->words;
}

static size_t
relative_year(const struct tokens *t, size_t at, int *by)
{
    static const struct { const char *words; int by; } years[] = {
        {"nam nay", 0}, {"nam hien tai", 0}, {"this year", 0}, {"nam ngoai", -1}, {"nam truoc", -1}, {"nam qua", -1},
        {"nam vua qua", -1}, {"last year", -1}, {"nam kia", -2}, {"nam sau", 1}, {"nam toi", 1}, {"sang nam", 1}, {"next year", 1},
        {"nam den", 1}, {"nam tiep theo", 1}, {"nam ke tiep", 1},
    };
    size_t n, best = 0;

    for (size_t i = 0; i < ARRAY_LEN(years); i++)
        if ((n = tokens_phrase(t, at, years[i].words)) > best) {
            best = n;
            *by = years[i].by;
        }
    return best;
}

static void
set_report(struct parse *p, size_t at, const struct report *r)
{
    const struct report *old = p->out->report;

    if (old != NULL && old != r && listed(&p->t, at))
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("lệnh này dành cho một loại báo cáo; thư nêu «%s» và «%s»",
                                  "this order is for one report; the mail names \"%s\" and \"%s\""),
                              old->name, r->name));
    if (old == NULL || index_rank(p->c->index, r) > index_rank(p->c->index, old))
        p->out->report = r;
}

/* The beginning of a report's name, or its code, if only one begins so. */
static size_t
named_report(const struct parse *p, size_t at, const struct report **out)
{
    const struct plan *plan = index_plan(p->c->index);
    size_t best = 0;

    for (size_t i = 0; i < plan->nreports; i++) {
        const char *names[] = { plan->reports[i].name, plan->reports[i].name_en,
                                plan->reports[i].code };

        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            struct tokens t;
            size_t n = 0;

            tokens_of(names[k], 200, &t);
            while (n < t.n && at + n < p->t.n && !p->used[at + n] &&
                   token_is(&p->t.v[at + n], t.v[n].text))
                n++;
            if (n == 1 && t.n > 1 &&
                (k == 0 || t.v[0].raw == t.v[1].raw || strlen(t.v[0].text) < 4))
                n = 0;                  /* "bão" is no beginning of "báo cáo", "thế" none of "The plan" */
            tokens_free(&t);
            if (n > best) {
                best = n;
                *out = &plan->reports[i];
            } else if (n == best && n > 0 && *out != &plan->reports[i])
                *out = NULL;
        }
    }
    return *out != NULL ? at + best : at;
}

/* "Danh sách các huyện nộp trễ" asks for a list of them, and names no report that begins so. */
static bool
lists_units(const struct parse *p, size_t at, size_t end)
{
    static const char *const whom[] = { "cac", "don", "vi", "huyen", "xa", "phuong", "thanh",
                                        "nhung", "ai", "so", "nganh", "chua", "da", "con", "dang",
                                        "nop", "gui", "bao" };
    const char *verb = p->text + p->verb;

    return !p->out->rule->writes && p->t.v[at].raw < verb &&
           (end >= p->t.n || p->t.v[end].raw > verb ||
            token_among(&p->t.v[end], whom, ARRAY_LEN(whom)));
}

static struct year_part
named_part(const struct parse *, size_t at, char name[static CALENDAR_PART]);

static size_t
take_report(struct parse *p, size_t at)
{
    const struct phrase *ph = index_phrase(p->c->index, &p->t, at);
    const struct report *named = NULL;
    size_t end = named_report(p, at, &named);

    if (!parse_takes(p, ARG_REPORT))
        return at;
    if (ph != NULL && ph->sense == SENSE_REPORT && at + ph->words >= end) {
        char part[CALENDAR_PART];
        int by;

        set_report(p, at, ph->report);
        end = at + ph->words;
        return end - (ph->words > 1 && (relative_year(&p->t, end - 1, &by) > 0 ||       /* "báo cáo năm trước" */
                                        named_part(p, end - 1, part).number > 0));      /* "báo cáo quý hai" */
    }
    if (end > at && lists_units(p, at, end))
        return end;
    if (end > at)
        set_report(p, at, named);
    return end;
}

/* As a mail would name it: "quý II", "week 24", "January"; its year, too. A
 * number alone or behind one letter is more often a day. */
static struct year_part
named_part(const struct parse *p, size_t at, char name[static CALENDAR_PART])
{
    static const enum recurrence kinds[] = { RECUR_QUARTERLY, RECUR_MONTHLY, RECUR_WEEKLY,
                                             RECUR_HALF_YEARLY };
    struct gist gist = { .words = p->t };
    struct view view = { .index = p->c->index, .g = &gist, .used = p->used };
    const struct token *t = &p->t.v[at];

    for (size_t i = 0; t->number < 0 && i < ARRAY_LEN(kinds); i++) {
        struct year_part part = view_part_at(&view, kinds[i], at);
        bool letter = strlen(t->text) == 1 && kinds[i] == RECUR_MONTHLY;

        if (part.number > 0 && part.first >= at && !(letter && part.year == 0) &&
            calendar_part(kinds[i], part.number, name))
            return part;
    }
    return (struct year_part){ .end = at };
}

static size_t
take_named_part(struct parse *p, size_t at)
{
    struct year_part part = named_part(p, at, p->sub_store);

    if (part.number == 0)
        return at;
    p->sub = p->sub_store;
    if (part.year != 0 && p->out->year != 0 && p->out->year != part.year)
        return at + 2;                      /* the other year is read behind it, and asked about */
    p->out->year = part.year != 0 ? part.year : p->out->year;
    return part.end;
}

/* "DX:512", "quý II", "tháng 6", "tuần 7". */
static size_t
take_part(struct parse *p, size_t at)
{
    const struct tokens *t = &p->t;
    int n = at + 1 < t->n ? t->v[at + 1].number : -1;

    if (token_is(&t->v[at], "dx") && n >= 0) {
        snprintf(p->out->period, sizeof p->out->period, "DX:%d", n);
        return at + 2;
    }
    return take_named_part(p, at);
}

/* "2023-06", "2023-Q2", "2023-H1", "2023-W07": what stands behind the year in our own tables. */
static size_t
take_suffix(struct parse *p, size_t at)
{
    static const struct { const char *letter; enum recurrence recurrence; } marks[] = {
        {"q", RECUR_QUARTERLY}, {"h", RECUR_HALF_YEARLY}, {"w", RECUR_WEEKLY},
    };
    const struct tokens *t = &p->t;
    int n = at + 1 < t->n ? t->v[at + 1].number : -1;

    if (at >= t->n || t->v[at].gap != '-')
        return at;
    if (calendar_part(RECUR_MONTHLY, t->v[at].number, p->sub_store)) {
        p->sub = p->sub_store;
        return at + 1;
    }
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (token_is(&t->v[at], marks[i].letter) &&
            calendar_part(marks[i].recurrence, n, p->sub_store) && t->v[at + 1].gap == 0) {
            p->sub = p->sub_store;
            return at + 2;
        }
    return at;
}

static size_t
take_year(struct parse *p, size_t at)
{
    const struct tokens *t = &p->t;
    bool named = token_is(&t->v[at], "nam") || token_is(&t->v[at], "ky") ||
                 token_is(&t->v[at], "year");
    size_t i = named ? at + 1 : at;
    int year = i < t->n ? t->v[i].number : -1, by = 0;
    size_t words = relative_year(t, at, &by);

    if (words > 0)
        year = parse_today(p).year + by;
    else if (named && year >= 20 && year < 100)
        year += 2000;
    if (year < 2000 || year > 2099)
        return at;
    if (p->out->year != 0 && p->out->year != year)
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("lệnh này dành cho một năm; thư nêu %d và %d",
                                  "this order is for one year; the mail names %d and %d"),
                              p->out->year, year));
    p->out->year = year;
    p->year_named = p->year_named || words > 0 || token_is(&t->v[at], "nam");
    return words > 0 ? at + words : take_suffix(p, i + 1);
}

/* Behind the code of a mail, or "vì", all is the officer's own words. */
static bool
reason_begins(const struct parse *p, size_t at)
{
    const struct token *t = &p->t.v[at];

    if (parse_takes(p, ARG_CURE) && p->out->code != NULL)
        return true;
    if (p->out->dossier != NULL && p->out->parts != 0 && p->t.v[at].number < 0)
        return true;
    if (p->out->nunits == 0 && p->doubtful.n == 0 && !p->out->all)
        return false;
    return token_is(t, "because") || tokens_are(&p->t, at, "ly do") || token_is(t, "do") ||
           (token_is(t, "vi") && !(at > 0 && token_is(&p->t.v[at - 1], "don")));
}

/* "PHÂN LOẠI THÊM TN-...", right behind the verb. */
static size_t
take_scope(struct parse *p, size_t at)
{
    static const struct { const char *word; enum command_scope scope; } words[] = {
        { "them", SCOPE_ADDS },   { "also", SCOPE_ADDS },
        { "rieng", SCOPE_ALONE }, { "alone", SCOPE_ALONE },
    };

    for (size_t i = 0; at == 0 && p->out->rule->verb == VERB_CLASSIFY && i < ARRAY_LEN(words); i++)
        if (token_is(&p->t.v[at], words[i].word)) {
            p->out->scope = words[i].scope;
            return at + 1;
        }
    return at;
}

static size_t
take_time(struct parse *p, size_t at)
{
    if (!parse_takes(p, ARG_DAY) ||
        (p->out->rule->verb != VERB_REQUEST && p->out->rule->verb != VERB_EXTEND))
        return at;
    return read_time(&p->t, at, &p->out->hour, &p->out->minute);
}

/* ---- all of them --------------------------------------------------------------- */

static void
leftovers(struct parse *p)
{
    struct buf b = {0};

    for (size_t i = 0; i < p->t.n; i++) {
        if (p->used[i] || (i > 0 && p->t.v[i].raw == p->t.v[i - 1].raw))
            continue;
        buf_adds(&b, b.len > 0 ? " " : "");
        buf_add(&b, p->t.v[i].raw, p->t.v[i].raw_len);
    }
    free(p->out->words);
    p->out->words = b.len > 0 ? buf_take(&b) : NULL;
    buf_free(&b);
}

void
parse_arguments(struct parse *p)
{
    /* In this order: a code before the unit "TN", a day before a year. */
    static size_t (*const takers[])(struct parse *, size_t) = {
        take_code, parse_take_dossier, parse_take_parts,   parse_take_number, parse_take_day,
        take_time, parse_take_more,    parse_take_channel, take_all,          take_unit,
        take_part, take_report,        take_year,          take_scope,
    };
    bool free_text = parse_takes(p, ARG_REASON) && p->out->reason == NULL;
    size_t at = 0, last = 0;

    while (at < p->t.n && !(free_text && reason_begins(p, at))) {
        size_t end = at;

        for (size_t i = 0; i < ARRAY_LEN(takers) && end == at; i++)
            end = takers[i](p, at);
        use(p, at, end);
        if (end > at)
            last = at = end;
        else
            parse_turned(p, at++);
    }
    p->turned = p->turned && (!free_text || p->turned_at < last);      /* behind it begins the reason */
    parse_fillers(p, free_text ? last : p->t.n);
    if (free_text)
        parse_loose_reason(p, last);
    parse_settle_day(p);
    leftovers(p);
}
