/* Secrets from their files: passwords and the office's own key. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"

#define SECRET_MOST 4096

/* The one line of an open secret file, or NULL and *cause. */
static char *read_line(int fd, char **cause)
{
    char text[SECRET_MOST + 1], *secret = NULL;
    struct stat st;
    ssize_t n;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        cause_set(cause, "is not a regular file");
        return NULL;
    }
    if (st.st_mode & (S_IRWXO | S_IWGRP)) {
        cause_set(cause, "is open to other users (mode %04o); chmod it to 0600 or 0640",
                  (unsigned)st.st_mode & 07777);
        return NULL;
    }
    n = read(fd, text, sizeof text);
    if (n < 0) {
        cause_set(cause, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    if (n == 0 || n > SECRET_MOST) {
        cause_set(cause, n == 0 ? "is empty" : "is longer than a secret can be");
        goto out;
    }
    for (ssize_t i = 0; i < n; i++) {
        if (iscntrl((unsigned char)text[i])) {
            cause_set(cause, "must hold one line without control characters");
            goto out;
        }
    }
    secret = xstrndup(text, (size_t)n);
out:
    explicit_bzero(text, sizeof text);
    return secret;
}

static void read_secret(const struct settings *s, const char *key, const char *file, char **secret,
                        struct problems *problems)
{
    char *cause = NULL;
    int fd;

    if (file == NULL)
        return;
    fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    free(*secret);
    *secret = fd >= 0 ? read_line(fd, &cause) : NULL;
    if (fd < 0)
        cause_set(&cause, "cannot be opened: %s", strerror(errno));
    if (*secret == NULL)
        problem_add(problems, s->file, 0, key, "%s %s", file, cause);
    free(cause);
    if (fd >= 0)
        close(fd);
}

/* Any number of lines, each a secret; "#" begins a remark. */
static void read_urls(struct settings *s, struct problems *problems)
{
    const char *path = s->chat.urls_file;
    char *cause = NULL, *text, *rest, *line;
    struct stat st;

    if (path == NULL)
        return;
    strings_free(&s->chat.urls);
    text = file_read(path, 16 * SECRET_MOST, NULL, &cause);
    if (text != NULL && stat(path, &st) == 0 && st.st_mode & (S_IRWXO | S_IWGRP))
        cause_set(&cause, "%s is open to other users (mode %04o); chmod it to 0600 or 0640", path,
                  (unsigned)st.st_mode & 07777);
    for (rest = text; cause == NULL && (line = strsep(&rest, "\r\n")) != NULL;) {
        line += strspn(line, " \t");
        if (*line != '\0' && *line != '#')
            strings_add(&s->chat.urls, line);
    }
    if (cause != NULL)
        problem_add(problems, s->file, 0, "chat.urls_file", "%s", cause);
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
    free(cause);
}

int settings_own_secret(struct settings *s, struct problems *problems)
{
    size_t before = problems->n;

    read_secret(s, "office.secret_file", s->office.secret_file, &s->office.secret, problems);
    read_secret(s, "above.key_file", s->above.key_file, &s->above.key, problems);
    for (size_t i = 0; i < s->nbelow; i++)
        read_secret(s, "below.key_file", s->below[i].key_file, &s->below[i].key, problems);
    return problems->n == before ? 0 : -1;
}

int settings_secrets(struct settings *s, struct problems *problems)
{
    size_t before = problems->n;

    settings_own_secret(s, problems);
    read_secret(s, "mailbox.server.password_file", s->mailbox.server.password_file,
                &s->mailbox.server.password, problems);
    read_urls(s, problems);
    read_secret(s, "chat.bot_file", s->chat.bot_file, &s->chat.bot, problems);
    read_secret(s, "oauth2.client_secret_file", s->oauth2.client_secret_file, &s->oauth2.client_secret,
                problems);
    read_secret(s, "sending.server.password_file", s->sending.server.password_file,
                &s->sending.server.password, problems);
    return problems->n == before ? 0 : -1;
}
