/* Where the mailbox is, tried while it is asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/peer.h"
#include "mail/smtp.h"
#include "mail/srv.h"
#include "model/trouble.h"
#include "setup.h"

#define PATIENCE 20             /* seconds for one look at a server, while a person waits */

static const struct preset presets[] = {
    { "gmail", " gmail.com googlemail.com ", "imap.gmail.com:993/implicit", "smtp.gmail.com:587/starttls", "mx.google.com", true, false },
    { "microsoft", " outlook.com hotmail.com live.com ", "outlook.office365.com:993/implicit", "smtp.office365.com:587/starttls",
      NULL, true, true },
    { "zimbra", "", "mail.%s:993/implicit", "mail.%s:465/implicit", NULL, false, false },
    { "mdaemon", "", "mail.%s:993/implicit", "mail.%s:587/starttls", NULL, false, false },
    { "generic", "", NULL, NULL, NULL, false, false },
};
#define GENERIC (ARRAY_LEN(presets) - 1)

void
setup_server_clear(struct server *s)
{
    free(s->host);
    free(s->ca_file);
    free(s->user);
    if (s->password != NULL)
        explicit_bzero(s->password, strlen(s->password));
    free(s->password);
    *s = (struct server){0};
}

static const char *
domain_of(const struct setup *s)
{
    const char *address = s->answer[ASKED_ADDRESS], *at;

    if (address == NULL && s->old != NULL)
        address = s->old->office.address;
    at = address == NULL ? NULL : strrchr(address, '@');
    return at == NULL ? "" : at + 1;
}

/* ---- who runs the mailbox --------------------------------------------------------- */

static const struct preset *
preset_of_host(const char *host)
{
    for (size_t i = 0; i < GENERIC; i++)
        if (presets[i].fixed && strncmp(host, presets[i].imap, strlen(host)) == 0 &&
            presets[i].imap[strlen(host)] == ':')
            return &presets[i];
    return &presets[GENERIC];
}

char *
setup_propose_provider(struct setup *s)
{
    const char *domain = domain_of(s);
    char *word = xasprintf(" %s ", domain), *host = NULL;
    const struct preset *p = NULL;
    int port;

    for (size_t i = 0; p == NULL && i < ARRAY_LEN(presets); i++)
        if (strstr(presets[i].domains, word) != NULL)
            p = &presets[i];
    if (p == NULL && s->old != NULL)
        p = preset_of_host(s->old->mailbox.server.host);
    if (p == NULL && srv_find("_imaps._tcp", domain, &host, &port) == 0)
        p = preset_of_host(host);
    free(host);
    free(word);
    return xstrdup(p != NULL ? p->name : presets[GENERIC].name);
}

bool
setup_take_provider(struct setup *s, const char *answer, char **why)
{
    for (size_t i = 0; i < ARRAY_LEN(presets); i++)
        if (strcasecmp(answer, presets[i].name) == 0)
            s->preset = &presets[i];
    if (s->preset == NULL || strcasecmp(answer, s->preset->name) != 0) {
        *why = WORDS(
            s,
            "Không có loại \"%s\": chọn gmail, microsoft, zimbra, mdaemon hoặc generic (máy chủ khác).",
            "There is no kind \"%s\": choose gmail, microsoft, zimbra, mdaemon or generic (any other server).",
            answer);
        return false;
    }
    if (s->preset == &presets[0])
        PUT(s,
            "  Gmail cần mật khẩu ứng dụng: bật xác minh 2 bước, rồi tạo ở myaccount.google.com/apppasswords.",
            "  Gmail needs an app password: turn on 2-step verification, then make one at myaccount.google.com/apppasswords.");
    return true;
}

bool
setup_servers_known(const struct setup *s)
{
    return s->preset != NULL && s->preset->fixed;
}

bool
setup_by_token(const struct setup *s)
{
    return s->preset != NULL ? s->preset->no_password
                             : s->old != NULL && s->old->mailbox.server.use_oauth2;
}

/* ---- servers ---------------------------------------------------------------------- */

