/* What was answered, in the words of docketd.conf: changed options alone, in
 * the text that stands. */
#include <ctype.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"
#include "config/edit.h"
#include "office/desk/desk.h"
#include "setup.h"

#define EDITS 32
#define FIGURES_LEAST 6         /* of a telephone that no comma sets apart */
#define SHORT_NAME 60           /* office.from_name takes no more */

struct edits {
    struct setting_edit v[EDITS];
    size_t n;
    struct strings values;      /* owned here */
};

static void
put(struct edits *e, const char *path, char *value)
{
    if (value != NULL)
        strings_take(&e->values, value);
    e->v[e->n++] = (struct setting_edit){ path, value };
}

static void
put_text(struct edits *e, const char *path, const char *text)
{
    put(e, path, text != NULL && *text != '\0' ? settings_quoted(text) : NULL);
}

static void
put_server(struct edits *e, const char *const paths[5], const struct server *s,
           const struct server *old)
{
    if (s->host != NULL && (old == NULL || strcmp(s->host, old->host) != 0))
        put_text(e, paths[0], s->host);
    if (s->host != NULL && (old == NULL || s->port != old->port || s->tls != old->tls)) {
        put(e, paths[1], xasprintf("%d", s->port));
        put_text(e, paths[2], tls_mode_names[s->tls]);
    }
    if (s->ca_file != NULL &&
        (old == NULL || old->ca_file == NULL || strcmp(s->ca_file, old->ca_file) != 0))
        put_text(e, paths[3], s->ca_file);
    if (s->user != NULL && (old == NULL || old->user == NULL || strcmp(s->user, old->user) != 0))
        put_text(e, paths[4], s->user);
}

/* A password in a file, or tokens; never both. */
static void
put_login(struct edits *e, const struct setup *s)
{
    const struct { const char *file, *oauth2, *usual; const struct server *old;
    } v[] = {
        { "mailbox.server.password_file", "mailbox.server.oauth2", "imap-password",
          s->old != NULL ? &s->old->mailbox.server : NULL },
        { "sending.server.password_file", "sending.server.oauth2", "smtp-password",
          s->old != NULL ? &s->old->sending.server : NULL },
    };
    bool token = setup_by_token(s);
    char *client = settings_quoted(s->answer[ASKED_PASSWORD]);

    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        if (token || v[i].old == NULL || v[i].old->password_file == NULL)
            put_text(e, v[i].file, token ? NULL : v[i].usual);
        put(e, v[i].oauth2, token ? xstrdup("true") : NULL);
    }
    if (token && s->old != NULL && s->old->oauth2.client_id != NULL)
        put(e, "oauth2.client_id", xstrdup(client));
    else if (token)
        put(e, "oauth2",
            xasprintf("{\n    provider = \"%s\";\n    client_id = %s;\n}", s->preset->name,
                      client));
    free(client);
}

static char *
list_of(const char *words)
{
    char *copy = xstrdup(words), *rest = copy, *word;
    struct buf b = {0};

    while ((word = strsep(&rest, ",")) != NULL) {
        char *clean = text_clean_line(word, strlen(word)), *quoted = settings_quoted(clean);

        if (*clean != '\0')
            buf_addf(&b, "%s%s", b.len > 0 ? ", " : "[", quoted);
        free(quoted);
        free(clean);
    }
    buf_addc(&b, ']');
    free(copy);
    return buf_take(&b);
}

static char *
officers_value(const struct officer *v, size_t n)
{
    struct buf b = {0};

    buf_adds(&b, "(\n");
    for (size_t i = 0; i < n; i++) {
        char *address = settings_quoted(v[i].address), *name = settings_quoted(v[i].name),
             *phone = v[i].phone != NULL ? settings_quoted(v[i].phone) : NULL;

        buf_addf(&b, "    { address = %s; name = %s; role = \"%s\";", address, name,
                 role_names[v[i].role]);
        if (phone != NULL)
            buf_addf(&b, " phone = %s;", phone);
        if (v[i].notices != NOTICES_ON)
            buf_addf(&b, " notices = \"%s\";", notices_names[v[i].notices]);
        if (v[i].language != TONGUE_OFFICE)
            buf_addf(&b, " language = \"%s\";", tongue_names[v[i].language]);
        buf_addf(&b, " }%s\n", i + 1 < n ? "," : "");
        free(address);
        free(name);
        free(phone);
    }
    buf_addc(&b, ')');
    return buf_take(&b);
}

