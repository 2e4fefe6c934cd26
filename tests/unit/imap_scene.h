/* A client of a scripted IMAP server, and what its sink saw. */
#ifndef DOCKETD_TESTS_IMAP_SCENE_H
#define DOCKETD_TESTS_IMAP_SCENE_H

#include "mail_script.h"

#include "../../src/mail/imap_private.h"
#include "base/problem.h"
#include "mail/imap.h"

#define GREETING { NULL, "* OK ready\r\n", AT_ONCE }
#define CAPABLE(of) { "CAPABILITY", "* CAPABILITY IMAP4rev1 " of "\r\n%T OK done\r\n", AT_ONCE }
#define LOGGED_IN GREETING, CAPABLE(""), { "LOGIN", "%T OK in\r\n", AT_ONCE }, CAPABLE("IDLE MOVE")
#define SELECTED \
    { "SELECT", "* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] kept\r\n* 3 EXISTS\r\n* 0 RECENT\r\n" \
      "* OK [UIDVALIDITY 77] v\r\n* OK [UIDNEXT 10] n\r\n%T OK [READ-WRITE] s\r\n", AT_ONCE }
#define OPENED LOGGED_IN, SELECTED
#define DATE "INTERNALDATE \" 9-Jun-2023 17:00:05 +0700\""

struct story {
    struct peer peer;
    struct server server;
    struct imap *imap;
    struct imap_folder folder;
    char *cause;
    struct buf got;             /* what the sink saw, as text */
    int begun, whole, broken;
    bool refuses;               /* the sink takes nothing */
};

static inline int
on_begin(void *arg, uint32_t uid)
{
    struct story *s = arg;

    buf_addf(&s->got, "<%u ", uid);
    s->begun++;
    return 0;
}

static inline int
on_bytes(void *arg, const void *bytes, size_t n)
{
    struct story *s = arg;

    if (s->refuses)
        return cause_set(&s->cause, "archive: no space left");
    if (s->got.len < 4096)
        buf_add(&s->got, bytes, n);
    return 0;
}

static inline int
on_end(void *arg, uint32_t uid, instant received, uint64_t size, bool whole)
{
    struct story *s = arg;
    char at[21] = "never";

    if (received != INSTANT_NONE)
        instant_write(received, at);
    buf_addf(&s->got, " %u %s %lu%s>", uid, at, (unsigned long)size, whole ? "" : " broken");
    *(whole ? &s->whole : &s->broken) += 1;
    return 0;
}

static inline void
begin(struct story *s, const struct step *steps, size_t n, long cut)
{
    *s = (struct story){0};
    peer_begin(&s->peer, steps, n, cut);
    s->server = peer_server(&s->peer, TLS_NONE);
}

static inline void
open_folder(struct story *s)
{
    s->imap = imap_open(&s->server, &s->cause);
    if (s->imap == NULL || imap_select(s->imap, "INBOX", "docketd", &s->folder, &s->cause) != 0)
        fail_msg("%s", s->cause);
}

static inline int
fetch(struct story *s, uint32_t first, uint32_t last)
{
    const struct imap_sink sink = { on_begin, on_bytes, on_end, s };
    uint32_t uids[16];
    size_t n = 0;

    for (uint32_t u = first; u <= last; u++)
        uids[n++] = u;
    return imap_fetch(s->imap, uids, n, &sink, &s->cause);
}

static inline void
end(struct story *s)
{
    imap_close(s->imap);
    peer_end(&s->peer);
    peer_forget(&s->peer);
    buf_free(&s->got);
    free(s->cause);
}

#define STORY(s, ...) \
    static const struct step steps[] = { __VA_ARGS__ }; \
    struct story s; \
    begin(&s, steps, ARRAY_LEN(steps), -1)

static inline void
assert_holds(const char *text, const char *part)
{
    if (text == NULL || strstr(text, part) == NULL)
        fail_msg("\"%s\" does not hold \"%s\"", text != NULL ? text : "(null)", part);
}

#endif
