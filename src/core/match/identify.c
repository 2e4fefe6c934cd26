/* Evidence: from every place of a mail, one row per thing it says. */
#include "core/match/identify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/gist.h"
#include "core/language/plain.h"
#include "core/match/authres.h"
#include "core/form/document.h"
#include "core/language/want.h"
#include "core/match/own.h"
#include "model/format.h"
#include "model/paper.h"
#include "gather.h"

#define ANSWER_READ 300         /* bytes of an answer in own words */
#define BODY_READ 3000          /* bytes of a body: what a letter says it says at the start */
#define DOCUMENT_READ 1200

/* A period alone ("6 tháng") is no report: some word must say that one comes. */
static bool
speaks_of_report(const struct gist *gist)
{
    return gist->noun || gist->nreports == 0 ||
           gist->reports[0].report->recurrence == RECUR_ON_REQUEST;
}

/* ---- sources ---------------------------------------------------------------------- */

static void
from_thread(struct gather *g)
{
    const struct obligation *o = g->known->thread;

    if (o == NULL)
        return;
    struct evidence *e = gather_row(g, SOURCE_THREAD, STRENGTH_PROOF, "In-Reply-To", -1);
    e->unit = xstrdup(o->unit);
    e->report = xstrdup(o->report);
    e->period = xstrdup(o->period);
}

/* A form of another plan or of a unit that plan never had says nothing. */
static void
from_forms(struct gather *g)
{
    const struct plan *plan = index_plan(g->index);

    for (size_t i = 0; i < g->m->nattachments; i++) {
        const struct identity *id = &g->m->attachments[i].identity;
        if (!attachment_counts(&g->m->attachments[i]) || id->plan == NULL ||
            plan_named(plan, id->plan) == NULL || plan_unit(plan, id->unit) == NULL ||
            plan_report(plan, id->report) == NULL || id->period == NULL)
            continue;
        struct evidence *e = gather_row(g, SOURCE_FORM, STRENGTH_PROOF,
                                        attachment_title(&g->m->attachments[i]), (int)i);
        e->unit = xstrdup(id->unit);
        e->report = xstrdup(id->report);
        e->period = xstrdup(id->period);
    }
}

/* The heads of a table that stands right below it are no title. */
static int
title_length(const char *subject)
{
    const char *heads = strstr(subject, " STT ");

    return (int)(heads != NULL ? (size_t)(heads - subject) : strlen(subject));
}

/* "UBND XÃ X / CÔNG AN XÃ", where communes report themselves: the unit's own. */
static bool
part_of(const struct gist *issuer, const struct gist *above)
{
    const char *kind = above->nunits > 0 ? above->units[0].unit->kind : NULL;
    char *folded = text_fold(kind != NULL ? kind : "");
    const char *word = strrchr(folded, ' ') != NULL ? strrchr(folded, ' ') + 1 : folded;
    bool part = issuer->local.last > issuer->local.first && issuer->local.last == issuer->words.n &&
                token_is(&issuer->words.v[issuer->words.n - 1], word);

    free(folded);
    return part;
}

/* "BAN CHỈ ĐẠO 138" alone: whose it is stands in the line above, or in the title. What is local to
 * who stands there, or a commune above it, is not the unit. True: that writes. */
static bool
from_above(struct gather *g, const struct attachment *a, const struct gist *issuer, int attachment)
{
    bool local = issuer->local.first != issuer->local.last;
    struct gist above;

    gist_of(g->index, a->letterhead->above, BODY_READ, g->day, &above);
    local = local && !part_of(issuer, &above);
    if (!local && !gather_below_commune(issuer)) {
        gather_unit_rows(g, SOURCE_LETTERHEAD, STRENGTH_STRONG, &above, attachment);
        local = above.nunits == 0 && above.local.first != above.local.last;
        if (local)
            gather_commune_rows(g, SOURCE_LETTERHEAD, &above, attachment);
    }
    if (above.nunits == 0)
        gather_headless(g, a, attachment);
    gist_free(&above);
    return local;
}

static void
letterhead_title(struct gather *g, const struct letterhead *l, enum strength strength, int attachment)
{
    const char *subject = l->subject != NULL ? l->subject : "";
    char *text = xasprintf("%s %.*s", l->type != NULL ? l->type : "", title_length(subject), subject);
    struct gist title;

    gist_of(g->index, text, BODY_READ, g->day, &title);
    if (!paper_reports(l->type))
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, l->type, attachment)->matter = MATTER_PAPER;
    gather_report_rows(g, SOURCE_LETTERHEAD, strength, &title, attachment);
    gather_outside(g, SOURCE_LETTERHEAD, &title, attachment);
    gather_extension(g, SOURCE_LETTERHEAD, &title, attachment);
    gather_foreign(g, SOURCE_LETTERHEAD, &title, attachment);
    gist_free(&title);
    free(text);
}

