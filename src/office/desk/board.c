#include "office/desk/board.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "core/letter/markup.h"
#include "office/desk/sources.h"
#include "report/board.h"
#include "store/docket.h"

#define SHARE 20                        /* of its time at most one part goes into the board */

struct board_styles {
    struct styled {
        struct board_style style;
        char *language, *hash;
        struct letter_template *index, *report, *unit;
    } of[2];                            /* one, or both in the order of office.language */
    size_t n;
};

/* ---- templates --------------------------------------------------------------------- */

static struct letter_template *
template(const char *name, const struct sources *s, char **cause)
{
    const char *text = sources_find(name, (void *)s);
    struct letter_template *t;

    if (text == NULL) {
        cause_set(cause, "there is no %s.html", name);
        return NULL;
    }
    t = markup_parse(name, text, sources_find, (void *)s, cause);
    if (t == NULL || letter_template_check(t, board_keys, board_nkeys, cause))
        return t;
    letter_template_free(t);
    return NULL;
}

/* What stands between <style> and </style>, each on a line of its own (CSP level 3, 2.3.1). */
static char *
style_hash(const struct sources *s, char **cause)
{
    const char *text = sources_find("style", (void *)s);
    struct letter_template *t = text == NULL ? NULL
                                             : markup_parse("style", text, NULL, NULL, cause);
    unsigned char digest[HASH_SIZE];
    struct buf b = {0};
    char *base64, *hash;

    if (t == NULL) {
        if (text == NULL)
            cause_set(cause, "there is no style.css");
        return NULL;
    }
    buf_addc(&b, '\n');
    markup_render(t, NULL, &b);
    hash_bytes(b.data, b.len, digest);
    base64 = base64_of(digest, sizeof digest);
    hash = xasprintf("sha256-%s", base64);
    free(base64);
    buf_free(&b);
    letter_template_free(t);
    return hash;
}

static int
load_language(struct styled *l, const char *folder, const char *language, char **cause)
{
    char *path = xasprintf("%s/%s", folder, language), *why = NULL;
    struct sources s = {0};
    bool read = sources_read(&s, folder, ".css", cause) == 0 && sources_read(&s, path, ".html", cause) == 0, fine;

    l->language = xstrdup(language);
    fine = read && (l->hash = style_hash(&s, &why)) != NULL && (l->index = template("index", &s, &why)) != NULL &&
           (l->report = template("report", &s, &why)) != NULL &&
           (l->unit = template("unit", &s, &why)) != NULL;
    l->style = (struct board_style){ l->language, l->index, l->report, l->unit, l->hash };
    if (read && !fine)
        cause_set(cause, "%s: %s", path, why);
    free(why);
    sources_free(&s);
    free(path);
    return fine ? 0 : -1;
}

struct board_styles *
board_styles_load(const char *folder, const char *language, char **cause)
{
    struct board_styles *b = xcalloc(1, sizeof *b);
    char *languages = xstrdup(language), *rest = languages, *one;
    int rc = 0;

    while (rc == 0 && b->n < ARRAY_LEN(b->of) && (one = strsep(&rest, "+")) != NULL)
        rc = load_language(&b->of[b->n++], folder, one, cause);
    free(languages);
    if (rc == 0)
        return b;
    board_styles_free(b);
    return NULL;
}

void
board_styles_free(struct board_styles *b)
{
    for (size_t i = 0; b != NULL && i < b->n; i++) {
        struct styled *l = &b->of[i];

        letter_template_free(l->index);
        letter_template_free(l->report);
        letter_template_free(l->unit);
        free(l->language);
        free(l->hash);
    }
    free(b);
}

/* ---- pages on disk ------------------------------------------------------------------- */

struct writing {                        /* of one language's pages into its folder */
    const char *folder;
    struct strings names;
    char **cause;
};

/* A page that is no longer made would look as if it were fresh. */
static void
remove_stale(struct writing *w)
{
    DIR *dir = opendir(w->folder);
    struct dirent *e;

    qsort(w->names.v, w->names.n, sizeof *w->names.v, strings_order);
    while (dir != NULL && (e = readdir(dir)) != NULL) {
        const char *name = e->d_name;
        size_t n = strlen(name);
        bool ours = (strncmp(e->d_name, "report-", 7) == 0 ||
                     strncmp(e->d_name, "unit-", 5) == 0) &&
                    n > 5 && strcmp(e->d_name + n - 5, ".html") == 0;

        if (ours &&
            bsearch(&name, w->names.v, w->names.n, sizeof *w->names.v, strings_order) == NULL)
            unlinkat(dirfd(dir), e->d_name, 0);
    }
    if (dir != NULL)
        closedir(dir);
}

static int
write_page(void *arg, const char *name, const char *html, size_t n)
{
    struct writing *w = arg;
    char *path = xasprintf("%s/%s", w->folder, name);
    int rc = file_replace(path, html, n, 0644, w->cause);

    free(path);
    strings_add(&w->names, name);
    return rc == 0 ? 0 : -2;
}

static int
make_folder(const char *folder, char **cause)
{
    if (access(folder, F_OK) == 0 ||
        (folder_make(folder, 0755, cause) == 0 && chmod(folder, 0755) == 0))
        return 0;
    cause_set(cause, "%s: %s", folder, strerror(errno));
    return -2;
}

int
board_write(struct desk *desk, const char *folder, bool public, instant now, char **cause)
{
    struct board *board = NULL;
    int rc = make_folder(folder, cause);

    if (rc != 0)
        return rc;
    rc = store_look(desk->store);       /* all of it as it stood at once */
    if (rc == 0)
        rc = board_read(desk->store, desk->plan, desk->settings, public, now, &board);
    for (size_t i = 0; rc == 0 && i < desk->board->n; i++) {
        const struct board_style *style = &desk->board->of[i].style;
        char *below = i == 0 ? xstrdup(folder) : xasprintf("%s/%s", folder, style->language);
        struct writing w = { .folder = below, .cause = cause };

        rc = make_folder(below, cause);
        if (rc == 0)
            rc = board_make(board, style, write_page, &w);
        if (rc == 0)
            remove_stale(&w);
        strings_free(&w.names);
        free(below);
    }
    board_free(board);
    store_rollback(desk->store);
    return rc;
}

/* A board that cannot be written is no reason to stop: it is tried again, and its age stands on it. */
int
board_tick(struct desk *desk, struct board_watch *w, instant now)
{
    const struct settings *s = desk->settings;
    int64_t head = 0, begun = clock_monotonic_ms();
    char *cause = NULL;
    int rc;

    if (begun < w->rest_until)
        return 0;
    if (journal_head(desk->store, &head) != 0)
        return -1;
    if (w->made != 0 && head == w->head && now - w->made < HOUR &&
        date_compare(moment_of(now, s->office.utc_offset).date,
                     moment_of(w->made, s->office.utc_offset).date) == 0)
        return 0;
    rc = board_write(desk, s->board.folder, s->board.public, now, &cause);
    if (rc == -2)
        log_warning("the board is not written: %s", cause);
    free(cause);
    *w = (struct board_watch){ head, now,
                               clock_monotonic_ms() + (clock_monotonic_ms() - begun) * SHARE };
    return rc == -1 ? -1 : 0;
}
