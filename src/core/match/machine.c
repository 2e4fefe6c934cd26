/* Mail that must not be answered: RFC 3834 section 2, and marks seen in the
 * field. The record is never suppressed, only the reply. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/gist.h"
#include "core/match/machine.h"
#include "core/match/match.h"

static const char *const daemons[] = {      /* local parts, folded to lower case */
    "mailer-daemon", "mailerdaemon", "postmaster", "noreply", "no-reply",
    "no_reply", "donotreply", "do-not-reply", "bounce", "bounces",
    "listserv", "majordomo", "nobody", "autoreply", "auto-reply",
    "notifications", "notification", "mail-daemon", "root", "daemon",
};
static const char *const daemon_ends[] = {"-request", "-bounces", "-bounce", "-owner", "-noreply",
                                          "-no-reply", ".noreply"};
static const char *const daemon_starts[] = {"owner-", "bounce-", "bounces-", "bounce+", "bounces+",
                                            "noreply-", "noreply+", "no-reply+", "prvs="};

static bool
ends(const char *text, size_t len, const char *with)
{
    size_t n = strlen(with);

    return len >= n && strncasecmp(text + len - n, with, n) == 0;
}

bool
machine_address(const char *address)
{
    size_t len = strcspn(address, "@");

    for (size_t i = 0; i < ARRAY_LEN(daemons); i++)
        if (len == strlen(daemons[i]) && strncasecmp(address, daemons[i], len) == 0)
            return true;
    for (size_t i = 0; i < ARRAY_LEN(daemon_ends); i++)
        if (ends(address, len, daemon_ends[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(daemon_starts); i++)
        if (strncasecmp(address, daemon_starts[i], strlen(daemon_starts[i])) == 0)
            return true;
    return false;
}

static bool
suppresses(const char *value)
{
    static const char *const words[] = {"all", "autoreply"};      /* the rest is about receipts and notes of absence */

    for (size_t i = 0; value != NULL && i < ARRAY_LEN(words); i++) {
        const char *at = strcasestr(value, words[i]);
        size_t n = strlen(words[i]);
        if (at != NULL && (at == value || strchr(", ;\t", at[-1]) != NULL) &&
            (at[n] == '\0' || strchr(", ;\t", at[n]) != NULL))
            return true;
    }
    return false;
}

static bool
from_machine(const struct message *m)
{
    for (size_t i = 0; i < m->from.n; i++)
        if (m->from.v[i].addr != NULL && machine_address(m->from.v[i].addr))
            return true;
    return m->sender.n > 0 && m->sender.v[0].addr != NULL && machine_address(m->sender.v[0].addr);
}

static bool
among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_same(name, names[i]))
            return true;
    return false;
}

/* What providers set on the mail of persons too, and what a recipe that
 * forwards it adds. */
static const char *const providers[] = {"Feedback-ID", "X-MS-Exchange-Inbox-Rules-Loop"};
static const char *const recipes[] = {"X-Loop"};

static const char *const replies[] = { "auto_reply", "auto-reply", "autoreply" },      /* of Precedence */
                         *const lists[] = { "bulk", "junk", "list", "spam" };

static bool
bears(const struct message *m, const char *const *names, size_t n)
{
    for (size_t i = 0; i < m->auto_headers.n; i++)
        if (among(m->auto_headers.v[i], names, n))
            return true;
    return false;
}

enum reason
machine_mark(const struct message *m)
{
    if (m->auto_submitted != NULL && *m->auto_submitted != '\0' &&
        !text_same(m->auto_submitted, "no"))
        return REASON_AUTO_SUBMITTED;
    if (text_same(m->content_type, "multipart/report") || m->ndsn > 0)
        return REASON_MAIL_SYSTEM;
    if (m->return_path != NULL && *m->return_path == '\0')
        return REASON_EMPTY_PATH;
    if (among(m->precedence, replies, ARRAY_LEN(replies)))
        return REASON_AUTO_SUBMITTED;
    for (size_t i = 0; i < m->auto_headers.n; i++)
        if (!among(m->auto_headers.v[i], providers, ARRAY_LEN(providers)) &&
            !among(m->auto_headers.v[i], recipes, ARRAY_LEN(recipes)))
            return REASON_AUTO_SENDER;
    return from_machine(m) ? REASON_MACHINE_ADDRESS : REASON_NONE;
}

enum reason
machine_list(const struct message *m)
{
    if (among(m->precedence, lists, ARRAY_LEN(lists)))
        return REASON_PRECEDENCE;
    if (m->list_headers.n > 0)
        return REASON_LIST;
    return bears(m, recipes, ARRAY_LEN(recipes)) ? REASON_AUTO_SENDER : REASON_NONE;
}

