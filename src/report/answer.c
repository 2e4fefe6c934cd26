#include "report/answer.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/mem.h"

void
answer_add(struct answer *a, const char *template, json_t *facts)
{
    *ARRAY_MORE(a->parts, a->nparts) = (struct answer_part){ template, facts };
}

void
answer_put(json_t *facts, const char *key, char *text)
{
    json_object_set_new(facts, key, text == NULL ? json_null() : json_string(text));
    free(text);
}

void
answer_file(struct answer *a, const char *name, const char *type, void *bytes, size_t size)
{
    *ARRAY_MORE(a->files, a->nfiles) = (struct letter_file){ .name = xstrdup(name),
                                                             .media_type = xstrdup(type),
                                                             .bytes = bytes,
                                                             .size = size };
}

struct answer_mark
answer_mark(const struct answer *a)
{
    return (struct answer_mark){ a->nparts, a->nfiles };
}

static void
file_free(struct letter_file *f)
{
    free(f->name);
    free(f->media_type);
    free((void *)f->bytes);
}

void
answer_back(struct answer *a, struct answer_mark mark)
{
    while (a->nparts > mark.parts)
        json_decref(a->parts[--a->nparts].facts);
    while (a->nfiles > mark.files)
        file_free(&a->files[--a->nfiles]);
}

void
answer_clear(struct answer *a)
{
    answer_back(a, (struct answer_mark){0});
    free(a->parts);
    free(a->files);
    *a = (struct answer){0};
}
