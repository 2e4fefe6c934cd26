/* What a gist says, as rows of evidence. */
#include "gather.h"

#include <stdlib.h>

#include "base/mem.h"

struct evidence *
gather_row(struct gather *g, enum source source, enum strength strength, const char *quote,
           int attachment)
{
    struct evidence *e = evidence_add(g->out, source, strength, quote);

    e->attachment = attachment;
    return e;
}

struct evidence *
gather_quoted(struct gather *g, enum source source, enum strength strength, const struct gist *gist,
              struct span at, int attachment)
{
    char *quote = tokens_quote(&gist->words, at.first, at.last);
    struct evidence *e = gather_row(g, source, strength, quote, attachment);

    free(quote);
    return e;
}

/* What tells of others does not count, nor does what a letter says behind the name of who writes. */
static bool
strange(enum source source, const struct gist *gist)
{
    size_t named = gist->nunits > 0 ? gist->units[0].at.last + 1 : WRITER_FIRST;

    return gist->strange.last > gist->strange.first && source != SOURCE_DOCUMENT &&
           (source != SOURCE_BODY || gist->strange.first < named);
}

void
gather_unit_rows(struct gather *g, enum source source, enum strength strongest,
                 const struct gist *gist, int attachment)
{
    g->out->strange = g->out->strange || strange(source, gist);
    for (size_t i = 0; i < gist->nunits; i++) {
        const struct gist_unit *u = &gist->units[i];
        enum strength s = u->strong ? strongest : STRENGTH_WEAK;
        gather_quoted(g, source, s, gist, u->at, attachment)->unit = xstrdup(u->unit->code);
    }
}

/* Communes named: never a vote for their unit, but where their mail belongs. */
void
gather_commune_rows(struct gather *g, enum source source, const struct gist *gist, int attachment)
{
    for (size_t i = 0; i < gist->ncommunes; i++) {
        struct evidence *e = gather_quoted(g, source, STRENGTH_WEAK, gist, gist->communes[i].at,
                                           attachment);
        e->unit = xstrdup(gist->communes[i].unit->code);
        e->matter = MATTER_COMMUNE;
    }
}

static char *
year_text(const struct gist *gist, int own)
{
    if (own != 0)
        return xasprintf("%d", own);
    if (gist->year == 0)
        return NULL;
    return gist->years_differ ? xstrdup("?") : xasprintf("%d", gist->year);
}

static char *
period_text(const struct gist *gist, const struct gist_report *r)
{
    char *year, *period;

    if (r->report->recurrence == RECUR_ON_REQUEST)
        return gist->request > 0 ? xasprintf("DX:%d", gist->request) : NULL;
    year = year_text(gist, gist->nreports > 1 || !gist->years_differ || r->year_beside ||
                                   gist->plan_beside
                               ? r->year
                               : 0);
    if (r->part[0] == '\0')
        return year;
    period = xasprintf("%s%s", year != NULL ? year : "", r->part);
    free(year);
    return period;
}

void
gather_report_rows(struct gather *g, enum source source, enum strength strength,
                   const struct gist *gist, int attachment)
{
    const struct span plan = gist->plan;

    for (size_t i = 0; i < gist->nreports; i++) {
        const struct gist_report *r = &gist->reports[i];
        struct evidence *e;
        if (index_rank(g->index, r->report) == RANK_PLAN)       /* a plan is told by the words around it */
            continue;
        e = gather_quoted(g, source, strength, gist, r->at, attachment);
        e->report = xstrdup(r->report->code);
        e->period = period_text(gist, r);
    }
    bool reports = gist->nreports > 0 && index_rank(g->index, gist->reports[0].report) != RANK_PLAN;
    /* A title that begins so; not the one of a "Phòng Tài chính - Kế hoạch". */
    bool titled = source == SOURCE_LETTERHEAD || source == SOURCE_HEAD;
    if (plan.first != plan.last && (titled ? plan.first == 0 : !reports || gist->plan_beside)) {
        struct evidence *e = gather_quoted(g, source, strength, gist, plan, attachment);

        e->matter = MATTER_PLAN;
        e->period = gist->plan_year != 0 ? xasprintf("%d", gist->plan_year) : NULL;
    }
    if (!reports && gist->year != 0) {
        struct evidence *e = gather_row(g, source, STRENGTH_WEAK, NULL, attachment);
        e->period = year_text(gist, 0);
        e->quote = xstrdup(e->period);
    }
}

