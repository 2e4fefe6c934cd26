#include "listener.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"
#include "office/post/link.h"

#define SAY 15                          /* seconds an answer may take */
#define RETRY_FIRST 15
#define RETRY_MOST HOUR
#define AFTER "herald.after"

void
listener_open(struct listener *l, struct desk *desk)
{
    const struct chat_settings *c = &desk->settings->chat;
    char *cause = NULL, *after = NULL;

    *l = (struct listener){ .desk = desk };
    if (c->bot == NULL)
        return;
    if (!bot_of(c->bot, c->bot_server, c->ca_file, &l->bot, &cause))
        log_error("chat.bot_file: %s", cause);
    if (store_setting(desk->store, AFTER, &after) == 0)
        l->after = strtoll(after, NULL, 10);
    free(after);
    free(cause);
}

void
listener_close(struct listener *l)
{
    bot_clear(&l->bot);
}

/* The docket knows of it before it is answered: at most one answer goes out. */
static int
hear(struct listener *l, const struct heard *h)
{
    char *answer = NULL, *cause = NULL;
    int rc = link_hear(l->desk, &l->bot, h, clock_now(), &answer);

    if (answer != NULL && bot_say(&l->bot, h->chat, answer, SAY, &cause) != WEBHOOK_SENT)
        log_warning("chat: an answer did not arrive: %s", cause);
    if (answer != NULL)
        wake_ring(l->desk->settings->runtime, "courier");
    free(answer);
    free(cause);
    return rc;
}

/* A dead service is asked less and less often, and told once. */
static void
note(struct listener *l, enum webhook_result result, const char *cause)
{
    instant pause;

    if (result == WEBHOOK_SENT) {
        if (l->failures > 0)
            log_notice("chat: the bot is heard again");
        l->failures = 0;
        return;
    }
    pause = result == WEBHOOK_NEVER || l->failures > 8 ? RETRY_MOST : RETRY_FIRST << l->failures;
    l->next = clock_now() + (pause > RETRY_MOST ? RETRY_MOST : pause);
    if (l->failures++ == 0)
        log_error("chat: the bot cannot be heard: %s", cause);
}

static int
ask(struct listener *l, int seconds, size_t *n)
{
    struct heard *list = NULL;
    int64_t before = l->after;
    char *cause = NULL, number[24];
    enum webhook_result result = bot_poll(&l->bot, &l->after, seconds, &stop, &list, n, &cause);
    int rc = 0;

    if (!stop)
        note(l, result, cause);
    for (size_t i = 0; rc == 0 && i < *n; i++)
        rc = hear(l, &list[i]);
    snprintf(number, sizeof number, "%" PRId64, l->after);
    if (rc == 0 && l->after != before)
        rc = store_setting_put(l->desk->store, AFTER, number);
    heard_free(list, *n);
    free(cause);
    return rc;
}

int
listener_wait(struct listener *l, int seconds)
{
    int64_t start = clock_monotonic_ms();
    size_t n = 0;
    int rc = 0, left;

    if (l->bot.scheme != NULL && clock_now() >= l->next)
        rc = ask(l, seconds, &n);
    left = seconds - (int)((clock_monotonic_ms() - start) / 1000);
    if (rc == 0 && left > 0 && !stop)
        rest_seconds(n > 0 ? 1 : left);         /* a service that gives the same again is no reason to hurry */
    return rc;
}