char *
setup_officers_text(const struct officer *v, size_t n)
{
    struct buf b = {0};

    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s%s <%s> %s", i > 0 ? ", " : "", v[i].name, v[i].address,
                 role_names[v[i].role]);
    return buf_take(&b);
}

const char *
setup_phone(const char *contact)
{
    const char *phone = contact + strlen(contact);
    size_t figures = 0;

    while (phone > contact && strchr("0123456789 .+()-", phone[-1]) != NULL)
        figures += isdigit((unsigned char)*--phone) != 0;
    if (phone == contact || figures < (phone[-1] == ',' ? 1 : FIGURES_LEAST))
        return NULL;
    return phone + strspn(phone, " ");
}

static void
put_contact(struct edits *e, const char *answer)
{
    const char *phone = setup_phone(answer);
    size_t n = phone != NULL ? (size_t)(phone - answer) : strlen(answer);
    char *contact;

    while (phone != NULL && n > 0 && strchr(" ,", answer[n - 1]) != NULL)
        n--;
    contact = xstrndup(answer, n);
    put_text(e, "office.contact", contact);
    put_text(e, "office.phone", phone);
    free(contact);
}

static void
put_office(struct edits *e, const struct setup *s)
{
    const char *name = s->answer[ASKED_OFFICE];
    bool moved = s->imap.host != NULL &&
                 (s->old == NULL || strcmp(s->imap.host, s->old->mailbox.server.host) != 0);

    if (name != NULL) {
        put_text(e, "office.name", name);
        put_text(e, "office.from_name", text_length(name) <= SHORT_NAME ? name : NULL);
    }
    if (s->answer[ASKED_ADDRESS] != NULL)
        put_text(e, "office.address", s->answer[ASKED_ADDRESS]);
    if (s->answer[ASKED_CONTACT] != NULL)
        put_contact(e, s->answer[ASKED_CONTACT]);
    if (moved && s->authserv != NULL)
        put(e, "office.authserv_ids", list_of(s->authserv));
    else if (moved)
        put(e, "office.authserv_ids", xstrdup("[]"));
}

static char *
relative(const struct setup *s, const char *path)
{
    size_t n = strlen(s->shared);
    bool there = !s->lent && strncmp(path, s->shared, n) == 0 && path[n] == '/';

    return xasprintf("%s%s", there && s->apart != NULL ? "../" : "", there ? path + n + 1 : path);
}

/* Of several plans in force the answer is the first; the others stay. */
static void
put_plan(struct edits *e, const struct setup *s)
{
    const char *answer = s->answer[ASKED_PLAN];
    struct buf list = {0};
    size_t n = s->old != NULL ? s->old->plan_files.n : 0;

    for (size_t i = 0; i < n || i == 0; i++) {
        char *path = relative(s, i == 0 ? answer : s->old->plan_files.v[i]),
             *quoted = settings_quoted(path);

        if (i == 0 || strcmp(answer, s->old->plan_files.v[i]) != 0)
            buf_addf(&list, "%s%s", i > 0 ? ", " : n > 1 ? "[" : "", quoted);
        free(quoted);
        free(path);
    }
    put(e, "plan", n > 1 ? xasprintf("%s]", buf_text(&list)) : xstrdup(buf_text(&list)));
    buf_free(&list);
}

static void
put_shared(struct edits *e, const struct setup *s)
{
    char *letters = xasprintf("%s/letters", s->lent ? s->shared : ".."),
         *board = xasprintf("%s/board", s->lent ? s->shared : "..");

    if (s->old == NULL && (s->apart != NULL || s->lent)) {
        put_text(e, "letters", letters);
        put_text(e, "board.templates", board);
    }
    free(letters);
    free(board);
}

