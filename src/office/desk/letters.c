#include "office/desk/letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "core/letter/context.h"
#include "report/answer.h"

const struct letter_template *
letters_template(const struct templates *t, const char *name)
{
    for (size_t i = 0; i < t->sources.n; i++)
        if (strcmp(t->sources.v[i].name, name) == 0)
            return t->v[i];
    return NULL;
}

static int
parse_one(struct templates *t, const char *name, const char *const *keys, size_t nkeys,
          char **cause)
{
    for (size_t i = 0; i < t->sources.n; i++) {
        if (strcmp(t->sources.v[i].name, name) != 0)
            continue;
        t->v[i] = letter_template_parse(name, t->sources.v[i].text, sources_find, &t->sources,
                                        cause);
        return t->v[i] != NULL && letter_template_check(t->v[i], keys, nkeys, cause) ? 0 : -1;
    }
    return cause_set(cause, "%s.txt: there is no such template", name);
}

/* Every template of these names; the other files are parts of them. */
static int
load(struct templates *t, const char *folder, const char *const *names, const char *const *keys,
     size_t nkeys, char **cause)
{
    int rc = sources_read(&t->sources, folder, ".txt", cause);

    t->v = xcalloc(t->sources.n + 1, sizeof *t->v);
    for (size_t i = 0; rc == 0 && names[i] != NULL; i++) {
        char *why = NULL;

        if ((rc = parse_one(t, names[i], keys, nkeys, &why)) != 0)
            cause_set(cause, "%s/%s", folder, why);
        free(why);
    }
    return rc;
}

static int
load_language(struct language *l, const char *folder, const char *name, char **cause)
{
    char *letters = xasprintf("%s/%s", folder, name),
         *answers = xasprintf("%s/%s/answers", folder, name);
    size_t nkeys = 0;
    int rc;

    while (answer_keys[nkeys] != NULL)
        nkeys++;
    l->name = xstrdup(name);
    rc = load(&l->letters, letters, letter_names, letter_context_keys, letter_context_nkeys, cause);
    if (rc == 0)
        rc = load(&l->answers, answers, answer_names, answer_keys, nkeys, cause);
    free(letters);
    free(answers);
    return rc;
}

static const struct language *
loaded(const struct letters *letters, const char *name)
{
    for (size_t i = 0; i < letters->n; i++)
        if (strcmp(letters->of[i].name, name) == 0)
            return &letters->of[i];
    return NULL;
}

/* Those of "vi+en" that are not there yet. */
static int
load_all(struct letters *letters, const char *folder, const char *language, char **cause)
{
    char *languages = xstrdup(language), *rest = languages, *one;
    int rc = 0;

    while (rc == 0 && letters->n < ARRAY_LEN(letters->of) && (one = strsep(&rest, "+")) != NULL)
        if (loaded(letters, one) == NULL)
            rc = load_language(&letters->of[letters->n++], folder, one, cause);
    free(languages);
    return rc;
}

struct letters *
letters_load(const struct settings *s, const struct plan *plan, char **cause)
{
    struct letters *letters = xcalloc(1, sizeof *letters);
    int rc = load_all(letters, s->letters, s->office.language, cause);

    letters->office = letters->n;
    for (size_t i = 0; rc == 0 && i < s->nofficers; i++)
        if (s->officers[i].language != TONGUE_OFFICE)
            rc = load_all(letters, s->letters, tongue_names[s->officers[i].language], cause);
    for (size_t i = 0; rc == 0 && plan != NULL && i < plan->nunits; i++)
        if (plan->units[i].language != NULL)
            rc = load_all(letters, s->letters, plan->units[i].language, cause);
    if (rc == 0)
        return letters;
    letters_free(letters);
    return NULL;
}

size_t
letters_languages(const struct letters *letters, const struct unit *unit,
                  const struct language *out[static 2])
{
    size_t n = 0;

    if (unit == NULL || unit->language == NULL) {
        for (; n < letters->office; n++)
            out[n] = &letters->of[n];
        return n;
    }
    char *languages = xstrdup(unit->language), *rest = languages, *one;
    while (n < 2 && (one = strsep(&rest, "+")) != NULL)
        if ((out[n] = loaded(letters, one)) != NULL)
            n++;
    free(languages);
    return n;
}

const struct language *
letters_of(const struct letters *letters, const struct officer *officer)
{
    const struct language *his = officer == NULL ? NULL
                                                 : loaded(letters, tongue_names[officer->language]);

    return his != NULL ? his : &letters->of[0];
}

static void
templates_clear(struct templates *t)
{
    for (size_t i = 0; t->v != NULL && i < t->sources.n; i++)
        letter_template_free(t->v[i]);
    free(t->v);
    sources_free(&t->sources);
}

void
letters_free(struct letters *letters)
{
    for (size_t i = 0; letters != NULL && i < letters->n; i++) {
        templates_clear(&letters->of[i].letters);
        templates_clear(&letters->of[i].answers);
        free(letters->of[i].name);
    }
    free(letters);
}

void
letters_answer(const struct language *l, const struct answer *a, struct rendered *out)
{
    struct letter_part *parts = xcalloc(a->nparts + 1, sizeof *parts);

    for (size_t i = 0; i < a->nparts; i++)
        parts[i] = (struct letter_part){ letters_template(&l->answers, a->parts[i].template),
                                         a->parts[i].facts };
    letter_parts_render(parts, a->nparts, l->name, out);
    free(parts);
}
