/* The dialogue on one connection.
 *
 * Of a letter MAIL, RCPT and DATA are said in one group, and the group of the
 * next one goes with its text (RFC 2920, 3.1), so that each costs a round trip.
 * Where the server takes no groups each step waits for its answer. A text is
 * begun only after DATA was answered 354, and then it is one that waits for its
 * answer: two letters of a connection are never both in doubt. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "smtp_private.h"

#define PIECE (64u << 10)               /* octets that are put together before they are sent */

void
letter_append(struct smtp_letter **list, struct smtp_letter *t)
{
    while (*list != NULL)
        list = &(*list)->next;
    *list = t;
    t->next = NULL;
}

bool
talk_room(const struct line *l)
{
    const struct smtp_letter *t = l->first;

    return l->open && (t == NULL || (l->pipelining && t->next == NULL && !t->refused &&
                                     t->heard >= STEP_DATA));
}

/* --- saying --------------------------------------------------------------- */

static bool
begins_line(const struct smtp_letter *t, size_t at)
{
    return at == 0 || t->mail[at - 1] == '\n';
}

/* Some of the text, dots at the beginning of a line doubled (RFC 5321, 4.5.2). */
static void
say_text(struct line *l, struct smtp_letter *t)
{
    size_t end = t->n - t->at < PIECE ? t->n : t->at + PIECE;

    while (t->mail != NULL && t->at < end && !t->refused) {
        const char *p = t->mail + t->at, *dot = memchr(p, '.', end - t->at);
        size_t n = dot != NULL ? (size_t)(dot + 1 - p) : end - t->at;

        buf_add(&l->out, p, n);
        if (dot != NULL && begins_line(t, (size_t)(dot - t->mail)))
            buf_addc(&l->out, '.');
        t->at += n;
    }
    if (t->at < t->n && !t->refused)
        return;
    buf_adds(&l->out, t->mail == NULL ? "NOOP\r\n" : begins_line(t, t->at) ? ".\r\n" : "\r\n.\r\n");
    t->said = STEP_TEXT;
}

static void
say_step(struct line *l, struct smtp_letter *t)
{
    if (t->said == STEP_DATA) {
        say_text(l, t);
        return;
    }
    switch (++t->said) {
    case STEP_RSET:
        buf_adds(&l->out, "RSET\r\n");
        break;
    case STEP_MAIL:
        buf_addf(&l->out, "MAIL FROM:<%s>", t->from);
        if (l->sizes)
            buf_addf(&l->out, " SIZE=%zu", t->n);
        buf_adds(&l->out, "\r\n");
        break;
    case STEP_RCPT:
        buf_addf(&l->out, "RCPT TO:<%s>\r\n", t->to);
        break;
    default:
        buf_adds(&l->out, "DATA\r\n");
    }
}

/* To a recipient that was refused a server may still answer DATA with 354: then
 * the empty text is said, and nothing else (RFC 2920, 3.1). */
static bool
may_say(const struct line *l, const struct smtp_letter *t)
{
    if (t->said >= STEP_DATA)
        return t->said == STEP_DATA && t->heard == STEP_DATA;
    return !t->refused && (l->pipelining || t->heard == t->said);
}

void
talk_say(struct line *l)
{
    for (struct smtp_letter *t = l->first; t != NULL; t = t->next) {
        if (t->said == 0) {
            t->said = t->heard = t->mail == NULL ? STEP_DATA : l->dirty ? STEP_AUTH : STEP_RSET;
            l->dirty = false;
        }
        while (l->out.len < PIECE && may_say(l, t))
            say_step(l, t);
        if (t->said < STEP_TEXT || !l->pipelining)
            break;
    }
}

/* --- hearing -------------------------------------------------------------- */

static void
tell(struct smtp_letter *t, enum smtp_result result, int code, enum step step, const char *text)
{
    char *clean = text_clean_line(text, strlen(text));

    t->result = result;
    t->reply.code = code;
    t->reply.envelope = code != 0 && (step == STEP_MAIL || step == STEP_RCPT);
    snprintf(t->reply.text, sizeof t->reply.text, "%s", clean);
    free(clean);
}

/* All that was said of it was answered, the text if it was asked for. */
static bool
is_over(const struct smtp_letter *t, int code)
{
    return t->heard == STEP_TEXT ||
           (t->refused && t->heard == t->said && !(t->heard == STEP_DATA && code == 354));
}

int
talk_hear(struct line *l, struct smtp_letter **done)
{
    const struct answer *a = &l->answer;
    struct smtp_letter *t = l->first;
    enum step step;
    bool good;

    if (a->code == 421 || t == NULL || t->heard == t->said) {
        line_lose(l, buf_text(&a->text));
        return -1;
    }
    step = (enum step)(t->heard + 1);
    good = step == STEP_DATA ? a->code == 354 : a->code >= 200 && a->code < 300;
    if (!good && a->code < 400) {
        line_lose(l, "the server answered what was not asked");
        return -1;
    }
    t->heard = (int)step;
    if (!t->refused && (!good || step == STEP_TEXT))
        tell(t, good ? SMTP_SENT : result_of(step, a), a->code, step, buf_text(&a->text));
    t->refused = t->refused || !good;
    l->deadline = clock_monotonic_ms() + l->account->server->timeout * 1000LL;
    if (!is_over(t, a->code))
        return 0;
    l->used = true;
    l->dirty = step != STEP_TEXT;
    l->first = t->next;
    letter_append(done, t);
    return 0;
}

/* --- when it ends --------------------------------------------------------- */

static void
lost(const struct line *l, struct smtp_letter *t)
{
    enum step step = l->open ? (enum step)(t->heard + 1) : l->step;
    bool said = l->answer.whole && (l->open ? l->answer.code == 421 : l->answer.code >= 400);
    char *why = line_why(l), *words;

    if (said) {
        tell(t, result_of(step, &l->answer), l->answer.code, step, buf_text(&l->answer.text));
    } else if (step == STEP_TEXT && t->mail != NULL) {
        words = xasprintf("no answer after the text was sent: %s", why);
        tell(t, SMTP_UNKNOWN, 354, step, words);
        free(words);
    } else
        tell(t, step <= STEP_MAIL ? SMTP_CHANNEL : SMTP_DROPPED, 0, step, why);
    free(why);
}

void
talk_lost(struct line *l, bool sole, struct smtp_letter **done, struct smtp_letter **again)
{
    bool worth = l->used || !sole;      /* the one behind another is not to blame in any case */

    for (struct smtp_letter *t; (t = l->first) != NULL; worth = true) {
        l->first = t->next;
        if (worth && !t->again && t->heard <= STEP_RSET) {
            t->again = true;
            t->said = t->heard = 0;
            letter_append(again, t);
        } else {
            if (!t->refused)
                lost(l, t);
            letter_append(done, t);
        }
    }
}