/* Issuing body, type and abstract of an official document. What a file of edXML
 * says of the documents in it anybody may have written. */
static void
from_letterhead(struct gather *g, const struct attachment *a, int attachment)
{
    const struct letterhead *l = a->letterhead;
    struct gist issuer;
    bool container = format_named(a->type)->class == FORMAT_IS_MAIL, local;
    enum strength strength = container ? STRENGTH_WEAK : STRENGTH_STRONG;

    if (l == NULL || (!container && !attachment_counts(a)))
        return;
    gist_of(g->index, l->issuer, BODY_READ, g->day, &issuer);
    if (issuer.host && issuer.nunits == 0 && issuer.local.first == issuer.local.last) {
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, l->issuer, attachment)->matter =
            MATTER_OURS;
        gist_free(&issuer);
        return;
    }
    gather_unit_rows(g, SOURCE_LETTERHEAD, strength, &issuer, attachment);
    gather_commune_rows(g, SOURCE_LETTERHEAD, &issuer, attachment);
    local = issuer.local.first != issuer.local.last;
    if (issuer.nunits == 0 && !container)
        local = from_above(g, a, &issuer, attachment);
    if (local || gather_below_commune(&issuer) ||
        gather_other_body(g, &issuer, l->above))
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, l->issuer, attachment)->matter =
            MATTER_LOCAL_WRITES;
    gather_head_place(g, l, attachment);
    letterhead_title(g, l, strength, attachment);
    gist_free(&issuer);
}

static void
sender_row(struct gather *g, const char *unit, const char *address, enum authres proof)
{
    char *quote = xasprintf("%s%s", address, proof == AUTHRES_FAIL ? " (not authenticated)" : "");

    gather_row(g, SOURCE_SENDER, proof == AUTHRES_FAIL ? STRENGTH_WEAK : STRENGTH_STRONG, quote, -1)
        ->unit = xstrdup(unit);
    free(quote);
}

static void
from_sender(struct gather *g)
{
    const char *address = message_sender(g->m);
    const struct unit *unit = address != NULL ? plan_unit_of_address(index_plan(g->index), address)
                                              : NULL;
    enum authres proof = authres_of(g->m, g->known->office);

    if (unit != NULL && !unit->host)
        sender_row(g, unit->code, address, proof);
    if (unit == NULL && address != NULL)
        gather_address_place(g, address, g->m->from.v[0].name);
    for (size_t i = 0; address != NULL && i < g->known->contact_of.n; i++)
        if (unit == NULL || strcmp(unit->code, g->known->contact_of.v[i]) != 0)
            sender_row(g, g->known->contact_of.v[i], address, proof);
}

/* "XÁC NHẬN", "TỪ CHỐI TN-2023-0042": the whole line. "Xác nhận đã nhận thư"
 * says something else. */
static void
verdict_row(struct gather *g, const struct gist *gist)
{
    static const struct { const char *words; enum matter matter; } verdicts[] = {
        {"xac nhan", MATTER_OWN}, {"xac nhan thu", MATTER_OWN}, {"confirm", MATTER_OWN},
        {"tu choi", MATTER_NOT_OWN}, {"tu choi thu", MATTER_NOT_OWN}, {"reject", MATTER_NOT_OWN},
    };
    size_t n = gist->words.n, code;

    if (n >= 3 && gist_receipt_at(&gist->words, n - 3, &code))
        n -= 3;
    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
        struct tokens t;
        tokens_of(verdicts[i].words, 20, &t);
        if (t.n == n && tokens_are(&gist->words, 0, verdicts[i].words))
            gather_quoted(g, SOURCE_ANSWER, STRENGTH_STRONG, gist,
                          (struct span){ 0, gist->words.n }, -1)
                ->matter = verdicts[i].matter;
        tokens_free(&t);
    }
}

/* What a line or a few words name, that say nothing else; a dossier's candidate has a name of its own. */
static void
names_alone(struct gather *g, const struct gist *gist)
{
    bool candidate = gist->nreports > 0 && gist->reports[0].report->nparts > 0;

    if (!candidate && !plain_answer(gist))
        return;
    gather_unit_rows(g, SOURCE_ANSWER, STRENGTH_STRONG, gist, -1);
    gather_report_rows(g, SOURCE_ANSWER, STRENGTH_STRONG, gist, -1);
}

