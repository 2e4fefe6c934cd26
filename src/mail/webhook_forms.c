/* Addresses to requests: one row a service. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "mail/webhook.h"

#define TEXT_MOST 1000
#define PARTS 6

/* scheme://[user[:password]@]first/second/third: percent signs undone. */
struct address {
    char *user, *password, *part[PARTS];
    int n;
};

static char *
undone(const char *text, size_t n)
{
    struct buf b = {0};

    for (size_t i = 0; i < n; i++) {
        char hex[3] = { text[i] == '%' && i + 2 < n ? text[i + 1] : '\0',
                        i + 2 < n ? text[i + 2] : '\0', '\0' };

        if (hex[0] != '\0' && strspn(hex, "0123456789abcdefABCDEF") == 2) {
            buf_addc(&b, (char)strtol(hex, NULL, 16));
            i += 2;
        } else {
            buf_addc(&b, text[i]);
        }
    }
    return b.len == 0 ? xstrdup("") : buf_take(&b);
}

static void
address_read(const char *rest, struct address *a)
{
    const char *at = strchr(rest, '@'), *slash = strchr(rest, '/'), *colon;

    if (at != NULL && (slash == NULL || at < slash)) {
        colon = memchr(rest, ':', (size_t)(at - rest));
        a->user = undone(rest, (size_t)((colon != NULL ? colon : at) - rest));
        a->password = colon != NULL ? undone(colon + 1, (size_t)(at - colon - 1)) : NULL;
        rest = at + 1;
    }
    for (size_t n; a->n < PARTS && *(rest += *rest == '/') != '\0' && (n = strcspn(rest, "/?")) > 0;
         rest += n)
        a->part[a->n++] = undone(rest, n);
}

static void
address_clear(struct address *a)
{
    free(a->user);
    free(a->password);
    for (int i = 0; i < a->n; i++)
        free(a->part[i]);
}

static void
body_of(struct webhook *w, json_t *object)
{
    w->body = json_dumps(object, JSON_COMPACT);
    json_decref(object);
}

/* RFC 3986, 2.3: what need not be written apart in a path. */
static char *
escaped(const char *text)
{
    struct buf b = {0};

    for (; *text != '\0'; text++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *text) !=
            NULL)
            buf_addc(&b, *text);
        else
            buf_addf(&b, "%%%02X", (unsigned char)*text);
    return buf_take(&b);
}

/* ---- services ------------------------------------------------------------------------ */

static void
bot(struct webhook *w, const struct address *a, const char *server, const char *text)
{
    w->url = xasprintf("%s/bot%s/sendMessage", server, a->part[0]);
    body_of(w, json_pack("{s:s s:s}", "chat_id", a->part[1], "text", text));
    w->says_ok = true;
}

static void
slack(struct webhook *w, const struct address *a, const char *http, const char *text)
{
    (void)http;
    w->url =
        xasprintf("https://hooks.slack.com/services/%s/%s/%s", a->part[0], a->part[1], a->part[2]);
    body_of(w, json_pack("{s:s}", "text", text));
}

static void
mattermost(struct webhook *w, const struct address *a, const char *http, const char *text)
{
    w->url = xasprintf("%s://%s/hooks/%s", http, a->part[0], a->part[1]);
    body_of(w, json_pack("{s:s s:s*}", "text", text, "username", a->user));
}

/* Each event has an id of its own: the server takes the same one once. */
static void
matrix(struct webhook *w, const struct address *a, const char *http, const char *text)
{
    unsigned char bits[8];
    char hex[HASH_HEX], *room = escaped(a->part[1]);

    random_bytes(bits, sizeof bits);
    hash_of(bits, sizeof bits, hex);
    w->method = xstrdup("PUT");
    w->url = xasprintf("%s://%s/_matrix/client/v3/rooms/%s/send/m.room.message/%.16s", http,
                       a->part[0], room, hex);
    w->authorization = xasprintf("Bearer %s", a->user);
    body_of(w, json_pack("{s:s s:s}", "msgtype", "m.text", "body", text));
    free(room);
}

static void
basic(struct webhook *w, const struct address *a)
{
    char *both, *words;

    if (a->user == NULL)
        return;
    both = xasprintf("%s:%s", a->user, a->password != NULL ? a->password : "");
    words = base64_of(both, strlen(both));
    w->authorization =
        a->password != NULL ? xasprintf("Basic %s", words) : xasprintf("Bearer %s", a->user);
    free(words);
    free(both);
}

/* ntfy://topic alone is at ntfy.sh. */
static void
ntfy(struct webhook *w, const struct address *a, const char *http, const char *text)
{
    const char *topic = a->part[a->n - 1];

    w->url = a->n == 1 ? xstrdup("https://ntfy.sh/") : xasprintf("%s://%s/", http, a->part[0]);
    basic(w, a);
    body_of(w, json_pack("{s:s s:s}", "topic", topic, "message", text));
}

