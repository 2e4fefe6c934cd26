/* What is done in the mailbox once a message is in the docket. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

static struct mailimap_store_att_flags *
flags_to_add(enum mark mark, const char *keyword)
{
    struct mailimap_flag_list *list = mailimap_flag_list_new_empty();

    /* libetpan frees the keyword with free(). */
    mailimap_flag_list_add(list, mark == MARK_SEEN
                                     ? mailimap_flag_new_seen()
                                     : mailimap_flag_new_flag_keyword(xstrdup(keyword)));
    return mailimap_store_att_flags_new_add_flags_silent(list);
}

static int
store(struct imap *im, const uint32_t *uids, size_t n, enum mark mark, const char *keyword,
      char **cause)
{
    struct mailimap_set *set = imap_set(uids, n);
    struct mailimap_store_att_flags *flags = flags_to_add(mark, keyword);
    int r = mailimap_uid_store(im->session, set, flags);

    mailimap_store_att_flags_free(flags);
    mailimap_set_free(set);
    return imap_verdict(im, r, MAILIMAP_ERROR_UID_STORE, "marking messages", cause);
}

static int
move(struct imap *im, const uint32_t *uids, size_t n, const char *folder, char **cause)
{
    struct mailimap_set *set = imap_set(uids, n);
    int r = mailimap_uid_move(im->session, set, folder);

    mailimap_set_free(set);
    return imap_verdict(im, r, MAILIMAP_ERROR_UID_MOVE, "moving messages", cause);
}

/* RFC 3501, 9: atom; anything else would end the command's word. */
static bool
is_keyword(const char *word)
{
    return word != NULL && *word != '\0' && strpbrk(word, "(){%*\"\\] ") == NULL &&
           strspn(
               word,
               "!#$&'+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[^_`abcdefghijklmnopqrstuvwxyz|}~") ==
               strlen(word);
}

int
imap_mark(struct imap *im, const uint32_t *uids, size_t n, enum mark mark, const char *keyword,
          const char *move_to, char **cause)
{
    char *folder = mark == MARK_MOVE && move_to != NULL ? imap_folder_name(move_to) : NULL;
    uint32_t *sorted = imap_sorted(uids, &n);
    int rc = 0;

    if (mark == MARK_MOVE ? folder == NULL || !im->move
                          : mark == MARK_KEYWORD && !is_keyword(keyword)) {
        cause_set(cause, "%s: messages cannot be marked so: %s", im->peer,
                  mark == MARK_KEYWORD ? "the keyword is no IMAP atom" :
                  im->move ? "no folder to move them to" : "the server does not offer MOVE");
        rc = 1;
    }
    for (size_t i = 0, portion; i < n && rc == 0; i += portion) {
        portion = imap_portion(sorted + i, n - i);
        if ((rc = imap_begin(im, false, cause)) == 0)
            rc = mark == MARK_MOVE ? move(im, sorted + i, portion, folder, cause)
                : store(im, sorted + i, portion, mark, keyword, cause);
    }
    free(sorted);
    free(folder);
    return rc;
}
