#include "office/desk/letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "core/letter/context.h"

const struct letter_template *
letters_template(const struct language *l, const char *name)
{
    for (size_t i = 0; i < l->sources.n; i++)
        if (strcmp(l->sources.v[i].name, name) == 0)
            return l->templates[i];
    return NULL;
}

static int
parse_one(struct language *l, const char *name, char **cause)
{
    for (size_t i = 0; i < l->sources.n; i++) {
        if (strcmp(l->sources.v[i].name, name) != 0)
            continue;
        l->templates[i] = letter_template_parse(name, l->sources.v[i].text, sources_find,
                                                &l->sources, cause);
        return l->templates[i] != NULL &&
                       letter_template_check(l->templates[i], letter_context_keys,
                                             letter_context_nkeys, cause)
                   ? 0
                   : -1;
    }
    return cause_set(cause, "there is no template %s.txt", name);
}

/* Every letter that is sent; the other files are parts of these. */
static int
parse_sources(struct language *l, const char *folder, char **cause)
{
    l->templates = xcalloc(l->sources.n + 1, sizeof *l->templates);
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
        rc = sources_read(&l->sources, path, ".txt", cause);
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

        for (size_t k = 0; l->templates != NULL && k < l->sources.n; k++)
            letter_template_free(l->templates[k]);
        sources_free(&l->sources);
        free(l->name);
        free(l->templates);
    }
    free(letters);
}
