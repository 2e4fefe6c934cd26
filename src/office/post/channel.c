#include "office/post/channel.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/docket.h"

static const struct { const char *stands, *over, *what; } kinds[CHANNELS] = {   /* stands: "" or absent: all is well */
    [CHANNEL_SENDING] = { "courier.channel", "courier.channel.last", "sending" },
    [CHANNEL_MAILBOX] = { "intake.channel", "intake.channel.last", "reading the mailbox" },
};

void
channel_clear(struct channel *c)
{
    free(c->reply);
    free(c->refusal);
    *c = (struct channel){ .since = INSTANT_NONE, .until = INSTANT_NONE };
}

static char *
text_of(const json_t *o, const char *key)
{
    return xstrdup(json_string_value(json_object_get(o, key)));
}

static int
load(struct desk *desk, const char *key, struct channel *c)
{
    char *value = NULL;
    int rc = store_setting(desk->store, key, &value);
    json_t *o = rc == 0 ? json_loads(value, 0, NULL) : NULL, *until = json_object_get(o, "until");

    *c = (struct channel){ .since = INSTANT_NONE, .until = INSTANT_NONE };
    if (o != NULL) {
        c->since = json_integer_value(json_object_get(o, "since"));
        c->until = json_is_integer(until) ? json_integer_value(until) : INSTANT_NONE;
        c->reply = text_of(o, "reply");
        c->refusal = text_of(o, "refusal");
        c->logins = (int)json_integer_value(json_object_get(o, "logins"));
    }
    rc = rc < 0 ? -1 : o == NULL;
    json_decref(o);
    free(value);
    return rc;
}

static int
save(struct desk *desk, const char *key, const struct channel *c)
{
    json_t *o = json_pack("{s:I s:s? s:s? s:i}", "since", (json_int_t)c->since, "reply", c->reply,
                          "refusal", c->refusal, "logins", c->logins);
    char *text;
    int rc;

    if (c->until != INSTANT_NONE)
        json_object_set_new(o, "until", json_integer(c->until));
    text = json_dumps(o, JSON_COMPACT);
    rc = store_setting_put(desk->store, key, text);
    free(text);
    json_decref(o);
    return rc;
}

int
channel_get(struct desk *desk, enum channel_kind kind, struct channel *c)
{
    return load(desk, kinds[kind].stands, c);
}

int
channel_last(struct desk *desk, enum channel_kind kind, struct channel *c)
{
    return load(desk, kinds[kind].over, c);
}

/* Of the mailbox, for what an order may do hangs on it (docketctl rebuild). */
static int
journal_change(struct desk *desk, enum channel_kind kind, const char *state, const char *reply,
               instant now)
{
    char *detail = journal_detail("channel", state, "reply", reply, NULL);
    int rc = kind == CHANNEL_MAILBOX ? journal_add(desk->store, now, "intake", "channel", "mailbox", detail) : 0;

    free(detail);
    return rc;
}

int
channel_fault(struct desk *desk, enum channel_kind kind, const char *reply, const char *refusal,
              bool login, instant now)
{
    struct channel c;
    int rc = channel_get(desk, kind, &c);

    if (rc == 1) {
        c.since = now;
        rc = journal_change(desk, kind, "rests", reply, now);
    }
    free(c.reply);
    free(c.refusal);
    c.reply = xstrdup(reply);
    c.refusal = xstrdup(refusal);
    c.logins = login ? c.logins + 1 : 0;
    rc = rc < 0 ? -1 : save(desk, kinds[kind].stands, &c);
    channel_clear(&c);
    return rc;
}

int
channel_works(struct desk *desk, enum channel_kind kind, instant now)
{
    struct channel c;
    int rc = channel_get(desk, kind, &c);

    if (rc == 0) {
        char since[21];

        instant_write(c.since, since);
        log_notice("%s works again; it had rested since %s: %s", kinds[kind].what, since,
                   c.reply == NULL ? "" : c.reply);
        c.until = now;
        rc = save(desk, kinds[kind].over, &c) != 0
                 ? -1
                 : store_setting_put(desk->store, kinds[kind].stands, "");
        if (rc == 0)
            rc = journal_change(desk, kind, "works", NULL, now);
    }
    channel_clear(&c);
    return rc < 0 ? -1 : 0;
}

char *
channel_refusal(const char *reply)
{
    char *words = xstrdup(reply), *rest = words, *word;
    struct buf b = {0};
    int n = 0;

    /* The code and the enhanced one stand first; further on numbers are of this very mail. */
    while ((word = strsep(&rest, " \t")) != NULL)
        if (*word != '\0' && ((n++ < 2 && word[strspn(word, "0123456789.")] == '\0') ||
                              strpbrk(word, "0123456789@") == NULL))
            buf_addf(&b, "%s%s", b.len > 0 ? " " : "", word);
    free(words);
    return buf_take(&b);
}