static char *propose_server(struct setup *s, const struct server *old, const char *preset,
                            const char *tls_service, const char *service, const char *usual)
{
    const char *domain = domain_of(s);
    char *host = NULL, *found;
    int port;

    if (preset != NULL && s->preset->fixed)
        return xstrdup(preset);
    if (old != NULL && s->answer[ASKED_ADDRESS] == NULL)
        return xasprintf("%s:%d/%s", old->host, old->port, tls_mode_names[old->tls]);
    if (srv_find(tls_service, domain, &host, &port) == 0)
        found = xasprintf("%s:%d/implicit", host, port);
    else if (srv_find(service, domain, &host, &port) == 0)
        found = xasprintf("%s:%d/starttls", host, port);
    else if (old != NULL)
        found = xasprintf("%s:%d/%s", old->host, old->port, tls_mode_names[old->tls]);
    else
        found = xasprintf("mail.%s:%s", domain, preset != NULL ? strchr(preset, ':') + 1 : usual);
    free(host);
    return found;
}

char *
setup_propose_imap(struct setup *s)
{
    return propose_server(s, s->old != NULL ? &s->old->mailbox.server : NULL,
                          s->preset != NULL ? s->preset->imap : NULL, "_imaps._tcp", "_imap._tcp",
                          "993/implicit");
}

char *
setup_propose_smtp(struct setup *s)
{
    return propose_server(s, s->old != NULL ? &s->old->sending.server : NULL,
                          s->preset != NULL ? s->preset->smtp : NULL, "_submissions._tcp",
                          "_submission._tcp", "587/starttls");
}