void
gather_matter_rows(struct gather *g, enum source source, struct gist *gist, int attachment)
{
    struct span foreign = source == SOURCE_SUBJECT ? gist_foreign(g->index, gist)
                                                   : (struct span){ 0 };
    const bool wholly = gist_names_another(g->index, gist, foreign);
    const struct { struct span at; enum matter matter; bool holds; } matters[] = {
        {gist->outside, MATTER_OUTSIDE, true},
        {gist->asking, MATTER_ASKED, source == SOURCE_SUBJECT},
        {gist->other_topic, MATTER_OUTSIDE, gist->our_topic.first == gist->our_topic.last},
        {foreign, MATTER_FOREIGN, true},
        {gist->local, gist->local_writes ? MATTER_LOCAL_WRITES : MATTER_LOCAL, true},
        {gist->elsewhere, MATTER_ELSEWHERE, true},
        {gist->extension, MATTER_EXTENSION, true},
        {gist->question, MATTER_QUESTION, true},
        {gist->thanks, MATTER_THANKS, true},
        {gist->replaces, MATTER_REPLACES, true},
        {gist->nil, MATTER_NIL, true},
    };

    for (size_t i = 0; i < ARRAY_LEN(matters); i++)
        if (matters[i].at.first != matters[i].at.last && matters[i].holds)
            gather_quoted(g, source,
                          wholly && matters[i].matter == MATTER_FOREIGN ? STRENGTH_STRONG
                                                                        : STRENGTH_WEAK,
                          gist, matters[i].at, attachment)
                ->matter = matters[i].matter;
}

bool
gather_below_commune(const struct gist *issuer)
{
    static const struct { const char *words, *first; } names[] = {
        {"ap", "ấp"}, {"khom", "khóm"}, {"to dan pho", "tổ"}, {"khu pho", "khu"}, {"to nhan dan", "tổ"},
    };
    bool below = false;

    for (size_t i = 0; i + 1 < issuer->words.n && !below; i++)
        for (size_t k = 0; k < ARRAY_LEN(names) && !below; k++)
            below = tokens_are(&issuer->words, i, names[k].words) &&
                    token_written(&issuer->words.v[i], names[k].first);
    return below;
}

/* A paper of another period, or one that itself asks for reports and is none. */
void
gather_outside(struct gather *g, enum source source, const struct gist *gist, int attachment)
{
    if (gist->outside.first != gist->outside.last)
        gather_quoted(g, source, STRENGTH_WEAK, gist, gist->outside, attachment)->matter =
            MATTER_OUTSIDE;
    if (gist->asking.first != gist->asking.last && !tokens_are(&gist->words, 0, "bao cao") &&
        !tokens_are(&gist->words, 0, "bc"))
        gather_quoted(g, source, STRENGTH_WEAK, gist, gist->asking, attachment)->matter =
            MATTER_ASKED;
}

/* A dispatch that asks for more time is no report. */
void
gather_extension(struct gather *g, enum source source, const struct gist *gist, int attachment)
{
    if (gist->extension.first != gist->extension.last)
        gather_quoted(g, source, STRENGTH_WEAK, gist, gist->extension, attachment)->matter =
            MATTER_EXTENSION;
}

/* "Kết quả 6 tháng đầu năm 2023 / Công tác phối hợp": behind the period its first chapter begins. */
static bool
heads_chapter(const struct gist *title, struct span at)
{
    static const char *const heads[] = { "cong tac", "tinh hinh", "linh vuc", "hoat dong" },
                             *const links[] = { "ve", "viec", "hien" };
    const struct tokens *t = &title->words;
    bool period = false;

    for (size_t i = 0; i < at.first; i++)
        period = period || t->v[i].number >= 0;
    return period && tokens_any(t, at.first, heads, ARRAY_LEN(heads)) &&
           !tokens_any(t, at.first - 1, links, ARRAY_LEN(links));
}

/* A paper's own name or title that speaks of another matter; strong: a title, and one that is known or
 * names it wholly. What heads a table counts only so. */
void
gather_foreign(struct gather *g, enum source source, struct gist *gist, int attachment)
{
    const bool head = source == SOURCE_HEAD && gist->plan.last == 0,
               titled = !head || tokens_are(&gist->words, 0, "bao cao");
    struct span at = gist_foreign(g->index, gist), known = {0};
    bool certain;

    if (gist->our_topic.first == gist->our_topic.last && titled)
        known = gist->other_topic;
    if (known.first == known.last && titled && source != SOURCE_FILE_NAME)
        known = gather_about_body(gist);
    if (at.first == at.last)
        at = known;
    certain = source != SOURCE_FILE_NAME &&
              ((known.first != known.last && !heads_chapter(gist, known)) ||
               gist_names_another(g->index, gist, at));
    if (at.first != at.last && (certain || !head))
        gather_quoted(g, source, certain ? STRENGTH_STRONG : STRENGTH_WEAK, gist, at, attachment)
            ->matter = MATTER_FOREIGN;
}
