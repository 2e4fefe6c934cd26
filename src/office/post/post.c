/* Templates, and letters into the outbox. */
#include "office/post/post.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "office/post/bounce.h"
#include "office/post/notice.h"
#include "report/answer.h"
#include "store/docket.h"

#define TEMPLATE_MOST (64ul << 10)

/* ---- templates ------------------------------------------------------------------ */

/* The texts of one language's folder, then each parsed with its partials. */
struct source { char *name, *text; };

struct language {
    char *name;                             /* "vi" */
    struct source *sources;
    size_t nsources;
    struct letter_template **templates;     /* same order; NULL where only partial */
};

struct letters {
    struct language of[2];              /* one, or both in the order of office.language */
    size_t n;
};

static const char *
partial(const char *name, void *arg)
{
    const struct language *l = arg;

    for (size_t i = 0; i < l->nsources; i++)
        if (strcmp(l->sources[i].name, name) == 0)
            return l->sources[i].text;
    return NULL;
}

static int
read_sources(struct language *l, const char *folder, char **cause)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort), rc = 0;

    if (n < 0)
        return cause_set(cause, "%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *dot = strrchr(entries[i]->d_name, '.');

        if (rc == 0 && dot != NULL && dot != entries[i]->d_name && strcmp(dot, ".txt") == 0) {
            struct source *s = ARRAY_MORE(l->sources, l->nsources);
            char *path = xasprintf("%s/%s", folder, entries[i]->d_name);

            s->name = xstrndup(entries[i]->d_name, (size_t)(dot - entries[i]->d_name));
            s->text = file_read(path, TEMPLATE_MOST, NULL, cause);
            rc = s->text == NULL ? -1 : 0;
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static const struct letter_template *
template(const struct language *l, const char *name)
{
    for (size_t i = 0; i < l->nsources; i++)
        if (strcmp(l->sources[i].name, name) == 0)
            return l->templates[i];
    return NULL;
}

/* A file that begins with "Subject:" is a letter, any other a partial. */
static int
parse_sources(struct language *l, const char *folder, char **cause)
{
    l->templates = xcalloc(l->nsources + 1, sizeof *l->templates);
    for (size_t i = 0; i < l->nsources; i++) {
        char *why = NULL;

        if (strncmp(l->sources[i].text, "Subject:", 8) != 0)
            continue;
        l->templates[i] = letter_template_parse(l->sources[i].name, l->sources[i].text, partial, l, &why);
        if (l->templates[i] == NULL ||
            !letter_template_check(l->templates[i], letter_context_keys, letter_context_nkeys, &why)) {
            cause_set(cause, "%s/%s", folder, why);
            free(why);
            return -1;
        }
    }
    for (size_t i = 0; letter_names[i] != NULL; i++)
        if (template(l, letter_names[i]) == NULL)
            return cause_set(cause, "%s: there is no template %s.txt", folder, letter_names[i]);
    return 0;
}

struct letters *
letters_load(const char *folder, const char *language, char **cause)
{
    struct letters *letters = xcalloc(1, sizeof *letters);
    char *languages = xstrdup(language), *rest = languages, *one;
    int rc = 0;

    while (rc == 0 && letters->n < 2 && (one = strsep(&rest, "+")) != NULL) {
        struct language *l = &letters->of[letters->n++];
        char *path = xasprintf("%s/%s", folder, one);

        l->name = xstrdup(one);
        rc = read_sources(l, path, cause);
        if (rc == 0)
            rc = parse_sources(l, path, cause);
        free(path);
    }
    free(languages);
    if (rc == 0)
        return letters;
    letters_free(letters);
    return NULL;
}

void
letters_free(struct letters *letters)
{
    for (size_t i = 0; letters != NULL && i < letters->n; i++) {
        struct language *l = &letters->of[i];

        for (size_t k = 0; k < l->nsources; k++) {
            free(l->sources[k].name);
            free(l->sources[k].text);
            if (l->templates != NULL)
                letter_template_free(l->templates[k]);
        }
        free(l->name);
        free(l->sources);
        free(l->templates);
    }
    free(letters);
}

/* ---- one letter ------------------------------------------------------------------- */

static void
render(struct desk *desk, const struct posting *p, instant now, struct rendered *out)
{
    struct letter_facts facts = p->facts;

    facts.office = &desk->settings->office;
    facts.plan = desk->plan;
    facts.now = now;
    for (size_t i = 0; i < desk->letters->n; i++) {
        const struct language *l = &desk->letters->of[i];
        struct rendered one = {0};
        json_t *context;

        facts.language = l->name;
        context = letter_context(&facts);
        letter_template_render(template(l, p->letter), context, i == 0 ? out : &one);
        if (i > 0)
            rendered_append(out, &one);
        rendered_free(&one);
        json_decref(context);
    }
}

static void
put_answer(const struct answer *a, struct rendered *r)
{
    char *text = xasprintf("%s\n%s", buf_text(&a->text), r->text), *html = xasprintf("<div>%s</div>\n%s", buf_text(&a->html), r->html);

    free(r->text);
    free(r->html);
    r->text = text;
    r->html = html;
}

/* The mail as it will be sent: what was decided is what goes out, whatever
 * becomes of the templates. */
static char *
compose(struct desk *desk, const struct posting *p, instant now, struct letter_row *row, char **cause)
{
    const struct office_settings *office = &desk->settings->office;
    const struct message *m = p->answers;
    struct rendered rendered = {0};
    struct strings references = {0};
    struct letter_head head = { .from_name = office->from_name, .from = office->address, .to = p->to, .cc = p->cc, .date = now,
                                .message_id = row->message_id, .utc_offset = office->utc_offset,
                                .auto_submitted = m != NULL ? "auto-replied" : "auto-generated" };
    char *mail;

    if (m != NULL && m->message_id != NULL) {       /* RFC 5322, 3.6.4 */
        head.in_reply_to = m->message_id;
        for (size_t i = 0; i < m->references.n; i++)
            strings_add(&references, m->references.v[i]);
        strings_add(&references, m->message_id);
        head.references = &references;
    }
    render(desk, p, now, &rendered);
    if (p->answer != NULL)
        put_answer(p->answer, &rendered);
    mail = p->answer != NULL ? letter_compose(&head, &rendered, p->answer->files, p->answer->nfiles, &row->size, cause)
                             : letter_compose(&head, &rendered, p->files, p->nfiles, &row->size, cause);
    row->subject = xstrdup(rendered.subject);
    rendered_free(&rendered);
    strings_free(&references);
    return mail;
}

int
post_today(struct desk *desk, const char *to, int priority, const char *letter, instant now, int64_t *count)
{
    char *folded = text_address_fold(to);
    int rc = letter_to_since(desk->store, folded, priority, letter, now - DAY, count);

    free(folded);
    return rc;
}

/* One address is one recipient however it is written: else capitals would open
 * every cap. */
static int
post_to(struct desk *desk, const struct posting *p, const char *address, instant now)
{
    char *to = text_address_fold(address), *tag = xasprintf("%s %s", p->reason, to), *cause = NULL;
    const struct office_settings *office = &desk->settings->office;
    struct letter_row row = { .reason = xstrdup(p->reason), .recipient = to, .letter = xstrdup(p->letter),
                              .priority = p->priority, .message = p->message, .obligation = p->obligation,
                              .message_id = letter_message_id(office->secret, tag, office->address),
                              /* RFC 3834, 3.3: an automatic reply has the null return path */
                              .envelope_from = xstrdup(p->answers != NULL ? "" : office->address),
                              .created = now, .next_try = now, .state = LETTER_QUEUED, .sent = INSTANT_NONE };
    bool made = false;
    int rc = 0;

    row.mail = compose(desk, p, now, &row, &cause);
    if (row.mail == NULL)               /* an address that cannot be written to: no letter, but no stop either */
        log_warning("no letter \"%s\" for %s: %s", p->letter, p->reason, cause);
    else
        rc = letter_put(desk->store, &row, &made);
    if (rc == 0 && made) {
        char *detail = notice_detail("letter", p->letter, "to", to, NULL);

        rc = journal_add(desk->store, now, "clerk", "letter", p->reason, detail);
        free(detail);
    }
    free(cause);
    free(tag);
    letter_row_clear(&row);
    return rc;
}

int
post_withdrawn(struct desk *desk, int rc, struct strings *reasons, const char *why, instant now)
{
    char *detail = notice_detail("state", letter_state_names[LETTER_WITHDRAWN], "why", why, NULL);

    for (size_t i = 0; rc == 0 && i < reasons->n; i++)
        rc = journal_add(desk->store, now, "clerk", "letter", reasons->v[i], detail);
    free(detail);
    strings_free(reasons);
    return rc;
}

int
post_sending(struct desk *desk, const struct letter_row *row, instant now)
{
    char *detail;
    int rc = letter_sending(desk->store, row->id, now);

    if (rc != 0)
        return rc;
    detail = notice_detail("state", letter_state_names[LETTER_SENDING], "to", row->recipient, NULL);
    rc = journal_add(desk->store, now, "courier", "letter", row->reason, detail);
    free(detail);
    return rc;
}

int
post_answered(struct desk *desk, const struct letter_row *row, const struct post_result *was, instant now)
{
    char *detail = notice_detail("state", letter_state_names[was->state], "to", row->recipient, "reply", was->reply, NULL);
    int rc = letter_result(desk->store, row->id, was->state, was->next_try, was->code, was->reply, now);

    if (rc == 0)
        rc = journal_add(desk->store, now, "courier", "letter", row->reason, detail);
    if (rc == 0 && was->state == LETTER_FAILED)
        rc = bounce_refused(desk, row, was->reply, now);
    if (rc == 0 && was->state == LETTER_FAILED)
        rc = notice_letter_failed(desk, row, was->reply, now);
    free(detail);
    return rc;
}

int
post_letter(struct desk *desk, const struct posting *p, instant now)
{
    int rc = post_to(desk, p, p->to, now);

    for (size_t i = 0; rc == 0 && p->cc != NULL && i < p->cc->n; i++)
        rc = post_to(desk, p, p->cc->v[i], now);
    return rc;
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