/* "host", "host:port", "host:port/tls". TLS at once is what its ports say, else STARTTLS. */
static bool
parse_server(struct setup *s, const char *answer, int usual, struct server *out, char **why)
{
    const char *slash = strchr(answer, '/'), *colon;
    char *place = xstrndup(answer, slash != NULL ? (size_t)(slash - answer) : strlen(answer)),
         *end = NULL;
    long port = usual;
    enum tls_mode tls = TLS_MODES;

    colon = strrchr(place, ':');
    if (colon != NULL)
        port = strtol(colon + 1, &end, 10);
    for (int i = 0; slash != NULL && i < TLS_MODES; i++)
        if (strcmp(slash + 1, tls_mode_names[i]) == 0)
            tls = (enum tls_mode)i;
    if (slash == NULL)
        tls = port == 993 || port == 465 ? TLS_IMPLICIT : TLS_STARTTLS;
    free(out->host);
    free(out->ca_file);
    out->host = xstrndup(place, colon != NULL ? (size_t)(colon - place) : strlen(place));
    out->port = (int)port;
    out->tls = tls;
    out->timeout = PATIENCE;
    out->ca_file = xstrdup(s->told[TOLD_CA_FILE]);
    if (tls == TLS_MODES || port < 1 || port > 65535 || (end != NULL && *end != '\0') ||
        out->host[0] == '\0' ||
        strspn(out->host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") !=
            strlen(out->host))
        *why = WORDS(
            s,
            "\"%s\" không phải máy chủ: viết tên:cổng, ví dụ mail.donvi.vn:993, hoặc tên:cổng/starttls.",
            "\"%s\" is no server: write name:port, such as mail.office.example:993, or name:port/starttls.",
            answer);
    free(place);
    return *why == NULL;
}

static void
keep_ca(struct server *s, const struct server *old)
{
    if (s->ca_file == NULL && old != NULL && strcmp(s->host, old->host) == 0)
        s->ca_file = xstrdup(old->ca_file);
}

/* The sentence of a refusal, with what the answer was. */
static bool
refused(const struct setup *s, const char *answer, char *cause, char **why)
{
    char *meaning = trouble_say(cause, s->english);

    *why = xasprintf("%s: %s", answer, meaning);
    free(meaning);
    free(cause);
    return false;
}

bool
setup_take_imap(struct setup *s, const char *answer, char **why)
{
    char *cause = NULL;

    if (!parse_server(s, answer, 993, &s->imap, why))
        return false;
    keep_ca(&s->imap, s->old != NULL ? &s->old->mailbox.server : NULL);
    if (peer_way(&s->imap, false, &cause) != 0 || imap_look(&s->imap, &cause) != 0)
        return refused(s, answer, cause, why);
    PUT(s, "  IMAP %s:%d trả lời, %s.", "  IMAP %s:%d answers, %s.", s->imap.host, s->imap.port,
        s->imap.tls == TLS_NONE ? (s->english ? "without TLS" : "không TLS")
                                : (s->english ? "its certificate is good" : "chứng thư tốt"));
    return true;
}

bool
setup_take_smtp(struct setup *s, const char *answer, char **why)
{
    struct server nobody;
    char *cause = NULL;
    struct smtp *smtp;
    int rc;

    if (!parse_server(s, answer, 587, &s->smtp, why))
        return false;
    keep_ca(&s->smtp, s->old != NULL ? &s->old->sending.server : NULL);
    nobody = s->smtp;
    nobody.user = NULL;                 /* no login yet */
    rc = peer_way(&nobody, true, &cause);
    smtp = rc == 0 ? smtp_new(&nobody, &cause) : NULL;
    rc = smtp == NULL ? -1 : smtp_check(smtp, &cause);
    smtp_free(smtp);
    if (rc != 0)
        return refused(s, answer, cause, why);
    PUT(s, "  SMTP %s:%d trả lời, %s.", "  SMTP %s:%d answers, %s.", s->smtp.host, s->smtp.port,
        s->smtp.tls == TLS_NONE ? (s->english ? "without TLS" : "không TLS")
                                : (s->english ? "its certificate is good" : "chứng thư tốt"));
    return true;
}

/* ---- login ------------------------------------------------------------------------ */

char *
setup_propose_user(struct setup *s)
{
    return xstrdup(s->old != NULL && s->answer[ASKED_ADDRESS] == NULL ? s->old->mailbox.server.user
                                                                      : s->answer[ASKED_ADDRESS]);
}

bool
setup_take_user(struct setup *s, const char *answer, char **why)
{
    if (strlen(answer) > 254 || strpbrk(answer, " \t") != NULL) {
        *why = WORDS(
            s, "Tên đăng nhập \"%s\" có dấu cách hoặc quá dài: thường là chính địa chỉ thư.",
            "The login name \"%s\" has a blank or is too long: mostly it is the address itself.",
            answer);
        return false;
    }
    free(s->imap.user);
    free(s->smtp.user);
    s->imap.user = xstrdup(answer);
    s->smtp.user = xstrdup(answer);
    return true;
}

/* Google shows its app passwords in four groups; the blanks are not a part of it. */
static char *
without_blanks(const struct setup *s, const char *answer)
{
    struct buf b = {0};

    for (; *answer != '\0'; answer++)
        if (*answer != ' ' || s->preset == NULL || s->preset != &presets[0])
            buf_addc(&b, *answer);
    return buf_take(&b);
}

/* A client id as the provider shows it. */
static bool
take_client(struct setup *s, const char *answer, char **why)
{
    size_t n = strlen(answer);

    if (n >= 8 && n <= 200 &&
        strspn(answer, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") == n)
        return true;
    *why = WORDS(
        s,
        "\"%s\" không phải mã ứng dụng: vào entra.microsoft.com, App registrations, chép Application (client) ID.",
        "\"%s\" is no client id: entra.microsoft.com, App registrations, copy Application (client) ID.",
        answer);
    return false;
}

static bool
log_in(struct setup *s, char **why)
{
    char *cause = NULL;
    struct imap *imap = imap_open(&s->imap, &cause);
    struct smtp *smtp = NULL;
    int rc = -1;

    if (imap == NULL)
        return refused(s, "IMAP", cause, why);
    imap_close(imap);
    if ((smtp = smtp_new(&s->smtp, &cause)) != NULL)
        rc = smtp_check(smtp, &cause);
    smtp_free(smtp);
    return rc == 0 || refused(s, "SMTP", cause, why);
}

bool
setup_take_password(struct setup *s, const char *answer, char **why)
{
    struct server *servers[] = { &s->imap, &s->smtp };

    if (setup_by_token(s))
        return take_client(s, answer, why);
    if (answer[0] == '\0' || strlen(answer) > 1000) {
        *why = answer[0] == '\0'
                   ? WORDS(s, "Mật khẩu trống: gõ mật khẩu của hộp thư (không hiện ra khi gõ).",
                         "The password is empty: type the mailbox's (it is not shown).")
                   : WORDS(s, "Mật khẩu quá dài.", "The password is too long.");
        return false;
    }
    for (const char *p = answer; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f) {
            *why = WORDS(s, "Mật khẩu có ký tự điều khiển: gõ lại.",
                       "The password holds a control character: type it again.");
            return false;
        }
    for (size_t i = 0; i < ARRAY_LEN(servers); i++) {
        free(servers[i]->password);
        servers[i]->password = without_blanks(s, answer);
    }
    if (!log_in(s, why))
        return false;
    PUT(s, "  Đăng nhập IMAP và SMTP được.", "  Login works, by IMAP and by SMTP.");
    return true;
}

/* ---- folders ---------------------------------------------------------------------- */

char *
setup_propose_folders(struct setup *s)
{
    static const char *const usual[] = { "Spam", "Junk", "Junk E-mail", "Junk Email" };
    struct imap_boxes boxes = {0};
    struct imap *imap;
    const char *junk = NULL;
    char *proposal;

    if (s->old != NULL && s->answer[ASKED_IMAP] == NULL)
        return strings_joined(&s->old->mailbox.folders);
    if (setup_by_token(s))
        return xstrdup("INBOX, Junk Email");
    imap = imap_open(&s->imap, NULL);
    if (imap != NULL && imap_list_folders(imap, &boxes, NULL) == 0) {
        for (size_t i = 0; junk == NULL && i < boxes.n; i++)
            junk = boxes.v[i].junk ? boxes.v[i].name : NULL;
        for (size_t i = 0; junk == NULL && i < ARRAY_LEN(usual); i++)
            junk = imap_find_folder(&boxes, usual[i]) != NULL ? usual[i] : NULL;
    }
    proposal = xasprintf("INBOX%s%s", junk != NULL ? ", " : "", junk != NULL ? junk : "");
    imap_boxes_free(&boxes);
    imap_close(imap);
    return proposal;
}

static bool try_folder(struct setup *s, struct imap *imap, const char *name,
                       struct imap_boxes *boxes, char **why)
{
    struct imap_folder folder;
    bool absent = false;
    char *cause = NULL, *names;
    int rc = imap_select_found(imap, name, "docketd", boxes, &folder, &absent, &cause);

    if (rc == 0 && !folder.keeps)
        PUT(s,
            "  Thư mục %s không giữ nhãn: chỉ sổ của docketd biết thư nào đã đọc; vẫn chạy bình thường.",
            "  The folder %s keeps no keywords: the docket alone knows what was read; all works nevertheless.",
            name);
    if (rc == 1 && absent) {
        names = imap_folder_names(boxes, s->english);
        *why = WORDS(s, "Không có thư mục \"%s\"; đang có: %s.",
                   "There is no folder \"%s\"; there are: %s.", name, names);
        free(names);
    } else if (rc != 0) {
        *why = xasprintf("%s: %s", name, cause);
    }
    free(cause);
    return rc == 0;
}

bool
setup_take_folders(struct setup *s, const char *answer, char **why)
{
    char *words = xstrdup(answer), *rest = words, *word, *cause = NULL;
    struct imap_boxes boxes = {0};
    struct imap *imap = setup_by_token(s) ? NULL : imap_open(&s->imap, &cause);
    bool fine = imap != NULL || setup_by_token(s) || refused(s, "IMAP", cause, why);
    size_t n = 0;

    while (fine && (word = strsep(&rest, ",")) != NULL) {
        char *name = text_clean_line(word, strlen(word));

        if (*name != '\0' && ++n > 0)
            fine = imap == NULL || try_folder(s, imap, name, &boxes, why);
        free(name);
    }
    if (fine && n == 0) {
        *why =
            WORDS(s, "Chưa có thư mục nào: ít nhất là INBOX.", "No folder is named: at least INBOX.");
        fine = false;
    }
    imap_boxes_free(&boxes);
    imap_close(imap);
    free(words);
    return fine;
}
