#include "office/remind/watch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/words.h"
#include "office/post/channel.h"
#include "office/post/post.h"
#include "office/post/start.h"
#include "office/remind/alarm.h"
#include "office/remind/health.h"

#define LOGINS 3                        /* refused in a row: no passing whim of the server */

struct trouble {
    bool is;
    instant since;
    char *reply;                        /* what the server said; NULL */
};

/* ---- what is watched --------------------------------------------------------------- */

static int
mailbox_look(struct desk *desk, bool settled, instant now, struct trouble *t)
{
    struct channel ch;
    int rc = health_unread(desk, now, &t->is, &t->since), fault;

    if (rc == 0 && t->since == INSTANT_NONE)
        rc = start_first(desk, &t->since);
    if (rc != 0 || (fault = channel_get(desk, CHANNEL_MAILBOX, &ch)) < 0)
        return -1;
    t->is = t->is && t->since != INSTANT_NONE && now - t->since >= desk->settings->alarm.after &&
            (settled || fault == 0);    /* a machine that was off has yet to look */
    t->reply = xstrdup(ch.reply);
    channel_clear(&ch);
    return 0;
}

static int
login_look(struct desk *desk, bool settled, instant now, struct trouble *t)
{
    struct channel ch;
    int rc = channel_get(desk, CHANNEL_MAILBOX, &ch);

    (void)settled;
    (void)now;
    t->is = rc == 0 && ch.logins >= LOGINS;
    t->since = ch.since;
    t->reply = xstrdup(ch.reply);
    channel_clear(&ch);
    return rc < 0 ? -1 : 0;
}

/* What an officer stopped, or a limit keeps back, is no trouble. */
static int
letters_look(struct desk *desk, bool settled, instant now, struct trouble *t)
{
    struct health h;
    int rc = health_load(desk, now, &h);

    (void)settled;
    if (rc != 0)
        return -1;
    t->is = h.waiting > 0 && h.paused == INSTANT_NONE && h.sending.since != INSTANT_NONE &&
            now - h.sending.since >= desk->settings->alarm.after;
    t->since = h.sending.since;
    t->reply = xstrdup(h.sending.reply);
    health_clear(&h);
    return 0;
}

static const struct watched {
    const char *name, *over;            /* as the notice is called, and its reason begins */
    enum role least;                    /* who is told by letter; ROLES: nobody, for none goes out */
    const char *words;                  /* for the alarm: "%s since ..." */
    int (*look)(struct desk *, bool settled, instant now, struct trouble *);
} watched[] = {
    { "mailbox", "mailbox_over", ROLE_OFFICER, "The mailbox is not read", mailbox_look },
    { "login", "login_over", ROLE_LEAD, "The mailbox refuses the login", login_look },
    { "letters", "letters_over", ROLES, "No letter goes out", letters_look },
};

/* ---- telling --------------------------------------------------------------------- */

/* An office without a lead has its officers. */
static enum role
least_of(const struct desk *desk, enum role wanted)
{
    for (size_t i = 0; i < desk->settings->nofficers; i++)
        if (desk->settings->officers[i].role >= wanted)
            return wanted;
    return ROLE_OFFICER;
}

int
watch_notice(struct desk *desk, const char *reason, const char *reply, instant now)
{
    size_t n = strcspn(reason, ":");

    for (size_t i = 0; i < 2 * ARRAY_LEN(watched); i++) {
        const struct watched *w = &watched[i / 2];
        const char *name = i % 2 == 0 ? w->name : w->over;
        struct posting p = { .letter = "operator", .reason = reason, .priority = PRIORITY_ANSWER,
                             .facts = { .notice = name, .reply = reply } };

        if (strncmp(name, reason, n) != 0 || name[n] != '\0' || reason[n] == '\0')
            continue;
        p.facts.told = strtoll(reason + n + 1, NULL, 10);
        return w->least == ROLES ? 0 : post_officers(desk, least_of(desk, w->least), &p, now);
    }
    return 1;
}

/* since "": it is over. */
static int
tell(struct desk *desk, const struct watched *w, const char *since, const char *told,
     const char *reply, instant now)
{
    char *key = xasprintf("watch.%s", w->name),
         *reason = *since != '\0' ? xasprintf("%s:%s", w->name, since)
                                  : xasprintf("%s:%s", w->over, told);
    int rc = store_begin(desk->store);

    if (rc == 0) {
        rc = watch_notice(desk, reason, *since != '\0' ? reply : NULL, now);
        if (rc == 0)
            rc = store_setting_put(desk->store, key, since);
        rc = store_end(desk->store, rc);
    }
    free(key);
    free(reason);
    return rc;
}

static void
ring(const struct desk *desk, const struct watched *w, const char *since, const char *told,
     const char *reply)
{
    bool is = *since != '\0';
    int offset = desk->settings->office.utc_offset;
    char *when = words_moment(strtoll(is ? since : told, NULL, 10), offset, "en"),
         *words = xasprintf("docketd, %s\n%s: %s%s.\n%s%s%s", desk->settings->office.address,
                            w->words, is ? "since " : "that is over, it was so since ", when,
                            is && reply != NULL ? reply : "", is && reply != NULL ? "\n" : "",
                            is ? "docketctl doctor says what to do.\n" : "");

    alarm_ring(desk, words);
    free(words);
    free(when);
}

/* Another beginning than the one that was told: it was over in between. */
static int
watch(struct desk *desk, const struct watched *w, bool settled, instant now)
{
    char *key = xasprintf("watch.%s", w->name), *told = NULL, since[24] = "";
    const char *was;
    struct trouble t = {0};
    int rc = store_setting(desk->store, key, &told) < 0 ||
                     w->look(desk, settled, now, &t) != 0 ? -1 : 0;

    if (t.is)
        snprintf(since, sizeof since, "%" PRId64, t.since);
    was = told == NULL ? "" : told;
    if (rc == 0 && strcmp(since, was) != 0)
        rc = tell(desk, w, since, was, t.reply, now);
    if (rc == 0 && strcmp(since, was) != 0)
        ring(desk, w, since, was, t.reply);
    free(t.reply);
    free(told);
    free(key);
    return rc;
}

int
watch_tick(struct desk *desk, bool settled, instant now)
{
    for (size_t i = 0; i < ARRAY_LEN(watched); i++)
        if (watch(desk, &watched[i], settled, now) != 0)
            return -1;
    return 0;
}