char *
setup_text(const struct setup *s, char **cause)
{
    static const char *const imap[5] = { "mailbox.server.host", "mailbox.server.port",
                                         "mailbox.server.tls", "mailbox.server.ca_file",
                                         "mailbox.server.user" },
                      *const smtp[5] = { "sending.server.host", "sending.server.port",
                                         "sending.server.tls", "sending.server.ca_file",
                                         "sending.server.user" };
    struct edits e = {0};
    char *text;

    put_server(&e, imap, &s->imap, s->old != NULL ? &s->old->mailbox.server : NULL);
    put_server(&e, smtp, &s->smtp, s->old != NULL ? &s->old->sending.server : NULL);
    if (s->answer[ASKED_PASSWORD] != NULL)
        put_login(&e, s);
    put_office(&e, s);
    if (s->answer[ASKED_FOLDERS] != NULL)
        put(&e, "mailbox.folders", list_of(s->answer[ASKED_FOLDERS]));
    if (s->answer[ASKED_PLAN] != NULL)
        put_plan(&e, s);
    put_shared(&e, s);
    if (s->answer[ASKED_OFFICERS] != NULL)
        put(&e, "officers", officers_value(s->officers, s->nofficers));
    if (s->answer[ASKED_GO_LIVE] != NULL)
        put_text(&e, "mailbox.go_live", s->answer[ASKED_GO_LIVE]);
    if (s->told[TOLD_STATE] != NULL)
        put_text(&e, "storage.state", s->told[TOLD_STATE]);
    if (s->told[TOLD_RUNTIME] != NULL)
        put_text(&e, "storage.runtime", s->told[TOLD_RUNTIME]);
    text = settings_edit(s->text, e.v, e.n, cause);
    strings_free(&e.values);
    return text;
}

/* ---- to disk ----------------------------------------------------------------------- */

/* The service works as its own user, where the package made one. */
static int
write_secret(const char *path, const char *secret, char **cause)
{
    const struct passwd *user = geteuid() == 0 ? getpwnam("docketd") : NULL;
    char *line = xasprintf("%s\n", secret);
    int rc = file_write(path, line, strlen(line), 0600, cause);

    if (rc == 0 && user != NULL && chown(path, user->pw_uid, user->pw_gid) != 0)
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    explicit_bzero(line, strlen(line));
    free(line);
    return rc;
}

static int
write_secrets(const struct setup *s, char **cause)
{
    const struct { const struct server *now, *old; const char *usual; } v[] = {
        { &s->imap, s->old != NULL ? &s->old->mailbox.server : NULL, "imap-password" },
        { &s->smtp, s->old != NULL ? &s->old->sending.server : NULL, "smtp-password" },
    };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(v); i++) {
        bool named = v[i].old != NULL && v[i].old->password_file != NULL;
        char *path =
            named ? xstrdup(v[i].old->password_file) : xasprintf("%s/%s", s->folder, v[i].usual);

        if (s->answer[ASKED_PASSWORD] != NULL && !setup_by_token(s))
            rc = write_secret(path, v[i].now->password, cause);
        free(path);
    }
    return rc;
}

/* Read as the daemon will read it, before it takes the old one's place. */
static int
approve(const char *draft, char **why)
{
    struct problems problems = {0};
    struct desk *desk = desk_load(draft, &problems);

    if (desk == NULL && problems.n > 0)
        *why = problem_line(&problems.v[0]);
    problems_free(&problems);
    desk_free(desk);
    return desk != NULL ? 0 : -1;
}

int
setup_write(struct setup *s, const char *text, char **why)
{
    char *draft = xasprintf("%s.new", s->conf);
    int rc = folder_make(s->folder, 0755, why);

    if (rc == 0)
        rc = file_write(draft, text, strlen(text), 0644, why);
    if (rc == 0) {
        rc = approve(draft, why);
        if (rc == 0)
            rc = write_secrets(s, why);
        if (rc == 0)
            rc = file_write(s->conf, text, strlen(text), 0644, why);
        unlink(draft);
    }
    free(draft);
    return rc;
}
