#include "office/desk/letters.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/problem.h"
#include "core/letter/context.h"

#define TEMPLATE_MOST (64ul << 10)

struct template_source { char *name, *text; };

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
            struct template_source *s = ARRAY_MORE(l->sources, l->nsources);
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

const struct letter_template *
letters_template(const struct language *l, const char *name)
{
    for (size_t i = 0; i < l->nsources; i++)
        if (strcmp(l->sources[i].name, name) == 0)
            return l->templates[i];
    return NULL;
}

static int
parse_one(struct language *l, const char *name, char **cause)
{
    for (size_t i = 0; i < l->nsources; i++) {
        if (strcmp(l->sources[i].name, name) != 0)
            continue;
        l->templates[i] = letter_template_parse(name, l->sources[i].text, partial, l, cause);
        return l->templates[i] != NULL && letter_template_check(l->templates[i], letter_context_keys, letter_context_nkeys, cause) ? 0 : -1;
    }
    return cause_set(cause, "there is no template %s.txt", name);
}

/* Every letter that is sent; the other files are parts of these. */
static int
parse_sources(struct language *l, const char *folder, char **cause)
{
    l->templates = xcalloc(l->nsources + 1, sizeof *l->templates);
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        char *why = NULL;

        if (parse_one(l, letter_names[i], &why) != 0) {
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

        l->name = xstrdup(one);
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
        free(l->name);
        free(l->sources);
        free(l->templates);
    }
    free(letters);
}
