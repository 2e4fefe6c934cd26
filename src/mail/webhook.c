/* One notice goes out: a request, or a program's standard input. */
#include "mail/webhook.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/program.h"
#include "webhook_request.h"

#define ANSWER_MOST (16 << 10)
#define ARGUMENTS 16

/* ---- a request ------------------------------------------------------------------------- */

static enum webhook_result
judge(const struct webhook *w, long status, const struct buf *answer, char **cause)
{
    json_t *object = w->says_ok ? json_loadb(buf_text(answer), answer->len, 0, NULL) : NULL;
    bool no = object != NULL && json_is_false(json_object_get(object, "ok"));

    json_decref(object);
    if (status >= 200 && status < 300 && !no)
        return WEBHOOK_SENT;
    cause_set(cause,
              no ? "it answered \"ok\": false, with status %ld" : "it answered with status %ld",
              status);
    return status >= 500 || status == 429 || status == 408 ? WEBHOOK_LATER : WEBHOOK_NEVER;
}

static enum webhook_result
request(const struct webhook *w, const char *ca_file, int seconds, char **cause)
{
    struct buf answer = {0};
    struct request r = { .ca_file = ca_file, .seconds = seconds, .most = ANSWER_MOST, .answer = &answer };
    enum webhook_result result = request_run(w, &r, cause);

    if (result == WEBHOOK_SENT)
        result = judge(w, r.status, &answer, cause);
    buf_free(&answer);
    return result;
}

/* ---- a program ------------------------------------------------------------------------- */

static enum webhook_result
run(const struct webhook *w, int seconds, char **cause)
{
    char *words = xstrdup(w->program), *rest = words, *argv[ARGUMENTS + 1], *word;
    int n = 0, status;

    while (n < ARGUMENTS && (word = strsep(&rest, " ")) != NULL)
        if (*word != '\0')
            argv[n++] = word;
    argv[n] = NULL;
    status = program_run(argv, w->body, seconds);
    free(words);
    if (status == 0)
        return WEBHOOK_SENT;
    if (status == PROGRAM_NONE)
        cause_set(cause, "its program cannot be run");
    else if (status == PROGRAM_KILLED)
        cause_set(cause, "its program did not end in time, or a signal ended it");
    else
        cause_set(cause, "its program ended with %d", status);
    return status == PROGRAM_KILLED ? WEBHOOK_UNKNOWN
           : status == PROGRAM_NONE ? WEBHOOK_NEVER
                                    : WEBHOOK_LATER;
}

enum webhook_result
webhook_send(const struct webhook *w, const char *ca_file, int seconds, char **cause)
{
    return w->program != NULL ? run(w, seconds, cause) : request(w, ca_file, seconds, cause);
}
