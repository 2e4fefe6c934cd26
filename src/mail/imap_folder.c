/* Folders: which there are, and opening one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

/* ---- opening --------------------------------------------------------------------- */

/* PERMANENTFLAGS with \* takes new keywords, without it only those it names (NULL: \Seen);
 * where the server says nothing, all are taken (RFC 3501, 7.1). */
static bool
keeps_keyword(const struct mailimap_selection_info *info, const char *keyword)
{
    if (info->sel_perm_flags == NULL)
        return true;
    for (clistiter *i = clist_begin(info->sel_perm_flags); i != NULL; i = clist_next(i)) {
        const struct mailimap_flag_perm *perm = clist_content(i);
        const struct mailimap_flag *f = perm->fl_type == MAILIMAP_FLAG_PERM_FLAG ? perm->fl_flag
                                                                                 : NULL;

        if (perm->fl_type == MAILIMAP_FLAG_PERM_ALL)
            return true;
        if (keyword == NULL && f != NULL && f->fl_type == MAILIMAP_FLAG_SEEN)
            return true;
        if (keyword != NULL && f != NULL && f->fl_type == MAILIMAP_FLAG_KEYWORD &&
            strcasecmp(f->fl_data.fl_keyword, keyword) == 0)
            return true;
    }
    return false;
}

int
imap_select(struct imap *im, const char *folder, const char *keyword, struct imap_folder *out,
            char **cause)
{
    const struct mailimap_selection_info *info;
    char *name = imap_folder_name(folder), *doing;
    int rc;

    if (name == NULL) {
        cause_set(cause, "%s: no folder can have the name \"%s\"", im->peer, folder);
        return 1;
    }
    doing = xasprintf("opening the folder \"%s\"", folder);
    if ((rc = imap_begin(im, false, cause)) == 0)
        rc = imap_verdict(im, mailimap_select(im->session, name), MAILIMAP_ERROR_SELECT, doing,
                          cause);
    if (rc == 0) {
        info = im->session->imap_selection_info;
        *out = (struct imap_folder){ info->sel_uidvalidity, info->sel_uidnext, keeps_keyword(info, keyword) };
        if (out->uidvalidity == 0)              /* without it no uid means anything */
            rc = imap_dead(im, "opening a folder: the server gave no UIDVALIDITY", cause);
    }
    free(doing);
    free(name);
    return rc;
}

/* ---- which there are ---------------------------------------------------------------- */

static void
box_clear(struct imap_box *b)
{
    free(b->name);
    *b = (struct imap_box){0};
}

void
imap_boxes_free(struct imap_boxes *boxes)
{
    for (size_t i = 0; i < boxes->n; i++)
        box_clear(&boxes->v[i]);
    free(boxes->v);
    *boxes = (struct imap_boxes){0};
}

static void
take_flags(struct response *a, struct imap_box *b)
{
    while (response_word(a) == WORD_ATOM) {
        b->junk = b->junk || response_is(a, "\\Junk");             /* RFC 6154 */
        b->closed = b->closed || response_is(a, "\\Noselect") || response_is(a, "\\NonExistent");
    }
}

/* LIST (\HasNoChildren \Junk) "." "INBOX.Spam": 1 it was one, 0 another row, -1 dead. */
static int
take_box(struct response *a, struct imap_box *b)
{
    char *wire = NULL;
    enum word kind;

    *b = (struct imap_box){0};
    if (response_word(a) != WORD_ATOM || !response_is(a, "LIST") || response_word(a) != WORD_OPEN)
        return 0;
    take_flags(a, b);
    if (response_word(a) == WORD_STRING && a->length == 1)
        b->separator = *a->word;
    kind = response_word(a);
    if (kind == WORD_LITERAL && response_literal(a, &wire) != 0)
        return -1;
    if (kind == WORD_STRING || kind == WORD_ATOM)
        wire = xstrndup(a->word, a->length);
    if (wire == NULL)
        return 0;
    b->name = imap_folder_shown(wire);
    free(wire);
    return 1;
}

int
imap_list_folders(struct imap *im, struct imap_boxes *out, char **cause)
{
    enum responded how = RESPONSE_DEAD;
    struct response a;
    struct imap_box box;
    int rc;

    *out = (struct imap_boxes){0};
    if (imap_begin(im, false, cause) != 0)
        return -1;
    if (imap_command(&a, im, "LIST \"\" \"*\"") == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW) {
            if ((rc = take_box(&a, &box)) < 0) {
                how = RESPONSE_DEAD;
                break;
            }
            if (rc == 1)
                *ARRAY_MORE(out->v, out->n) = box;
        }
    rc = response_end(&a, how, "listing folders", cause);
    if (rc != 0)
        imap_boxes_free(out);
    return rc;
}

/* The same path below a prefix, whatever sign stands between its parts. */
static bool
same_path(const char *wanted, const char *there, char separator)
{
    for (; *wanted != '\0' && *there != '\0'; wanted++, there++)
        if (*wanted != *there && !(*wanted == '/' && *there == separator))
            return false;
    return *wanted == *there;
}

const struct imap_box *
imap_find_folder(const struct imap_boxes *boxes, const char *name)
{
    for (size_t i = 0; i < boxes->n; i++)
        if (strcmp(boxes->v[i].name, name) == 0 ||
            (strcasecmp(name, "INBOX") == 0 && strcasecmp(boxes->v[i].name, name) == 0))
            return &boxes->v[i];
    for (size_t i = 0; i < boxes->n; i++) {
        const struct imap_box *b = &boxes->v[i];
        bool below = strncasecmp(b->name, "INBOX", 5) == 0 && b->separator != '\0' &&
                     b->name[5] == b->separator;

        if (same_path(name, b->name, b->separator) ||
            (below && same_path(name, b->name + 6, b->separator)))
            return b;
    }
    return NULL;
}

/* Kept for the connection; a server that does not list leaves it empty. */
static int
fill(struct imap *im, struct imap_boxes *boxes)
{
    char *why = NULL;
    int rc = boxes->n > 0 ? 0 : imap_list_folders(im, boxes, &why);

    free(why);
    return rc;
}

int
imap_select_found(struct imap *im, const char *name, const char *keyword, struct imap_boxes *boxes,
                  struct imap_folder *out, bool *absent, char **cause)
{
    const struct imap_box *box;
    char *why = NULL;
    int rc = imap_select(im, name, keyword, out, &why);

    *absent = false;
    if (rc == 1 && fill(im, boxes) < 0)
        rc = -1;
    if (rc == 1) {
        box = imap_find_folder(boxes, name);
        *absent = boxes->n > 0 && (box == NULL || box->closed) && strcasecmp(name, "INBOX") != 0;
        if (box != NULL && !box->closed && strcmp(box->name, name) != 0) {
            free(why);
            why = NULL;
            rc = imap_select(im, box->name, keyword, out, &why);
        }
    }
    if (why != NULL)
        cause_set(cause, "%s", why);
    free(why);
    return rc;
}

char *
imap_folder_names(const struct imap_boxes *boxes, bool english)
{
    struct buf b = {0};

    for (size_t i = 0; i < boxes->n; i++)
        if (!boxes->v[i].closed)
            buf_addf(&b, "%s%s%s", b.len > 0 ? ", " : "", boxes->v[i].name,
                     !boxes->v[i].junk ? "" : english ? " (the one for spam)" : " (thư rác)");
    return buf_take(&b);
}
