/* Herald: notices from the docket into officers' chats. A process of its own,
 * so that a chat that hangs delays no mail. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "daemon/loops.h"
#include "mail/bot.h"
#include "mail/webhook.h"
#include "office/desk/stop.h"
#include "office/post/chat.h"
#include "listener.h"

#define PATIENCE 30                     /* seconds one notice may take */
#define LOOK 15                         /* seconds between two looks at the docket */
#define TRIES 6
#define RETRY_FIRST 60
#define OLD DAY                         /* what waited so long is news no more */

struct herald {
    struct desk *desk;
    struct strings urls, names; /* addresses or chats, and what their channels are called; "": not a form that we know */
    size_t fixed;               /* those of the configuration: links stand behind them */
    struct listener ear;
};

/* ---- one notice ---------------------------------------------------------------------- */

static int record(struct herald *h, const char *channel, const struct chat_row *row, bool all,
                  enum webhook_result result, const char *cause)
{
    static const char *const states[] = { [WEBHOOK_SENT] = "sent",
                                          [WEBHOOK_LATER] = "queued",
                                          [WEBHOOK_NEVER] = "failed",
                                          [WEBHOOK_UNKNOWN] = "unknown" };
    struct store *store = h->desk->store;
    instant now = clock_now();
    int rc;

    if (result == WEBHOOK_LATER && row->attempts + 1 >= TRIES)
        result = WEBHOOK_NEVER;
    if (result != WEBHOOK_SENT)
        log_warning("chat %s: a notice %s: %s", channel,
                    result == WEBHOOK_LATER ? "is not sent yet" : "is given up", cause);
    if (store_begin(store) != 0)
        return -1;
    rc = chat_end(store, row->id, states[result],
                  result == WEBHOOK_LATER ? now + (RETRY_FIRST << row->attempts) : now, cause);
    if (rc == 0 && all && result == WEBHOOK_SENT)
        rc = chat_merge(store, channel, row->last);
    return store_end(store, rc);
}

static int
send_one(struct herald *h, size_t i, const struct chat_row *row, const char *digest)
{
    const struct chat_settings *c = &h->desk->settings->chat;
    enum webhook_result result = WEBHOOK_NEVER;
    struct webhook w = {0};
    char *cause = NULL;
    int rc;

    if (chat_begin(h->desk->store, row->id) != 0)
        return -1;
    if (i >= h->fixed)
        result = bot_say(&h->ear.bot, h->urls.v[i], digest != NULL ? digest : row->text, PATIENCE,
                         &cause);
    else if (webhook_of(h->urls.v[i], digest != NULL ? digest : row->text, &w, &cause))
        result = webhook_send(&w, c->ca_file, PATIENCE, &cause);
    rc = record(h, h->names.v[i], row, digest != NULL, result, cause != NULL ? cause : "");
    webhook_clear(&w);
    free(cause);
    return rc;
}

/* What is due on one channel. One that fails is left for the next look. */
static int
serve(struct herald *h, size_t i, instant *wait)
{
    int rc = 0;

    while (rc == 0 && !stop) {
        struct chat_row row;
        char *digest = NULL;
        instant at = INSTANT_NONE;

        rc = chat_plan(h->desk, h->names.v[i], clock_now(), &row, &digest, &at);
        if (rc == 0)
            rc = send_one(h, i, &row, digest);
        else if (rc == 1 && at != INSTANT_NONE && (*wait == INSTANT_NONE || at < *wait))
            *wait = at;
        chat_row_clear(&row);
        free(digest);
    }
    return rc < 0 ? -1 : 0;
}

/* ---- the loop ------------------------------------------------------------------------ */

static void
check_channels(const struct herald *h)
{
    const struct strings *urls = &h->desk->settings->chat.urls;

    for (size_t i = 0; i < urls->n; i++) {
        char *cause = NULL;
        struct webhook w;

        if (!webhook_of(urls->v[i], "", &w, &cause))
            log_error("chat.urls_file: address %zu: %s", i + 1, cause);
        webhook_clear(&w);
        free(cause);
    }
}

/* Officers link and unlink at any time; one who is an officer no more gets nothing. */
static int
name_channels(struct herald *h)
{
    const struct strings *urls = &h->desk->settings->chat.urls;
    struct link_row *rows = NULL;
    size_t n = 0;
    int rc = h->ear.bot.scheme == NULL ? 0 : link_list(h->desk->store, &rows, &n);

    strings_free(&h->urls);
    strings_free(&h->names);
    for (size_t i = 0; i < urls->n; i++) {
        char *name = chat_channel(urls->v[i]);

        strings_add(&h->urls, urls->v[i]);
        strings_take(&h->names, name != NULL ? name : xstrdup(""));
    }
    h->fixed = h->names.n;
    for (size_t i = 0; i < n; i++)
        if (settings_officer(h->desk->settings, rows[i].officer) != NULL) {
            strings_add(&h->urls, rows[i].chat);
            strings_add(&h->names, rows[i].channel);
        }
    link_rows_free(rows, n);
    return rc;
}

static int
serve_all(struct herald *h)
{
    instant wait = INSTANT_NONE;
    int rc = name_channels(h);

    for (size_t i = 0; rc == 0 && i < h->names.n; i++)
        rc = *h->names.v[i] != '\0' ? serve(h, i, &wait) : 0;
    return rc;
}

int
herald_run(struct desk *desk, bool once)
{
    struct herald h = { .desk = desk };
    int rc = 0;

    log_as("herald");
    if (chat_recover(desk->store, clock_now() - OLD) != 0)
        return -1;
    listener_open(&h.ear, desk);
    check_channels(&h);
    do {
        if (once)
            rc = listener_wait(&h.ear, 0);
        if (rc == 0)
            rc = serve_all(&h);
        if (rc == 0 && !once)
            rc = listener_wait(&h.ear, LOOK);
    } while (rc == 0 && !stop && !once);
    listener_close(&h.ear);
    strings_free(&h.urls);
    strings_free(&h.names);
    return rc;
}
