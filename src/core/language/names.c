/* All names of a unit: those that the plan gives it, and how they are written for short. */
#include "core/language/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct { const char *kind, *before[8], *after; } forms_of_kind[] = {
    {"huyện", {"huyện", "h", "cah", "ca h", "ca huyện", "công an huyện"}, "district"},
    {"thành phố", {"thành phố", "tp", "t p", "catp", "ca tp", "ca thành phố", "công an tp"}, "city"},
    {"xã", {"xã", "x", "cax", "ca xã", "công an xã", "ubnd xã", "ubnd x"}, "commune"},
    {"phường", {"phường", "p", "cap", "ca phường", "công an phường", "ubnd phường", "ubnd p"}, "ward"},
    {"thị trấn", {"thị trấn", "tt", "catt", "ca tt", "công an thị trấn", "ubnd thị trấn", "ubnd tt"}, "town"},
};

/* The kind with which a name begins, and the name behind it; NULL: none. */
static const char *
own_kind(const char **name)
{
    const char *kind = NULL;

    for (size_t k = 0; k < ARRAY_LEN(forms_of_kind) && kind == NULL; k++) {
        size_t n = strlen(forms_of_kind[k].kind);
        if (strncmp(*name, forms_of_kind[k].kind, n) == 0 && (*name)[n] == ' ') {
            kind = forms_of_kind[k].kind;
            *name += n + 1;
        }
    }
    return kind;
}

struct naming { void (*each)(void *, const char *, bool); void *arg; };

/* "huyện CL", "TP. Hồng Ngự", "Cao Lanh district": the kind before a name tells apart what the name
 * alone does not. A name that has a kind of its own, as those before the reform, keeps that ("P. Mỹ
 * Phú"); with a number the short kind is too often something else (gist_former.c). */
static void
add_forms(const struct naming *to, const char *kind, const char *name, bool strong)
{
    const char *own = own_kind(&name);

    kind = own != NULL ? own : kind;
    for (size_t k = 0; k < ARRAY_LEN(forms_of_kind) && kind != NULL; k++) {
        if (strcmp(kind, forms_of_kind[k].kind) != 0)
            continue;
        for (size_t i = 0;
             i < ARRAY_LEN(forms_of_kind[k].before) && forms_of_kind[k].before[i] != NULL; i++) {
            char *full = xasprintf("%s %s", forms_of_kind[k].before[i], name);
            if (!isdigit((unsigned char)*name) || strchr(full, ' ') > full + 3)
                to->each(to->arg, full, strong || own == NULL);
            free(full);
        }
        char *english = xasprintf("%s %s", name, forms_of_kind[k].after);
        to->each(to->arg, english, strong || own == NULL);
        free(english);
    }
}

void
names_each(const struct unit *u, void (*each)(void *, const char *, bool), void *arg)
{
    const struct naming to = { each, arg };

    each(arg, u->name, true);
    each(arg, u->holder, true);
    for (size_t i = 0; i < u->aliases_strong.n; i++) {
        const char *name = u->aliases_strong.v[i];

        each(arg, name, true);
        if (!u->host && own_kind(&name) != NULL)
            add_forms(&to, u->kind, u->aliases_strong.v[i], true);
    }
    for (size_t i = 0; i < u->aliases_weak.n && !u->host; i++) {
        each(arg, u->aliases_weak.v[i], false);
        add_forms(&to, u->kind, u->aliases_weak.v[i], false);
    }
    if (!u->host && u->kind != NULL && strncmp(u->name, u->kind, strlen(u->kind)) == 0)
        add_forms(&to, u->kind, u->name, true);
}