/* "Dạ đây là báo cáo 6 tháng đầu năm 2023 của huyện Lấp Vò": what we asked, without our line. */
static void
own_words_answer(struct gather *g, const char *text)
{
    struct gist gist;
    bool answered = false;

    for (size_t i = 0; i < g->out->n; i++)
        answered = answered || g->out->v[i].source == SOURCE_ANSWER;
    if (g->known->asked == NULL || answered || document_count(g->m) > 0 ||
        strchr(text, '?') != NULL)
        return;
    gist_of(g->index, text, ANSWER_READ, g->day, &gist);
    if (gist.nreports == 1)
        names_alone(g, &gist);
    gist_free(&gist);
}

/* "Đơn vị: huyện Cao Lãnh; Loại: báo cáo 6 tháng; Kỳ: 2023", "Unit: Ashby; Report: monthly report; Period: 2024-01" */
static void
from_answer(struct gather *g)
{
    const char *start = g->m->text != NULL ? g->m->text : "", *line = start;

    while (*line != '\0') {
        size_t len = strcspn(line, "\n");
        char *text = xstrndup(line, len < 400 ? len : 400);
        struct gist gist;
        if (strchr(text, ':') != NULL || g->known->stranger != NULL) {
            gist_of(g->index, text, 400, g->day, &gist);
            if ((tokens_are(&gist.words, 0, "don vi") || tokens_are(&gist.words, 0, "unit")) && gist.words.n > 3 &&
                strchr(text, ':') != NULL)
                names_alone(g, &gist);
            if (g->known->stranger != NULL && strchr(text, '?') == NULL)
                verdict_row(g, &gist);
            gist_free(&gist);
        }
        free(text);
        line += len + (line[len] == '\n');
        if (line - start > 600)
            break;
    }
    own_words_answer(g, start);
    if (g->known->stranger != NULL && want_verdict(start) != VERDICT_NONE)
        gather_row(g, SOURCE_ANSWER, STRENGTH_STRONG, NULL, -1)->matter =
            want_verdict(start) == VERDICT_OWN ? MATTER_OWN : MATTER_NOT_OWN;
}

/* Anyone can write a receipt code: it counts beside a registered sender only. */
static void
from_reference(struct gather *g)
{
    const struct obligation *o = g->known->cited;
    char *code = o != NULL ? identify_receipt_code(g->m) : NULL;

    if (code == NULL)
        return;
    struct evidence *e = gather_row(g, SOURCE_REFERENCE, STRENGTH_WEAK, code, -1);
    e->unit = xstrdup(o->unit);
    e->report = xstrdup(o->report);
    e->period = xstrdup(o->period);
    free(code);
}

/* What the sender says by his subject: where he kept ours, what he put before it. */
static char *
own_words_of_subject(const struct gather *g)
{
    const char *subject = g->m->subject != NULL ? g->m->subject : "";
    size_t before;
    enum own_subject own = own_subject(subject, index_plan(g->index),
                                       g->known->letter_subject, &before);
    bool kept = own == OWN_WRAPPED || (own == OWN_ANSWERED && g->known->letter_subject != NULL);

    return kept ? xstrndup(subject, before) : xstrdup(subject);
}

static void
subject_matters(struct gather *g, struct gist *gist)
{
    const struct { struct span at; enum matter matter; bool holds; } own[] = {
        {gist->autoreply, MATTER_AUTOREPLY, true},
        {gist->bounce, MATTER_BOUNCE, true},
        {gist->command, MATTER_COMMAND, gist->command.first <= 1},
    };

    gather_matter_rows(g, SOURCE_SUBJECT, gist, -1);
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        if (own[i].at.first != own[i].at.last && own[i].holds)
            gather_quoted(g, SOURCE_SUBJECT, STRENGTH_WEAK, gist, own[i].at, -1)->matter =
                own[i].matter;
}

static void
subject_names(struct gather *g, const struct gist *gist)
{
    gather_unit_rows(g, SOURCE_SUBJECT, STRENGTH_STRONG, gist, -1);
    gather_report_rows(g, SOURCE_SUBJECT, speaks_of_report(gist) ? STRENGTH_STRONG : STRENGTH_WEAK,
                       gist, -1);
    gather_commune_rows(g, SOURCE_SUBJECT, gist, -1);
    if (gist->two_kinds)
        gather_row(g, SOURCE_SUBJECT, STRENGTH_WEAK, NULL, -1)->matter = MATTER_TWO_KINDS;
    if (gist->kind != NULL)
        gather_row(g, SOURCE_SUBJECT, STRENGTH_WEAK, gist->kind, -1)->matter = MATTER_KIND;
    gather_place_of(g, SOURCE_SUBJECT, gist, g->m->subject, false, -1);
}

