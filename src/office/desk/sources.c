#include "office/desk/sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/problem.h"

#define TEXT_MOST (64ul << 10)

int
sources_read(struct sources *s, const char *folder, const char *ending, char **cause)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort), rc = 0;

    if (n < 0)
        return cause_set(cause, "%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name, *dot = strrchr(name, '.');

        if (rc == 0 && dot != NULL && dot != name && strcmp(dot, ending) == 0) {
            struct source_text *one = ARRAY_MORE(s->v, s->n);
            char *path = xasprintf("%s/%s", folder, name);

            one->name = xstrndup(name, (size_t)(dot - name));
            one->text = file_read(path, TEXT_MOST, NULL, cause);
            rc = one->text == NULL ? -1 : 0;
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
    return rc;
}

const char *
sources_find(const char *name, void *sources)
{
    const struct sources *s = sources;

    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].name, name) == 0)
            return s->v[i].text;
    return NULL;
}

void
sources_free(struct sources *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->v[i].name);
        free(s->v[i].text);
    }
    free(s->v);
    *s = (struct sources){0};
}
