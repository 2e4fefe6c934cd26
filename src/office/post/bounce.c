/* Addresses that sent our mail back. */
#include "office/post/bounce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "office/post/post.h"

#define ID_MOST 200             /* octets before the "@" */
#define REPORTED_WITHIN (10 * DAY)      /* a report comes so long after its letter; servers give up after five days */

static int
note(struct desk *desk, const char *actor, const char *address, const char *reply, instant now)
{
    char *folded = address_fold(address), *detail = journal_detail("reply", reply, NULL);
    int rc = bounced_put(desk->store, folded, now, reply);

    if (rc == 0)
        rc = journal_add(desk->store, now, actor, "bounced", folded, detail);
    free(folded);
    free(detail);
    return rc;
}

/* What a report that gives no reason in fields says in its subject when the mail
 * is only late. */
static bool
says_delayed(const char *subject)
{
    static const char *const words[] = { "delayed", "warning", "retried", "temporar" };

    for (size_t i = 0; subject != NULL && i < ARRAY_LEN(words); i++)
        if (strcasestr(subject, words[i]) != NULL)
            return true;
    return false;
}

/* X.4.7, delivery time expired (RFC 3463): given up, though some then still say "delayed". */
static bool
expired(const char *status)
{
    return strlen(status) >= 5 && strncmp(status + 1, ".4.7", 4) == 0 &&
           (status[5] < '0' || status[5] > '9');
}

/* RFC 3464: of several recipients one that failed for good is enough; "delayed"
 * is no failure (2.3.3), nor is a receipt for reading (RFC 8098). Without an
 * Action the class of the Status speaks (RFC 3463); a report in words only is
 * taken for a failure. */
static bool
is_failure(const struct message *m)
{
    const char *status = NULL;
    bool action = false;

    for (size_t i = 0; i < m->ndsn; i++) {
        if (strcmp(m->dsn[i].tag, "disposition") == 0)
            return false;
        if (strcmp(m->dsn[i].tag, "action") == 0 && strncasecmp(m->dsn[i].value, "failed", 6) == 0)
            return true;
        if (strcmp(m->dsn[i].tag, "status") == 0 && expired(m->dsn[i].value))
            return true;
        action = action || strcmp(m->dsn[i].tag, "action") == 0;
        if (status == NULL && strcmp(m->dsn[i].tag, "status") == 0)
            status = m->dsn[i].value;
    }
    return !action && (status != NULL ? *status == '5' : !says_delayed(m->subject));
}

static const char *
field_of(const struct message *m, const char *tag)
{
    for (size_t i = 0; i < m->ndsn; i++)
        if (strcmp(m->dsn[i].tag, tag) == 0)
            return m->dsn[i].value;
    return NULL;
}

/* "full@b.example: 552 5.2.2 mailbox full" (OpenSMTPD), or "<a@b.example>:" with the reason in the
 * line below (qmail): where the fields name none. Owned by the caller; NULL: none. */
static char *
words_about(const struct message *m, const char *address)
{
    const char *at = m->text_full, *line;

    if (address == NULL)
        return NULL;
    while (at != NULL && (at = strcasestr(at, address)) != NULL) {
        at += strlen(address);
        line = at + (*at == '>');
        if (*line != ':')
            continue;
        line += 1 + strspn(line + 1, " \t\r");
        line += *line == '\n' ? 1 + strspn(line + 1, " \t") : 0;
        if (strcspn(line, "\r\n") > 0)
            return text_clean_line(line, strcspn(line, "\r\n"));
    }
    return NULL;
}

/* "rfc822; a@b.example"; owned by the caller, NULL: none. */
static char *
address_in(const char *field)
{
    const char *at = field == NULL ? NULL : strchr(field, ';');
    char *bare, *folded;

    if (at == NULL)
        return NULL;
    at += 1 + strspn(at + 1, " <");
    bare = xstrndup(at, strcspn(at, " >"));
    folded = address_fold(bare);
    free(bare);
    return folded;
}

/* Why a mail came back, as the far server said it; owned by the caller, NULL: nobody says. */
static char *
words_of(const struct message *m, const char *recipient)
{
    const char *code = field_of(m, "diagnostic-code");
    char *address = code != NULL ? NULL : address_in(field_of(m, "final-recipient")),
         *words = code != NULL ? xstrdup(code)
                               : words_about(m, address != NULL ? address : recipient);

    free(address);
    return words;
}

struct enhanced { int subject, detail; };

/* The first "5.2.2" in it (RFC 3463), which is no part of an address or version;
 * X.0.0 says nothing. */