static void
json(struct webhook *w, const struct address *a, const char *http, const char *text)
{
    struct buf path = {0};

    for (int i = 0; i < a->n; i++)
        buf_addf(&path, "%s%s", i > 0 ? "/" : "", a->part[i]);
    w->url = xasprintf("%s://%s%s", http, buf_text(&path), a->n == 1 ? "/" : "");
    basic(w, a);
    body_of(w, json_pack("{s:s s:s s:s s:s}", "version", "1.0", "title", "docketd", "message", text,
                         "type", "info"));
    buf_free(&path);
}

static const struct service {
    const char *scheme, *http;  /* http: or the whole server, of a bot */
    int least, most;            /* parts */
    bool user;                  /* a token must stand before the @ */
    void (*make)(struct webhook *, const struct address *, const char *http, const char *text);
    const char *form;
} services[] = {
    { "zalo", "https://bot-api.zaloplatforms.com", 2, 2, false, bot, "zalo://TOKEN/CHAT_ID" },
    { "tgram", "https://api.telegram.org", 2, 2, false, bot, "tgram://TOKEN/CHAT_ID" },
    { "slack", NULL, 3, 3, false, slack, "slack://TOKEN_A/TOKEN_B/TOKEN_C" },
    { "mmost", "http", 2, 2, false, mattermost, "mmosts://HOST/TOKEN" },
    { "mmosts", "https", 2, 2, false, mattermost, "mmosts://HOST/TOKEN" },
    { "matrix", "http", 2, 2, true, matrix, "matrixs://TOKEN@HOST/!ROOM:SERVER" },
    { "matrixs", "https", 2, 2, true, matrix, "matrixs://TOKEN@HOST/!ROOM:SERVER" },
    { "ntfy", "http", 1, 2, false, ntfy, "ntfys://HOST/TOPIC" },
    { "ntfys", "https", 1, 2, false, ntfy, "ntfys://HOST/TOPIC" },
    { "json", "http", 1, PARTS, false, json, "jsons://HOST/PATH" },
    { "jsons", "https", 1, PARTS, false, json, "jsons://HOST/PATH" },
};

static const struct service *
service_of(const char *address)
{
    for (size_t i = 0; i < ARRAY_LEN(services); i++) {
        size_t n = strlen(services[i].scheme);

        if (strncmp(address, services[i].scheme, n) == 0 && strncmp(address + n, "://", 3) == 0)
            return &services[i];
    }
    return NULL;
}

const char *
webhook_server(const char *scheme)
{
    for (size_t i = 0; i < ARRAY_LEN(services); i++)
        if (strcmp(services[i].scheme, scheme) == 0)
            return services[i].make == bot ? services[i].http : NULL;
    return NULL;
}

/* An address becomes a line of a request: nothing but what is printed. */
static bool
is_plain(const char *address)
{
    for (; *address != '\0'; address++)
        if (*address <= ' ' || *address > '~')
            return false;
    return true;
}

bool
webhook_of(const char *address, const char *text, struct webhook *w, char **cause)
{
    const struct service *s = service_of(address);
    struct address a = {0};
    char *cut = text_cut(text, TEXT_MOST);
    bool fine = true;

    *w = (struct webhook){ .body = NULL };
    if (s != NULL)
        address_read(address + strlen(s->scheme) + 3, &a);
    if (s == NULL && strncmp(address, "exec:/", 6) != 0)
        cause_set(
            cause,
            "its form is not known; known are zalo, tgram, slack, mmost(s), matrix(s), ntfy(s), json(s) and exec:/PROGRAM");
    else if (s == NULL) {
        w->program = xstrdup(address + strlen("exec:"));
        body_of(w, json_pack("{s:s s:s}", "title", "docketd", "message", cut));
    } else if (!is_plain(address) || a.n < s->least || a.n > s->most ||
               (s->user && (a.user == NULL || *a.user == '\0')))
        cause_set(cause, "it must look like %s", s->form);
    else
        s->make(w, &a, s->http, cut);
    fine = w->url != NULL || w->program != NULL;
    if (fine && w->method == NULL)
        w->method = xstrdup("POST");
    address_clear(&a);
    free(cut);
    return fine;
}

void
webhook_clear(struct webhook *w)
{
    char **v[] = { &w->method, &w->url, &w->body, &w->authorization, &w->program };

    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        if (*v[i] != NULL)
            explicit_bzero(*v[i], strlen(*v[i]));
        free(*v[i]);
    }
    *w = (struct webhook){0};
}
