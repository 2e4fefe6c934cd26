/* A small plan of the tests' own, and mails that speak to it. */
#ifndef DOCKETD_TESTS_MATCH_SCENE_H
#define DOCKETD_TESTS_MATCH_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar/calendar.h"
#include "core/form/document.h"
#include "core/match/identify.h"
#include "core/match/match.h"

#define VIETNAM (7 * 3600)
#define JUNE 1686103200         /* 2023-06-07 09:00 +07 */
#define HALF "Báo cáo 6 tháng năm 2023"
#define OWN " - huyện Sông Trà"

static struct plan *plan;
static struct match_index *words;
static struct known_round rounds[40];
static size_t nrounds;
static struct office_settings office = { .address = "nhan@van-phong.example", .utc_offset = VIETNAM };

static inline struct unit *
scene_unit(const char *code, const char *kind, const char *name, const char *weak)
{
    struct unit *u = ARRAY_MORE(plan->units, plan->nunits);
    char *address = xasprintf("%s@tinh.example", code);

    u->code = xstrdup(code);
    u->kind = xstrdup(kind);
    u->name = xasprintf("%s %s", kind, name);
    u->holder = xasprintf("UBND %s %s", kind, name);
    u->level = xstrdup("district");
    u->tracked = true;
    strings_add(&u->aliases_strong, u->name);
    if (weak != NULL)
        strings_add(&u->aliases_weak, weak);
    strings_add(&u->addresses, address);
    free(address);
    return u;
}

static inline struct report *
scene_report(const char *code, enum recurrence recurrence, int month, int day, const char *phrase)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->name = xstrdup(phrase);
    r->recurrence = recurrence;
    r->first = (struct date){ 2020, 1, 1 };
    r->needs_attachment = true;
    strings_add(&r->who_levels, "district");
    strings_add(&r->subject_words, phrase);
    if (month > 0)
        ARRAY_MORE(r->dues, r->ndues)->date = (struct date){ 0, month, day };
    return r;
}

/* Two districts of one name's kind and a town of the other's name; a half-yearly
 * report, a yearly one and one on request. */
static inline int
scene_plan(void **state)
{
    struct unit *host;
    struct communes *c;

    (void)state;
    plan = xcalloc(1, sizeof *plan);
    plan->code = xstrdup("thu");
    plan->title = xstrdup("Kế hoạch trồng cây xanh ven đường");
    plan->subject_tag = xstrdup("CAYXANH");
    scene_unit("h-song-tra", "huyện", "Sông Trà", NULL);
    scene_unit("h-phu-thanh", "huyện", "Phú Thành", NULL);
    scene_unit("h-my-loc", "huyện", "Mỹ Lộc", "Mỹ Lộc");
    scene_unit("tp-my-loc", "thành phố", "Mỹ Lộc", "Mỹ Lộc");
    host = scene_unit("van-phong", "sở", "Xây dựng", NULL);
    host->host = true;
    c = ARRAY_MORE(plan->communes, plan->ncommunes);
    c->unit = xstrdup("h-song-tra");
    strings_add(&c->names, "xã Phú An");
    c = ARRAY_MORE(plan->communes, plan->ncommunes);
    c->unit = xstrdup("h-phu-thanh");
    strings_add(&c->names, "xã Tân An");
    scene_report("HALF", RECUR_YEARLY, 6, 10, "báo cáo 6 tháng");
    scene_report("YEAR", RECUR_YEARLY, 10, 15, "báo cáo năm");
    scene_report("ASKED", RECUR_ON_REQUEST, 0, 0, "báo cáo đột xuất");
    plan_index(plan);
    words = match_index_new(plan);
    strings_add(&office.authserv_ids, "mx.van-phong.example");
    return 0;
}

/* ... and the rounds that its reports have around June. */
static inline int
scene_rounds(void **state)
{
    scene_plan(state);
    for (size_t i = 0; i < plan->nreports; i++) {
        size_t n = 0;
        struct round *r = calendar_rounds(plan, &plan->reports[i], (struct date){ 2022, 5, 1 }, (struct date){ 2024, 7, 1 }, VIETNAM, &n);

        for (size_t k = 0; k < n && nrounds < ARRAY_LEN(rounds); k++, nrounds++) {
            rounds[nrounds].report = &plan->reports[i];
            rounds[nrounds].due = r[k].due;
            memcpy(rounds[nrounds].period, r[k].period, sizeof rounds[nrounds].period);
        }
        free(r);
    }
    return 0;
}

static inline struct known
scene_june(void)
{
    return (struct known){ .received = JUNE, .office = &office, .rounds = rounds, .nrounds = nrounds };
}

static inline int
scene_done(void **state)
{
    (void)state;
    match_index_free(words);
    plan_free(plan);
    strings_free(&office.authserv_ids);
    return 0;
}

struct written {                /* a mail; NULL: nothing of it */
    const char *from, *subject, *text;
    const char *file, *issuer, *title, *content;        /* one file: its name, letterhead, text */
    const char *above, *place, *recipient, *dated;      /* further parts of the letterhead */
    const char *name;           /* beside the address */
    const char *forwarded;      /* words of a mail attached to it */
    const char *found;          /* Authentication-Results */
    const char *list, *automatic;
    const char *suppress, *reply_to;
};

static inline struct attachment *
scene_file(struct message *m, const char *name, const char *type, const char *text)
{
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);

    *a = (struct attachment){ .inside = -1, .size = 90000, .status = ATTACHMENT_READ, .name = xstrdup(name), .type = xstrdup(type),
                              .text = xstrdup(text), .sha256 = xasprintf("%064zu", m->nattachments) };
    return a;
}

static inline struct message *
scene_mail(const struct written *w)
{
    struct message *m = message_new();

    ARRAY_MORE(m->from.v, m->from.n)->addr = xstrdup(w->from != NULL ? w->from : "h-song-tra@tinh.example");
    m->from.v[0].name = xstrdup(w->name);
    m->counts.from = 1;
    m->subject = xstrdup(w->subject);
    m->text = xstrdup(w->text);
    m->text_full = xstrdup(w->text);
    m->auto_submitted = xstrdup(w->automatic);
    if (w->found != NULL)
        strings_add(&m->authentication_results, w->found);
    if (w->list != NULL)
        strings_add(&m->list_headers, w->list);
    m->x_auto_response_suppress = xstrdup(w->suppress);
    if (w->reply_to != NULL)
        ARRAY_MORE(m->reply_to.v, m->reply_to.n)->addr = xstrdup(w->reply_to);
    if (w->file != NULL) {
        struct attachment *a = scene_file(m, w->file, "docx", w->content);
        if (w->issuer != NULL || w->title != NULL) {
            a->letterhead = xcalloc(1, sizeof *a->letterhead);
            a->letterhead->issuer = xstrdup(w->issuer);
            a->letterhead->subject = xstrdup(w->title);
            a->letterhead->above = xstrdup(w->above);
            a->letterhead->place = xstrdup(w->place);
            a->letterhead->date = xstrdup(w->dated);
            if (w->recipient != NULL)
                strings_add(&a->letterhead->recipients, w->recipient);
        }
    }
    if (w->forwarded != NULL)
        scene_file(m, NULL, "eml", w->forwarded);
    document_sort(m);
    return m;
}

/* Frees the mail. */
static inline void
scene_decide(struct message *m, const struct known *known, struct decision *d)
{
    struct evidences e = {0};

    identify(words, m, known, &e);
    match(words, m, known, &e, d);
    message_free(m);
}

#endif