/* What it names may stand in our own words, which he kept; what it says is his. */
static void
from_subject(struct gather *g)
{
    const char *subject = g->m->subject != NULL ? g->m->subject : "";
    char *own = own_words_of_subject(g);
    struct gist whole, his;

    gist_of(g->index, subject, BODY_READ, g->day, &whole);
    subject_names(g, &whole);
    if (strcmp(own, subject) == 0) {
        subject_matters(g, &whole);
    } else {
        gist_of(g->index, own, BODY_READ, g->day, &his);
        subject_matters(g, &his);
        gist_free(&his);
    }
    gist_free(&whole);
    free(own);
}

static void
from_file_name(struct gather *g, const struct attachment *a, int attachment)
{
    const char *title = attachment_title(a), *slash = a->inside >= 0 ? strrchr(title, '/') : NULL;
    char *stem = gather_stem(slash != NULL && slash[1] != '\0' ? slash + 1 : title);       /* folders are called as people sort */
    struct gist gist;

    gist_of(g->index, stem, BODY_READ, g->day, &gist);
    gather_unit_rows(g, SOURCE_FILE_NAME, STRENGTH_STRONG, &gist, attachment);
    gather_report_rows(g, SOURCE_FILE_NAME, STRENGTH_WEAK, &gist, attachment);
    gather_commune_rows(g, SOURCE_FILE_NAME, &gist, attachment);
    gather_outside(g, SOURCE_FILE_NAME, &gist, attachment);
    gather_extension(g, SOURCE_FILE_NAME, &gist, attachment);
    if (gist.noun && gist.nreports == 0)
        gather_row(g, SOURCE_FILE_NAME, STRENGTH_WEAK, title, attachment)->matter = MATTER_NOUN;
    if (gist.local.first != gist.local.last)
        gather_quoted(g, SOURCE_FILE_NAME, STRENGTH_WEAK, &gist, gist.local, attachment)->matter =
            gist.local_writes ? MATTER_LOCAL_WRITES : MATTER_LOCAL;
    gather_foreign(g, SOURCE_FILE_NAME, &gist, attachment);
    gather_place_of(g, SOURCE_FILE_NAME, &gist, stem, false, attachment);
    gist_free(&gist);
    free(stem);
}

/* What an archive says is a list of names; what it holds speaks for itself. */
static void
from_document(struct gather *g, const struct attachment *a, int attachment)
{
    if (a->type != NULL && format_named(a->type)->class == FORMAT_IS_ARCHIVE)
        return;
    char *top = gather_top(a);
    const char *text = a->text != NULL && a->nsheets == 0 ? a->text : top;

    gather_head(g, a, top, attachment);
    if (*text != '\0')
        gather_text(g, SOURCE_DOCUMENT, text, DOCUMENT_READ, attachment);
    free(top);
}

void
identify(const struct match_index *index, const struct message *m, const struct known *known,
         struct evidences *out)
{
    int offset = known->office != NULL ? known->office->utc_offset : 0;
    struct gather g = { index, m, known, out, moment_of(known->received, offset).date };

    gather_marks(&g);
    from_thread(&g);
    from_forms(&g);
    for (size_t i = 0; i < m->nattachments; i++)
        from_letterhead(&g, &m->attachments[i], (int)i);
    from_sender(&g);
    from_answer(&g);
    from_reference(&g);
    from_subject(&g);
    for (size_t i = 0; i < m->nattachments; i++)
        if (attachment_counts(&m->attachments[i]))
            from_file_name(&g, &m->attachments[i], (int)i);
    for (size_t i = 0; i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];

        if (attachment_counts(a) && a->identity.plan != NULL)
            gather_own_head(&g, a, (int)i);
        else if (attachment_counts(a) && a->letterhead == NULL)
            from_document(&g, a, (int)i);
    }
    if (m->text != NULL && document_count(m) == 0 && gather_typed(m->text))
        gather_headless(&g, &(struct attachment){ .text = m->text, .inside = -1 }, -1);
    if (m->text != NULL)
        gather_text(&g, SOURCE_BODY, m->text, BODY_READ, -1);
}

char *
identify_receipt_code(const struct message *m)
{
    return gist_receipt_code(m->subject, BODY_READ);
}

char *
identify_cited_code(const struct message *m)
{
    char *code = identify_receipt_code(m);
    bool told = code == NULL && m->text != NULL && document_count(m) == 0;

    return told ? gist_receipt_code(m->text, ANSWER_READ) : code;
}