static bool
enhanced_of(const char *text, struct enhanced *e)
{
    for (const char *at = text; at != NULL && (at = strpbrk(at, "45")) != NULL; at++) {
        int used = 0;

        if ((at == text || strchr("0123456789.", at[-1]) == NULL) && at[1] == '.' &&
            sscanf(at + 1, ".%3d.%3d%n", &e->subject, &e->detail, &used) == 2 && used > 0 &&
            (e->subject > 0 || e->detail > 0) &&
            (at[1 + used] == '\0' || strchr("0123456789", at[1 + used]) == NULL) &&
            (at[1 + used] != '.' || at[2 + used] == '\0' || strchr("0123456789", at[2 + used]) == NULL))
            return true;
    }
    return false;
}

/* Where no code says it: storage (RFC 5321, 4.2.3), and how it is called. */
static bool
says_full(const char *words)
{
    static const char *const full[] = { "mailbox full", "mailbox is full", "quota",
                                        "not enough storage" };
    const char *code = words == NULL ? NULL : strstr(words, "552");

    for (size_t i = 0; words != NULL && i < ARRAY_LEN(full); i++)
        if (strcasestr(words, full[i]) != NULL)
            return true;
    return code != NULL && (code == words || code[-1] == ' ');
}

/* RFC 3463: a full mailbox, a message too large, a system's trouble, a protocol, a content or a
 * policy say nothing against the address. What says nothing at all is taken to be about it. */
static bool
blames_address(const struct message *m, const char *words)
{
    static const struct { int subject, detail; } others[] = { { 2, 2 }, { 2, 3 }, { 3, -1 }, { 5, -1 }, { 6, -1 }, { 7, -1 } };
    const char *status = field_of(m, "status");
    struct enhanced e;

    if (!enhanced_of(words, &e) && !enhanced_of(status, &e) &&
        !enhanced_of(m->ndsn == 0 ? m->text_full : NULL, &e))
        return !says_full(words);
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (e.subject == others[i].subject &&
            (others[i].detail < 0 || others[i].detail == e.detail))
            return false;
    return true;
}

/* With its brackets, as it stands in a field, or without. */
static int
look_up(struct desk *desk, const char *field, struct letter_row *letter)
{
    const char *secret = desk->settings->office.secret;
    char *id = field == NULL
                   ? NULL
                   : xstrndup(field + (*field == '<'), strcspn(field + (*field == '<'), ">"));
    int rc = 1;

    if (id != NULL && secret != NULL && letter_id_is_ours(secret, id))
        rc = letter_by_message_id(desk->store, id, letter);
    free(id);
    return rc;
}

/* Every "...@host" that stands in the text, whatever is around it. */
static int
look_in(struct desk *desk, const char *text, struct letter_row *letter)
{
    static const char ends[] = " \t\r\n<>()[]\",;";
    int rc = 1;

    for (const char *at = text; rc == 1 && at != NULL && (at = strchr(at, '@')) != NULL; at++) {
        const char *from = at;
        char *id;

        while (from > text && strchr(ends, from[-1]) == NULL && at - from < ID_MOST)
            from--;
        id = xstrndup(from, (size_t)(at - from) + strcspn(at, ends));
        rc = look_up(desk, id, letter);
        free(id);
    }
    return rc;
}

int
bounce_quotes(struct desk *desk, const struct message *m, struct letter_row *letter)
{
    int rc = look_in(desk, m->text_full, letter);

    for (size_t i = 0; rc == 1 && i < m->nattachments; i++)
        if ((rc = look_in(desk, m->attachments[i].text, letter)) == 1)
            rc = look_up(desk, m->attachments[i].message_id, letter);
    for (size_t i = 0; rc == 1 && i < m->ndsn; i++)
        rc = strcmp(m->dsn[i].tag, "message-id") == 0 ? look_up(desk, m->dsn[i].value, letter) : 1;
    return rc;
}

static int
letter_of(struct desk *desk, const struct message *m, struct letter_row *letter)
{
    int rc = 1;

    for (size_t i = 0; rc == 1 && i < m->ndsn; i++)
        rc = look_up(desk, m->dsn[i].value, letter);
    for (size_t i = 0; rc == 1 && i < m->in_reply_to.n; i++)
        rc = look_up(desk, m->in_reply_to.v[i], letter);
    for (size_t i = m->references.n; rc == 1 && i-- > 0;)
        rc = look_up(desk, m->references.v[i], letter);
    return rc == 1 ? bounce_quotes(desk, m, letter) : rc;
}

/* Officers hear of an address that failed, once; not of what is only late, and
 * not of a report that carries no id of ours: anyone can write that. */
