/* Templates, and letters into the outbox. */
#include "daemon/post.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "core/letter.h"
#include "core/letter_context.h"
#include "daemon/notice.h"
#include "store/docket.h"

#define TEMPLATE_MOST (64ul << 10)

/* ---- templates ------------------------------------------------------------------ */

/* The texts of one language's folder, then each parsed with its partials. */
struct source { char *name, *text; };

struct language {
    struct source *sources;
    size_t nsources;
    struct letter_template **templates;     /* same order; NULL where only partial */
};

struct letters {
    struct language of[2];              /* one, or both in the order of office.language */
    size_t n;
};

static const char *
partial(const char *name, void *arg)
{
    const struct language *l = arg;

    for (size_t i = 0; i < l->nsources; i++)
        if (strcmp(l->sources[i].name, name) == 0)
            return l->sources[i].text;
    return NULL;
}

static int
read_sources(struct language *l, const char *folder, char **cause)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort), rc = 0;

    if (n < 0)
        return cause_set(cause, "%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *dot = strrchr(entries[i]->d_name, '.');

        if (rc == 0 && dot != NULL && dot != entries[i]->d_name && strcmp(dot, ".txt") == 0) {
            struct source *s = ARRAY_MORE(l->sources, l->nsources);
            char *path = xasprintf("%s/%s", folder, entries[i]->d_name);

            s->name = xstrndup(entries[i]->d_name, (size_t)(dot - entries[i]->d_name));
            s->text = file_read(path, TEMPLATE_MOST, NULL, cause);
            rc = s->text == NULL ? -1 : 0;
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
    return rc;
}

/* A file that begins with "Subject:" is a letter, any other a partial. */
static int
parse_sources(struct language *l, const char *folder, char **cause)
{
    l->templates = xcalloc(l->nsources + 1, sizeof *l->templates);
    for (size_t i = 0; i < l->nsources; i++) {
        char *why = NULL;

        if (strncmp(l->sources[i].text, "Subject:", 8) != 0)
            continue;
        l->templates[i] = letter_template_parse(l->sources[i].name, l->sources[i].text, partial, l, &why);
        if (l->templates[i] == NULL ||
            !letter_template_check(l->templates[i], letter_context_keys, letter_context_nkeys, &why)) {
            cause_set(cause, "%s/%s", folder, why);
            free(why);
            return -1;
        }
    }
    return 0;
}

struct letters *
letters_load(const char *folder, const char *language, char **cause)
{
    struct letters *letters = xcalloc(1, sizeof *letters);
    char *languages = xstrdup(language), *rest = languages, *one;
    int rc = 0;

    while (rc == 0 && letters->n < 2 && (one = strsep(&rest, "+")) != NULL) {
        struct language *l = &letters->of[letters->n++];
        char *path = xasprintf("%s/%s", folder, one);

        rc = read_sources(l, path, cause);
        if (rc == 0)
            rc = parse_sources(l, path, cause);
        free(path);
    }
    free(languages);
    if (rc == 0)
        return letters;
    letters_free(letters);
    return NULL;
}

void
letters_free(struct letters *letters)
{
    for (size_t i = 0; letters != NULL && i < letters->n; i++) {
        struct language *l = &letters->of[i];

        for (size_t k = 0; k < l->nsources; k++) {
            free(l->sources[k].name);
            free(l->sources[k].text);
            if (l->templates != NULL)
                letter_template_free(l->templates[k]);
        }
        free(l->sources);
        free(l->templates);
    }
    free(letters);
}

static const struct letter_template *
template(const struct language *l, const char *name)
{
    for (size_t i = 0; i < l->nsources; i++)
        if (strcmp(l->sources[i].name, name) == 0)
            return l->templates[i];
    return NULL;
}

/* ---- one letter ------------------------------------------------------------------- */
