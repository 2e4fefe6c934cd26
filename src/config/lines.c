/* A plan as lines "path = value", by the option tables that read it. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "config/plans.h"
#include "plan.h"
#include "write.h"

struct walk {
    struct strings *out;
    const char *path;
};

static void flat(const struct walk *, const struct options *, const void *object);

static void
line(const struct walk *w, const char *key, const char *value)
{
    strings_take(w->out, xasprintf("%s%s = %s", w->path, key, value));
}

/* What an element of a list goes by. */
static char *
name_of(const struct options *group, const void *element, size_t i)
{
    static const char *const keys[] = { "code", "period", "name", "unit", "title" };

    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        for (size_t r = 0; r < group->n; r++)
            if (strcmp(group->rows[r].key, keys[k]) == 0 &&
                *(char *const *)AT(element, group->rows[r].offset) != NULL)
                return xstrdup(*(char *const *)AT(element, group->rows[r].offset));
    return xasprintf("%zu", i + 1);
}

static void
list(const struct walk *w, const struct option *o, const void *object)
{
    const char *elements = *(char *const *)AT(object, o->offset);
    size_t n = *(const size_t *)AT(object, o->extra);

    for (size_t i = 0; i < n; i++) {
        const void *element = elements + i * o->group->size;
        char *name = name_of(o->group, element, i),
             *path = xasprintf("%s%s.%s.", w->path, o->key, name);

        flat(&(struct walk){ w->out, path }, o->group, element);
        free(path);
        free(name);
    }
}

static void
due_line(const struct walk *w, const struct due *d)
{
    struct buf b = {0};

    if (d->date.year != 0)
        buf_addf(&b, "%04d-", d->date.year);
    if (d->date.month != 0)
        buf_addf(&b, "%02d-", d->date.month);
    buf_addf(&b, "%02d", d->date.day);
    if (d->hour != 0 || d->minute != 0)
        buf_addf(&b, "T%02d:%02d", d->hour, d->minute);
    line(w, d->inclusive ? "by" : "before", buf_text(&b));
    buf_free(&b);
}

/* What has a reader of its own has a writer here. */
static void
called(const struct walk *w, const struct options *options, const struct option *o,
       const void *object)
{
    const struct report *report = object;
    char *path;

    if (options == &due_options && strcmp(o->key, "before") == 0)
        due_line(w, object);
    if (options == &exception_options && strcmp(o->key, "before") == 0)
        due_line(w, &((const struct due_exception *)object)->due);
    if (o->group != &form_options || report->form == NULL)
        return;
    path = xasprintf("%sform.", w->path);
    flat(&(struct walk){ w->out, path }, &form_options, report->form);
    free(path);
}

static void
flat(const struct walk *w, const struct options *options, const void *object)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct option *o = &options->rows[i];
        struct buf value = {0};

        if (o->type == OPTION_LIST) {
            list(w, o, object);
        } else if (o->type == OPTION_CALL) {
            called(w, options, o, object);
        } else if (o->type == OPTION_GROUP) {
            char *path = xasprintf("%s%s.", w->path, o->key);
            flat(&(struct walk){ w->out, path }, o->group, AT(object, o->offset));
            free(path);
        } else if (option_write(o, object, &value)) {
            line(w, o->key, buf_text(&value));
        }
        buf_free(&value);
    }
}

void
plan_lines(const struct plan *plan, struct strings *out)
{
    flat(&(struct walk){ out, "" }, &plan_options, plan);
}

void
plan_silence(const struct plan *plan, bool english, FILE *out)
{
    for (size_t i = 0; i < plan->nreports; i++) {
        const struct report *r = &plan->reports[i];
        const char *before = "";

        for (size_t a = 0; a < ATTRIBUTES; a++) {
            if (r->attributes[a] != NULL)
                continue;
            fprintf(out, "%s%s%s", *before == '\0' ? r->code : "",
                    *before != '\0' ? before
                    : english       ? ": the plan does not state "
                                    : ": kế hoạch không nêu ",
                    attribute_names[a]);
            before = ", ";
        }
        if (*before != '\0')
            fputs(english ? " (Decree 09/2019, article 7)\n" : " (Nghị định 09/2019/NĐ-CP, Điều 7)\n", out);
    }
}