static int
tell(struct desk *desk, const struct letter_row *letter, const struct message_row *row,
     const char *notice, const char *reply)
{
    char *reason = xasprintf("bounce:%s", letter->message_id);
    struct posting p = { .letter = "officer-notice",
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .message = row->id,
                         .facts = { .notice = notice,
                                    .code = row->code,
                                    .received = row->received,
                                    .recipient = letter->recipient,
                                    .unit = plan_unit_of_address(desk->plan, letter->recipient),
                                    .title = letter->subject,
                                    .reply = reply } };
    int rc = strcmp(letter->letter, "officer-notice") == 0
                 ? 0
                 : post_officers(desk, ROLE_OFFICER, &p, row->entered);

    free(reason);
    return rc;
}

static char *
address_named(const struct message *m)
{
    const char *original = field_of(m, "original-recipient");

    return address_in(original != NULL ? original : field_of(m, "final-recipient"));
}

/* It names an address that a letter went to lately and carries nothing of that letter: no proof,
 * but no silence either; once a day, whatever comes. */
static int
tell_unproven(struct desk *desk, const struct message *m, const struct message_row *row)
{
    char *address = address_named(m), *words = words_of(m, address), day[11], *reason;
    const struct unit *unit = NULL;
    int rc = contact_unit(desk->store, desk->plan, address, row->entered, &unit);

    if (rc == 0)
        rc = unit == NULL ? 1
                          : letter_reached(desk->store, address, row->entered - REPORTED_WITHIN);
    if (rc == 0) {
        date_write(moment_of(row->entered, desk->settings->office.utc_offset).date, day);
        reason = xasprintf("bounce:%s:%s", address, day);
        struct posting p = { .letter = "officer-notice",
                             .reason = reason,
                             .priority = PRIORITY_ANSWER,
                             .message = row->id,
                             .facts = { .notice = "unproven",
                                        .code = row->code,
                                        .received = row->received,
                                        .recipient = address,
                                        .unit = unit,
                                        .reply = words } };
        rc = post_officers(desk, ROLE_OFFICER, &p, row->entered);
        free(reason);
    }
    free(words);
    free(address);
    return rc;
}

/* A letter of ours: its address is noted, or no more than the officers told. */
static int
take_back(struct desk *desk, const struct message *m, const struct letter_row *letter,
          const struct message_row *row)
{
    char *words = words_of(m, letter->recipient);
    bool dead = blames_address(m, words);
    int rc = dead ? note(desk, "intake", letter->recipient, words, row->entered) : 0;

    if (rc == 0)
        rc = tell(desk, letter, row, dead ? "bounce" : "undelivered", words);
    free(words);
    return rc;
}

int
bounce_reported(struct desk *desk, const struct message *m, const struct message_row *row)
{
    struct letter_row letter = {0};
    bool failed = is_failure(m);
    int rc = failed ? letter_of(desk, m, &letter) : 1;

    if (rc == 1 && failed)
        rc = tell_unproven(desk, m, row);
    else if (rc == 0)
        rc = take_back(desk, m, &letter, row);
    letter_row_clear(&letter);
    return rc < 0 ? -1 : 0;
}

int
bounce_good_again(struct desk *desk, const char *actor, const char *address, instant now, bool *was)
{
    char *folded = address_fold(address), *detail;
    instant at = 0;
    int rc = bounced_get(desk->store, folded, &at);

    *was = rc == 0;
    if (*was && (rc = bounced_clear(desk->store, folded)) == 0) {
        detail = journal_detail("good", "again", NULL);
        rc = journal_add(desk->store, now, actor, "bounced", folded, detail);
        free(detail);
    }
    free(folded);
    return rc < 0 ? -1 : 0;
}

/* Many servers give no code (RFC 3463) to it, Exim and OpenSMTPD as they come among them. */
static bool
says_nobody(const char *reply)
{
    static const char *const codes[] = { "5.1.1", "5.1.2", "5.1.3", "5.1.6" },
                             *const words[] = { "user unknown", "unknown user", "no such user", "no such mailbox",
                                                "no such recipient", "invalid recipient", "unknown recipient",
                                                "recipient unknown", "unrouteable address",
                                                "mailbox not found", "user not found" };
    struct enhanced e;

    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (strstr(reply, codes[i]) != NULL)
            return true;
    for (size_t i = 0; *reply == '5' && !enhanced_of(reply, &e) && i < ARRAY_LEN(words); i++)
        if (strcasestr(reply, words[i]) != NULL)
            return true;
    return false;
}

int
bounce_refused(struct desk *desk, const struct letter_row *row, const char *reply, instant now)
{
    return reply != NULL && says_nobody(reply)
               ? note(desk, "courier", row->recipient, reply, now)
               : 0;
}
