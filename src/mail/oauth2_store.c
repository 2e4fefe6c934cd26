/* Tokens on disk: one JSON object, replaced as a whole, flushed before it counts. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/problem.h"
#include "oauth2_private.h"

void
oauth2_free(char *token)
{
    if (token != NULL)
        explicit_bzero(token, strlen(token));
    free(token);
}

void
grant_clear(struct grant *g)
{
    oauth2_free(g->refresh);
    oauth2_free(g->access);
    free(g->failure);
    *g = (struct grant){ .expires = INSTANT_NONE,
                         .got = INSTANT_NONE,
                         .granted = INSTANT_NONE,
                         .until = INSTANT_NONE,
                         .failed = INSTANT_NONE };
}

static const struct { const char *key; size_t at; } times[] = {
    { "expires", offsetof(struct grant, expires) }, { "got", offsetof(struct grant, got) },
    { "granted", offsetof(struct grant, granted) }, { "until", offsetof(struct grant, until) },
    { "failed", offsetof(struct grant, failed) },
};
static const struct { const char *key; size_t at; } texts[] = {
    { "refresh", offsetof(struct grant, refresh) }, { "access", offsetof(struct grant, access) },
    { "failure", offsetof(struct grant, failure) },
};

#define AT(type, g, offset) ((type *)(void *)((char *)(g) + (offset)))

/* A token that others can read is no secret any more. */
static int
check_mode(const char *path, char **cause)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return errno == ENOENT ? 1 : cause_set(cause, "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode) || st.st_mode & (S_IRWXG | S_IRWXO))
        return cause_set(cause, "%s: others may read it; chmod it to 0600 and run docketctl login",
                         path);
    return 0;
}

int
grant_read(const struct oauth2_settings *o, struct grant *g, char **cause)
{
    int rc = check_mode(o->token_file, cause);
    char *text = rc == 0 ? file_read(o->token_file, 4 * TOKEN_MOST, NULL, cause) : NULL;
    json_t *object = text != NULL ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL, *value;

    grant_clear(g);
    oauth2_free(text);
    if (rc != 0 || text == NULL)
        return rc != 0 ? rc : -1;
    if (!json_is_object(object)) {
        json_decref(object);
        return cause_set(cause, "%s: it cannot be read; run docketctl login", o->token_file);
    }
    for (size_t i = 0; i < ARRAY_LEN(times); i++)
        if (json_is_integer(value = json_object_get(object, times[i].key)))
            *AT(instant, g, times[i].at) = json_integer_value(value);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (json_is_string(value = json_object_get(object, texts[i].key)))
            *AT(char *, g, texts[i].at) = xstrdup(json_string_value(value));
    g->final = json_is_true(json_object_get(object, "final"));
    json_decref(object);
    return g->refresh != NULL || g->access != NULL ? 0 : 1;
}

int
grant_write(const struct oauth2_settings *o, const struct grant *g, char **cause)
{
    json_t *object = json_object();
    char *text;
    int rc;

    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (*AT(char *const, g, texts[i].at) != NULL)
            json_object_set_new(object, texts[i].key,
                                json_string(*AT(char *const, g, texts[i].at)));
    for (size_t i = 0; i < ARRAY_LEN(times); i++)
        if (*AT(const instant, g, times[i].at) != INSTANT_NONE)
            json_object_set_new(object, times[i].key,
                                json_integer(*AT(const instant, g, times[i].at)));
    if (g->final)
        json_object_set_new(object, "final", json_true());
    text = json_dumps(object, JSON_INDENT(2));
    json_decref(object);
    rc = file_write(o->token_file, text, strlen(text), 0600, cause);
    oauth2_free(text);
    return rc;
}

int
grant_lock(const struct oauth2_settings *o, char **cause)
{
    char *path = xasprintf("%s.lock", o->token_file);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd == -1 || flock(fd, LOCK_EX) != 0) {
        cause_set(cause, "%s: %s", path, strerror(errno));
        if (fd != -1)
            close(fd);
        fd = -1;
    }
    free(path);
    return fd;
}
