/* Who is in a folder: its list, a search, one message. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

struct listing {
    struct imap_item *v;
    size_t n;
    bool doubt;                 /* a row came that names nobody */
};

static int
by_uid(const void *a, const void *b)
{
    const struct imap_item *x = a, *y = b;

    if (x->uid != y->uid)
        return x->uid > y->uid ? 1 : -1;
    return (int)y->sized - (int)x->sized;
}

/* One row for each uid; of several the one that says more. */
static void
sort_out(struct listing *l)
{
    size_t kept = 0;

    if (l->n > 0)
        qsort(l->v, l->n, sizeof *l->v, by_uid);
    for (size_t i = 0; i < l->n; i++)
        if (kept == 0 || l->v[kept - 1].uid != l->v[i].uid)
            l->v[kept++] = l->v[i];
    l->n = kept;
}

/* "9:*" always gives the last message (RFC 3501, 6.4.8), and a row that only
 * tells of changed flags may come in between. */
static void
list_row(struct listing *l, const struct row *row, uint32_t first)
{
    if (row->item.uid >= first)
        *ARRAY_MORE(l->v, l->n) = row->item;
    else if (row->item.uid == 0)
        l->doubt = l->doubt || row->odd || row->item.sized || row->dated || !row->flags;
}

static int
list_rows(struct imap *im, uint32_t first, const char *keyword, struct listing *l, char **cause)
{
    char *command = xasprintf("UID FETCH %u:* (UID FLAGS INTERNALDATE RFC822.SIZE)", first);
    enum responded how = RESPONSE_DEAD;
    struct response a;
    struct row row;

    if (imap_command(&a, im, command) == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW) {
            int rc = imap_row(&a, keyword, &row, NULL, NULL);

            if (rc < 0) {
                how = RESPONSE_DEAD;
                break;
            }
            if (rc == 1)
                list_row(l, &row, first);
        }
    free(command);
    return response_end(&a, how, "listing messages", cause);
}

/* The uids that a search finds, whatever the list says of them. */
int
imap_search(struct imap *im, const char *what, uint32_t **uids, size_t *n, char **cause)
{
    char *command = xasprintf("UID SEARCH %s", what);
    enum responded how = RESPONSE_DEAD;
    struct response a;
    uint64_t uid;

    *uids = NULL;
    *n = 0;
    if (imap_begin(im, false, cause) == 0 && imap_command(&a, im, command) == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW)
            if (response_word(&a) == WORD_ATOM && response_is(&a, "SEARCH"))
                while (response_word(&a) == WORD_ATOM && response_number(&a, UINT32_MAX, &uid))
                    *ARRAY_MORE(*uids, *n) = (uint32_t)uid;
    free(command);
    return response_end(&a, how, "searching", cause);
}

/* Where the list is in doubt the search says who is there: rows of the list
 * tell the rest of those they name. */
static int
complete(struct imap *im, uint32_t first, struct listing *l, char **cause)
{
    char *what = xasprintf("UID %u:*", first);
    uint32_t *uids = NULL;
    size_t n = 0;
    int rc = imap_search(im, what, &uids, &n, cause);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (uids[i] >= first)
            *ARRAY_MORE(l->v, l->n) = (struct imap_item){ .uid = uids[i],
                                                          .received = INSTANT_NONE };
    free(uids);
    free(what);
    return rc;
}

int
imap_list(struct imap *im, uint32_t first, const char *keyword, struct imap_item **items, size_t *n,
          char **cause)
{
    struct listing l = {0};
    char *said = NULL;
    int rc;

    *items = NULL;
    *n = 0;
    if (imap_begin(im, false, cause) != 0)
        return -1;
    im->news = false;
    im->session->imap_selection_info->sel_has_exists = 0;
    rc = list_rows(im, first, keyword, &l, &said);
    if (rc == 1 || (rc == 0 && l.doubt)) {
        free(said);
        said = NULL;
        rc = complete(im, first, &l, &said);
    }
    if (said != NULL)
        cause_set(cause, "%s", said);
    free(said);
    if (rc != 0) {
        free(l.v);
        return rc;
    }
    sort_out(&l);
    *items = l.v;
    *n = l.n;
    return 0;
}

/* While it answers FETCH a server may not say that a message is gone (RFC 3501, 7.4.1), and some
 * show it until they may. */
static int
hear_news(struct imap *im, char **cause)
{
    static const char doing[] = "asking for news";
    struct response a = { .im = im };

    if (imap_begin(im, false, cause) != 0 || imap_command(&a, im, "NOOP") != 0)
        return response_end(&a, RESPONSE_DEAD, doing, cause);
    return imap_pass_over(&a, doing, cause);
}

int
imap_exists(struct imap *im, uint32_t uid, char **cause)
{
    char *command = xasprintf("UID FETCH %u (UID)", uid);
    enum responded how = RESPONSE_DEAD;
    struct response a;
    struct row row;
    bool there = false;

    if (hear_news(im, cause) >= 0 && imap_begin(im, false, cause) == 0 &&
        imap_command(&a, im, command) == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW &&
               imap_row(&a, NULL, &row, NULL, NULL) >= 0)
            there = there || row.item.uid == uid;
    free(command);
    if (how == RESPONSE_ROW || how == RESPONSE_DEAD)
        return response_end(&a, RESPONSE_DEAD, "looking for a message", cause);
    return there || how == RESPONSE_REFUSED;
}
