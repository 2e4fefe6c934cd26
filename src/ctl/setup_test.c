/* A mail from the mailbox to itself: it goes out, comes back, and its header
 * says under which name the office's server signs what it found out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "mail/smtp.h"
#include "model/message.h"
#include "model/trouble.h"
#include "office/desk/readers.h"
#include "office/desk/stop.h"
#include "setup.h"

#define WAIT_MS 60000

static const char subject[] = "docketd: thư thử khi cài đặt (test at setup)";
static const char words[] =
    "Đây là thư docketd gửi cho chính hộp thư này khi cài đặt. Không cần trả lời.\r\n"
    "docketd sent this mail to its own mailbox while it was set up. No answer is needed.\r\n";

static char *
mail_of(const char *address, const char *id)
{
    char *title = base64_of(subject, strlen(subject));
    struct buf b = {0};

    buf_addf(&b, "From: <%s>\r\nTo: <%s>\r\nSubject: =?UTF-8?B?%s?=\r\nMessage-ID: <%s>\r\n",
             address, address, title, id);
    buf_adds(
        &b,
        "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n");
    base64_add(&b, words, strlen(words), "\r\n");
    free(title);
    return buf_take(&b);
}

static int
send_it(const struct setup *s, const char *address, const char *id, char **why)
{
    char *mail = mail_of(address, id), *cause = NULL;
    struct smtp_letter letter = { .from = address, .to = address, .mail = mail, .n = strlen(mail) };
    struct smtp *smtp = smtp_new(&s->smtp, &cause);
    bool sent;

    if (smtp != NULL)
        smtp_send(smtp, &letter);
    sent = smtp != NULL && letter.result == SMTP_SENT;
    if (!sent)
        *why = trouble_say(cause != NULL ? cause : letter.reply.text, s->english);
    smtp_free(smtp);
    free(cause);
    free(mail);
    return sent ? 0 : -1;
}

/* ---- and back ---------------------------------------------------------------------- */

static int
begin(void *arg, uint32_t uid)
{
    (void)arg, (void)uid;
    return 0;
}

static int
bytes(void *arg, const void *from, size_t n)
{
    return fd_write_all(*(int *)arg, from, n);
}

static int
end(void *arg, uint32_t uid, instant received, uint64_t size, bool whole)
{
    (void)arg, (void)uid, (void)received, (void)size, (void)whole;
    return 0;
}

/* The server's own name stands first in its header (RFC 8601, 2.2). Ours is the
 * only hand that wrote this mail, so nobody else's name can be in it. */
static char *
signer(struct imap *imap, uint32_t uid, const char *reader)
{
    int fd = memfd_create("mail", MFD_CLOEXEC);
    const struct imap_sink sink = { begin, bytes, end, &fd };
    struct message *m = NULL;
    char *name = NULL;
    off_t size = 0;

    if (fd != -1 && imap_fetch(imap, &uid, 1, &sink, NULL) == 0 &&
        (size = lseek(fd, 0, SEEK_END)) > 0)
        m = readers_one(reader, fd, (size_t)size, NULL);
    if (m != NULL && m->authentication_results.n > 0) {
        const char *first = m->authentication_results.v[0];
        size_t n =
            strspn(first, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

        if (n > 0 && memchr(first, '.', n) != NULL && strchr("; \t", first[n]) != NULL)
            name = xstrndup(first, n);
    }
    message_free(m);
    if (fd != -1)
        close(fd);
    return name;
}

static bool
look(struct setup *s, const char *folder, const char *what)
{
    struct imap *imap = imap_open(&s->imap, NULL);
    struct imap_boxes boxes = {0};
    struct imap_folder state;
    uint32_t *uids = NULL;
    size_t n = 0;
    bool absent;

    if (imap != NULL && imap_select_found(imap, folder, NULL, &boxes, &state, &absent, NULL) == 0 &&
        imap_search(imap, what, &uids, &n, NULL) == 0 && n > 0 && s->authserv == NULL)
        s->authserv = signer(imap, uids[0], s->reader);
    free(uids);
    imap_boxes_free(&boxes);
    imap_close(imap);
    return n > 0;
}

static bool
look_everywhere(struct setup *s, const char *what)
{
    const struct strings *old = s->old != NULL ? &s->old->mailbox.folders : NULL;
    char *folders = xstrdup(s->answer[ASKED_FOLDERS]), *rest = folders, *folder;
    bool found = false;

    for (size_t i = 0; folders == NULL && !found && i < old->n; i++)
        found = look(s, old->v[i], what);
    while (!found && (folder = strsep(&rest, ",")) != NULL)
        found = look(s, folder + strspn(folder, " "), what);
    free(folders);
    return found;
}

int
setup_test(struct setup *s, char **why)
{
    const char *address =
        s->answer[ASKED_ADDRESS] != NULL ? s->answer[ASKED_ADDRESS] : s->old->office.address;
    unsigned char bits[12];
    char hex[HASH_HEX], *id, *what;
    int64_t until = clock_monotonic_ms() + WAIT_MS;
    bool found;

    random_bytes(bits, sizeof bits);
    hash_of(bits, sizeof bits, hex);
    id = xasprintf("setup.%.24s@%s", hex, strrchr(address, '@') + 1);
    what = xasprintf("HEADER Message-ID \"%s\"", id);
    if (send_it(s, address, id, why) != 0) {
        free(id);
        free(what);
        return -1;
    }
    while (!(found = look_everywhere(s, what)) && clock_monotonic_ms() < until)
        rest_seconds(1);
    free(id);
    free(what);
    if (!found)
        *why = WORDS(
            s, "Thư thử đã gửi nhưng sau một phút chưa về hộp thư: xem hộp thư và thư mục thư rác.",
            "The test mail went out and is not back after a minute: look at the mailbox and its spam folder.");
    return found ? 0 : 1;
}
