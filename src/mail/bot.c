#include "mail/bot.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "webhook_request.h"

#define ANSWER_MOST (1 << 20)
#define UPDATES_MOST 10                 /* of one answer: each may hold 4,096 letters, and quote as many */
#define PATIENCE 10                     /* seconds beyond those that the service waits */
#define NAME_MOST 64
#define NOTHING_CAME 408                /* Zalo's error_code when the time of a poll is over */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

static const char *const schemes[] = { "zalo", "tgram" };

bool
bot_of(const char *address, const char *server, const char *ca_file, struct bot *bot, char **cause)
{
    size_t n = strcspn(address, ":");

    *bot = (struct bot){0};
    for (size_t i = 0; i < ARRAY_LEN(schemes) && strncmp(address + n, "://", 3) == 0; i++)
        if (strlen(schemes[i]) == n && strncmp(schemes[i], address, n) == 0)
            bot->scheme = schemes[i];
    if (bot->scheme == NULL || address[n + 3] == '\0' ||
        address[n + 3 + strspn(address + n + 3, PLAIN ":")] != '\0') {
        bot->scheme = NULL;
        cause_set(cause, "it must look like zalo://TOKEN or tgram://TOKEN");
        return false;
    }
    bot->token = xstrdup(address + n + 3);
    bot->server = xstrdup(server != NULL ? server : webhook_server(bot->scheme));
    bot->ca_file = xstrdup(ca_file);
    return true;
}

void
bot_clear(struct bot *bot)
{
    if (bot->token != NULL)
        explicit_bzero(bot->token, strlen(bot->token));
    free(bot->token);
    free(bot->server);
    free(bot->ca_file);
    *bot = (struct bot){0};
}

void
heard_free(struct heard *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i].id);
        free(v[i].chat);
        free(v[i].text);
    }
    free(v);
}

/* ---- asking ------------------------------------------------------------------------ */

/* Takes body. */
static enum webhook_result
ask(const struct bot *bot, const char *method, json_t *body, struct request *r, json_t **result,
    char **cause)
{
    struct buf answer = {0};
    struct webhook w = { .method = xstrdup("POST"), .body = json_dumps(body, JSON_COMPACT),
                         .url = xasprintf("%s/bot%s/%s", bot->server, bot->token, method) };
    enum webhook_result rc;

    json_decref(body);
    r->ca_file = bot->ca_file;
    r->most = ANSWER_MOST;
    r->answer = &answer;
    rc = request_run(&w, r, cause);
    *result = rc == WEBHOOK_SENT ? json_loadb(buf_text(&answer), answer.len, 0, NULL) : NULL;
    if (rc == WEBHOOK_SENT && (r->status < 200 || r->status > 299 || !json_is_true(json_object_get(*result, "ok")))) {
        json_int_t code = json_integer_value(json_object_get(*result, "error_code"));

        rc = r->status >= 500 || r->status == 429 || r->status == 408 || code == 429 ||
                     code == NOTHING_CAME
                 ? WEBHOOK_LATER
                 : WEBHOOK_NEVER;
        cause_set(cause, "it answered with status %ld, error_code %" JSON_INTEGER_FORMAT, r->status, code);
    }
    webhook_clear(&w);
    buf_free(&answer);
    return rc;
}

enum webhook_result
bot_say(const struct bot *bot, const char *chat, const char *text, int seconds, char **cause)
{
    struct request r = { .seconds = seconds };
    json_t *result;
    enum webhook_result rc =
        ask(bot, "sendMessage", json_pack("{s:s s:s}", "chat_id", chat, "text", text), &r, &result,
            cause);

    json_decref(result);
    return rc;
}

/* ---- what came ----------------------------------------------------------------------- */

/* A number or a name, as a text; NULL: neither, or not a plain one. */
static char *
name_of(const json_t *value)
{
    char *name = json_is_integer(value) ? xasprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value))
                                        : xstrdup(json_string_value(value));

    if (name != NULL &&
        (*name == '\0' || strlen(name) > NAME_MOST || name[strspn(name, PLAIN)] != '\0')) {
        free(name);
        return NULL;
    }
    return name;
}

/* A code typed into a group would be everybody's, and two bots would never come to an end. */
static bool
from_one_person(const json_t *message)
{
    const json_t *chat = json_object_get(message, "chat");
    const char *kind = json_string_value(json_object_get(chat, "chat_type"));

    if (kind == NULL)
        kind = json_string_value(json_object_get(chat, "type"));
    return kind != NULL && (strcmp(kind, "PRIVATE") == 0 || strcmp(kind, "private") == 0) &&
           !json_is_true(json_object_get(json_object_get(message, "from"), "is_bot"));
}

static void
take(const json_t *update, int64_t *after, struct heard **out, size_t *n)
{
    const json_t *message = json_object_get(update, "message"), *number = json_object_get(update, "update_id");
    const char *text = json_string_value(json_object_get(message, "text"));
    struct heard one = { .id = name_of(number != NULL ? number : json_object_get(message, "message_id")),
                         .chat = name_of(json_object_get(json_object_get(message, "chat"), "id")) };

    if (json_integer_value(number) > *after)
        *after = json_integer_value(number);
    if (one.id == NULL || one.chat == NULL || text == NULL || !from_one_person(message)) {
        free(one.id);
        free(one.chat);
        return;
    }
    one.text = xstrdup(text);
    *ARRAY_MORE(*out, *n) = one;
}

enum webhook_result
bot_poll(const struct bot *bot, int64_t *after, int seconds, const volatile sig_atomic_t *stop,
         struct heard **out, size_t *n, char **cause)
{
    struct request r = { .seconds = seconds + PATIENCE, .stop = stop };
    json_t *body = json_pack("{s:i}", "timeout", seconds), *answer = NULL, *result, *one;
    enum webhook_result rc;
    size_t i;

    *out = NULL;
    *n = 0;
    if (strcmp(bot->scheme, "tgram") == 0)      /* Zalo knows nothing of these */
        json_object_update_new(body,
                               json_pack("{s:I s:i s:[s]}", "offset", (json_int_t)*after + 1,
                                         "limit", UPDATES_MOST, "allowed_updates", "message"));
    rc = ask(bot, "getUpdates", body, &r, &answer, cause);
    result = json_object_get(answer, "result");
    if (rc == WEBHOOK_SENT && json_is_object(result))
        take(result, after, out, n);            /* Zalo gives one */
    else if (rc == WEBHOOK_SENT)
        json_array_foreach(result, i, one)
            take(one, after, out, n);
    else if (json_integer_value(json_object_get(answer, "error_code")) == NOTHING_CAME)
        rc = WEBHOOK_SENT;
    json_decref(answer);
    return rc;
}