enum reason
machine_provider(const struct message *m)
{
    return bears(m, providers, ARRAY_LEN(providers)) ? REASON_BULK : REASON_NONE;
}

bool
match_answerable(const struct message *m, const struct office_settings *office, enum reason *why)
{
    enum reason mark = machine_mark(m);

    if (mark == REASON_NONE)
        mark = machine_list(m);
    if (mark == REASON_NONE && suppresses(m->x_auto_response_suppress))
        mark = REASON_NO_ANSWERS;
    if (mark == REASON_NONE && office != NULL && addresses_have(&m->from, office->address))
        mark = REASON_OWN_ADDRESS;
    if (mark == REASON_NONE && message_sender(m) == NULL)
        mark = REASON_ONE_SENDER;
    if (why != NULL)
        *why = mark;
    return mark == REASON_NONE;
}

/* What mail programs set before a subject to say that it was read, and calendars
 * to invite and answer; the whole of what stands before the colon. */
static const char *const receipts[] = { "read", "not read", "read receipt", "displayed",
                                        "delivered", "relayed", "da doc", "chua doc", "khong doc",
                                        "da xem", "bien nhan da doc", "accepted", "declined",
                                        "tentative", "tentatively accepted", "maybe",
                                        "new time proposed", "chap nhan", "da chap nhan",
                                        "da tu choi", "tu choi", "chap nhan tam thoi",
                                        "da chap nhan tam thoi", "tam chap nhan",
                                        "tam thoi chap nhan", "tham do", "chua dut khoat",
                                        "co the tham du", "de xuat thoi gian moi", "invitation",
                                        "updated invitation", "canceled", "cancelled",
                                        "canceled event", "cancelled event", "loi moi",
                                        "loi moi da cap nhat", "da huy", "su kien da huy",
                                        "message recall success", "message recall failure",
                                        "bien nhan", "bien nhan doc", "bien nhan da xem",
                                        "bien nhan chuyen phat", "xac nhan da doc",
                                        "thong bao da doc", "bao da doc", "da hien thi",
                                        "da chuyen phat", "khong chac chan", "expired event",
                                        "event updated", };
/* And these, which persons write there, too. */
static const char *const perhaps[] = { "du kien", "da chuyen", "da phat", "da nhan", "co the" };

static bool
is_one(const struct tokens *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens_in(words[i]) == t->n && tokens_are(t, 0, words[i]))
            return true;
    return false;
}

/* "nộp ngày 12/6", "huyện gửi qua bưu điện": what who writes it will do, or did. */
static bool
tells(const struct tokens *t)
{
    static const char *const first[] = { "nop", "gui", "chuyen", "se", "ngay", "huyen", "don vi",
                                         "em", "xong", "trong", "cuoi", "dau" },
                             *const when[] = { "buu dien", "ban giay", "lien thong", "truc tiep",
                                               "zalo", "hom", "sang", "chieu", "tuan sau" };
    bool tells = t->n > 0 && (tokens_any(t, 0, first, ARRAY_LEN(first)) || t->v[0].number >= 0);

    for (size_t i = 0; i < t->n && !tells; i++)
        tells = tokens_any(t, i, when, ARRAY_LEN(when)) ||
                (tokens_are(t, i, "ngay") && i + 1 < t->n && t->v[i + 1].number >= 0);
    return tells;
}

enum receipt
machine_receipt(const char *subject, bool *names_code)
{
    const char *colon = subject == NULL ? NULL : strchr(subject, ':');
    struct tokens t, rest;
    enum receipt is = RECEIPT_NONE;

    *names_code = false;
    if (colon == NULL)
        return subject != NULL && strncasecmp(subject, "Return Receipt (displayed)", 26) == 0
                   ? RECEIPT_SURE
                   : RECEIPT_NONE;
    tokens_of(subject, (size_t)(colon - subject), &t);
    tokens_of(colon + 1, strlen(colon + 1), &rest);
    if (is_one(&t, receipts, ARRAY_LEN(receipts)))
        is = RECEIPT_SURE;
    else if (is_one(&t, perhaps, ARRAY_LEN(perhaps)) && !tells(&rest))
        is = RECEIPT_PERHAPS;
    for (size_t i = 0, words; i < rest.n; i++)
        *names_code = *names_code || gist_receipt_at(&rest, i, &words);
    tokens_free(&t);
    tokens_free(&rest);
    return is;
}
