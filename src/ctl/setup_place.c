/* Where the file is to lie, and all that it names: letters, board, plans, docket and locks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "setup.h"

static bool
has_letters(const char *folder)
{
    char *path = xasprintf("%s/letters", folder);
    bool has = access(path, F_OK) == 0;

    free(path);
    return has;
}

/* Letters, board and plans lie beside the file; or around it, where one of several offices has a
 * folder of its own below the usual one, /etc/docketd/NAME; or with the program: in the tree it was
 * built in, or where it was installed. */
void
setup_find_shared(struct setup *s)
{
    const char *name = strrchr(s->folder, '/'), *bin = strrchr(s->reader, '/');
    char *places[] = { xstrdup(s->folder),
                       xstrndup(s->folder, name != NULL ? (size_t)(name - s->folder) : 0),
                       xasprintf("%.*s/../etc", (int)(bin - s->reader), s->reader),
                       xstrdup(DOCKETD_ETC) };
    size_t at = 0;

    while (at < ARRAY_LEN(places) && !has_letters(places[at]))
        at++;
    s->nowhere = at == ARRAY_LEN(places);
    s->apart = at == 1 && name != NULL ? name + 1 : NULL;
    s->lent = !s->nowhere && at > 1;
    s->shared = realpath(places[s->nowhere ? 0 : at], NULL);
    if (s->shared == NULL)
        s->shared = xstrdup(s->folder);
    for (size_t i = 0; i < ARRAY_LEN(places); i++)
        free(places[i]);
}

/* What no service runs: a file of somebody's own, with letters lent to it. */
bool
setup_is_private(const struct setup *s)
{
    return s->lent && strcmp(s->folder, DOCKETD_ETC) != 0;
}

/* A tree that was not installed is in nobody's PATH. */
char *
setup_programs(const struct setup *s)
{
    int n = (int)(strrchr(s->reader, '/') + 1 - s->reader);
    char *docketd = xasprintf("%.*sdocketd", n, s->reader),
         *folder = xasprintf("%.*s", access(docketd, X_OK) == 0 ? n : 0, s->reader);

    free(docketd);
    return folder;
}

/* Docket and locks are where docketd@NAME.service looks for them; of a private one beside it. */
void
setup_place_state(struct setup *s)
{
    if (s->apart == NULL && !setup_is_private(s))
        return;
    if (s->told[TOLD_STATE] == NULL)
        s->told[TOLD_STATE] = s->state = s->apart != NULL ? xasprintf("/var/lib/docketd/%s", s->apart)
                                                          : xasprintf("%s/state", s->folder);
    if (s->told[TOLD_RUNTIME] == NULL)
        s->told[TOLD_RUNTIME] = s->runtime = s->apart != NULL ? xasprintf("/run/docketd-%s", s->apart)
                                                              : xasprintf("%s/run", s->folder);
}

/* Before twelve questions, not after them. */
bool
setup_may_begin(const struct setup *s)
{
    char *near = xstrdup(s->folder), *slash;
    struct stat st;
    bool may;

    while (access(near, F_OK) != 0 && (slash = strrchr(near, '/')) != NULL && slash != near)
        *slash = '\0';
    may = s->dry_run || (stat(near, &st) == 0 && S_ISDIR(st.st_mode) && access(near, W_OK) == 0);
    free(near);
    if (!may)
        fprintf(
            stderr,
            s->english
                ? "%s cannot be written: run this as root, or name another file: docketctl -c FILE setup\n"
                : "Không ghi được %s: chạy lệnh này bằng root, hoặc chọn tệp khác: docketctl -c TỆP setup\n",
            s->conf);
    else if (s->nowhere && s->old == NULL)
        fprintf(
            stderr,
            s->english
                ? "There are no letters in %s, nor with the program: copy docketd's folder etc there\n"
                : "Không thấy thư mẫu (letters) ở %s, cũng không ở cạnh chương trình: chép thư mục etc của docketd vào đó\n",
            s->folder);
    return may && !(s->nowhere && s->old == NULL);
}
