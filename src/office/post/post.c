/* Letters into the outbox. */
#include "office/post/post.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"
#include "core/letter/letter.h"
#include "office/desk/letters.h"
#include "office/post/chat.h"
#include "report/answer.h"
#include "store/docket.h"

/* The unit a letter goes to; NULL: nobody of the plan. */
static const struct unit *
addressee(const struct desk *desk, const struct posting *p)
{
    return p->facts.unit != NULL ? p->facts.unit
           : p->facts.nitems > 0 ? p->facts.items[0].unit
                                 : plan_unit_of_address(desk->plan, p->to);
}

/* In one language: an answer above the letter's own words, its subject the letter's title. */
static void
render_in(const struct language *l, const struct posting *p, const struct letter_facts *facts,
          struct rendered *out)
{
    struct letter_facts f = *facts;
    struct rendered answer = {0}, own = {0};
    json_t *context;

    if (p->body != NULL)
        letters_answer(l, p->body, &answer);
    if (p->body != NULL && *answer.subject != '\0')
        f.title = answer.subject;
    f.language = l->name;
    f.template = letters_template(&l->letters, p->letter);
    context = letter_context(&f);
    letter_template_render(f.template, context, p->body != NULL ? &own : out);
    json_decref(context);
    if (p->body != NULL)
        *out = (struct rendered){ .subject = xstrdup(own.subject),
                                  .text = xasprintf("%s\n%s", answer.text, own.text),
                                  .html = xasprintf("%s%s", answer.html, own.html) };
    rendered_free(&answer);
    rendered_free(&own);
}

/* An officer reads it once, in his own language. */
static void
render(struct desk *desk, const struct posting *p, instant now, struct rendered *out)
{
    const struct officer *officer = settings_officer(desk->settings, p->to);
    struct letter_facts facts = p->facts;
    const struct language *of[2] = { letters_of(desk->letters, officer) };
    size_t n = officer != NULL ? 1 : letters_languages(desk->letters, addressee(desk, p), of);

    facts.office = &desk->settings->office;
    facts.plan = desk->plan;
    facts.now = now;
    for (size_t i = 0; i < n; i++) {
        struct rendered one = {0};

        render_in(of[i], p, &facts, i == 0 ? out : &one);
        if (i > 0)
            rendered_append(out, &one);
        rendered_free(&one);
    }
}

/* The mail as it will be sent: what was decided is what goes out, whatever
 * becomes of the templates. */
static char *
compose(struct desk *desk, const struct posting *p, instant now, struct letter_row *row,
        char **cause)
{
    const struct office_settings *office = &desk->settings->office;
    const struct message *m = p->in_reply_to != NULL ? p->in_reply_to : p->thread;
    struct rendered rendered = {0};
    struct strings references = {0};
    struct letter_head head = { .from_name = office->from_name,
                                .from = office->address,
                                .to = p->to,
                                .cc = p->cc,
                                .date = now,
                                .message_id = row->message_id,
                                .utc_offset = office->utc_offset,
                                .auto_submitted = p->in_reply_to != NULL ? "auto-replied"
                                                  : p->by_hand           ? "no"
                                                                         : "auto-generated" };
    char *mail;

    if (m != NULL && m->message_id != NULL) {       /* RFC 5322, 3.6.4 */
        head.in_reply_to = m->message_id;
        for (size_t i = 0; i < m->references.n; i++)
            strings_add(&references, m->references.v[i]);
        strings_add(&references, m->message_id);
        head.references = &references;
    }
    render(desk, p, now, &rendered);
    mail = p->body != NULL
               ? letter_compose(&head, &rendered, p->body->files, p->body->nfiles, &row->size,
                                cause)
               : letter_compose(&head, &rendered, p->files, p->nfiles, &row->size, cause);
    row->subject = xstrdup(rendered.subject);
    rendered_free(&rendered);
    strings_free(&references);
    return mail;
}

char *
post_subject(struct desk *desk, const struct posting *p, instant now)
{
    struct rendered rendered = {0};
    char *subject;

    render(desk, p, now, &rendered);
    subject = xstrdup(rendered.subject);
    rendered_free(&rendered);
    return subject;
}

int
post_today(struct desk *desk, const char *to, int priority, const char *letter, instant now,
           int64_t *count)
{
    char *folded = address_fold(to);
    int rc = letter_to_since(desk->store, folded, priority, letter, now - DAY, count);

    free(folded);
    return rc;
}

int
post_in_thread(const struct desk *desk, const struct message *m)
{
    int n = 0;

    for (size_t i = 0; i < m->references.n; i++)
        n += letter_id_is_ours(desk->settings->office.secret, m->references.v[i]);
    return n;
}

/* Recipients are compared in lower case, so that variants of one address share
 * its daily limit. */
static int
post_to(struct desk *desk, const struct posting *p, const char *address, instant now)
{
    char *to = address_fold(address), *tag = xasprintf("%s %s", p->reason, to), *cause = NULL;
    const struct office_settings *office = &desk->settings->office;
    struct letter_row row = { .reason = xstrdup(p->reason),
                              .recipient = to,
                              .letter = xstrdup(p->letter),
                              .priority = p->priority,
                              .message = p->message,
                              .obligation = p->obligation,
                              .message_id = letter_message_id(office->secret, tag, office->address),
                              /* RFC 3834, 3.3: an automatic reply has the null return path */
                              .envelope_from = xstrdup(p->in_reply_to != NULL ? ""
                                                                              : office->address),
                              .created = now,
                              .next_try = now,
                              .state = LETTER_QUEUED,
                              .sent = INSTANT_NONE };
    bool made = false;
    int rc = 0;

    row.mail = compose(desk, p, now, &row, &cause);
    if (row.mail == NULL)               /* an address that cannot be written to: no letter, but no stop either */
        log_warning("no letter \"%s\" for %s: %s", p->letter, p->reason, cause);
    else
        rc = letter_put(desk->store, &row, &made);
    for (size_t i = 0; rc == 0 && made && i < p->nreminds; i++)
        rc = reminded_put(desk->store, row.id, p->reminds[i]);
    if (rc == 0 && made) {
        char *detail = journal_detail("letter", p->letter, "to", to, NULL);

        rc = journal_add(desk->store, now, "clerk", "letter", p->reason, detail);
        free(detail);
    }
    free(cause);
    free(tag);
    letter_row_clear(&row);
    return rc;
}

int
post_letter(struct desk *desk, const struct posting *p, instant now)
{
    int rc = post_to(desk, p, p->to, now);

    for (size_t i = 0; rc == 0 && p->cc != NULL && i < p->cc->n; i++)
        rc = post_to(desk, p, p->cc->v[i], now);
    return rc != 0 ? -1 : chat_note(desk, p, now);
}

int
post_officers(struct desk *desk, enum role least, const struct posting *p, instant now)
{
    for (size_t i = 0; i < desk->settings->nofficers; i++) {
        const struct officer *o = &desk->settings->officers[i];
        struct posting one = *p;

        one.to = o->address;
        one.facts.officer = o->name;
        if (o->role >= least && post_letter(desk, &one, now) != 0)
            return -1;
    }
    return 0;
}
