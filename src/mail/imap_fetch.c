/* Looking at messages: the list of a folder, and whole messages. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

/* What one FETCH row says; 0 where it says nothing. */
struct row {
    uint32_t uid;
    uint64_t size;
    instant received;
    bool has_size, has_flags, has_body, marked;
};

static instant
internal_date(const struct mailimap_date_time *t)
{
    struct date d = {0};
    int zone;

    if (t == NULL)
        return INSTANT_NONE;
    d = (struct date){ t->dt_year, t->dt_month, t->dt_day };
    zone = (t->dt_zone / 100 * 60 + t->dt_zone % 100) * 60;
    return date_valid(d) ? instant_of(d, t->dt_hour, t->dt_min, zone) + t->dt_sec : INSTANT_NONE;
}

static bool
has_mark(const struct mailimap_msg_att_dynamic *flags, const char *keyword)
{
    for (clistiter *i = flags->att_list != NULL ? clist_begin(flags->att_list) : NULL; i != NULL; i = clist_next(i)) {
        const struct mailimap_flag_fetch *f = clist_content(i);

        if (f->fl_type != MAILIMAP_FLAG_FETCH_OTHER || f->fl_flag == NULL)
            continue;
        if (keyword == NULL ? f->fl_flag->fl_type == MAILIMAP_FLAG_SEEN
            : f->fl_flag->fl_type == MAILIMAP_FLAG_KEYWORD && strcasecmp(f->fl_flag->fl_data.fl_keyword, keyword) == 0)
            return true;
    }
    return false;
}

static void
read_static(struct row *row, const struct mailimap_msg_att_static *a)
{
    switch (a->att_type) {
    case MAILIMAP_MSG_ATT_UID:
        row->uid = a->att_data.att_uid;
        break;
    case MAILIMAP_MSG_ATT_RFC822_SIZE:
        row->size = a->att_data.att_rfc822_size;
        row->has_size = true;
        break;
    case MAILIMAP_MSG_ATT_INTERNALDATE:
        row->received = internal_date(a->att_data.att_internal_date);
        break;
    case MAILIMAP_MSG_ATT_BODY_SECTION:
        row->has_body = a->att_data.att_body_section != NULL && a->att_data.att_body_section->sec_body_part != NULL;
        break;
    default:
        break;
    }
}

static struct row
read_row(const struct mailimap_msg_att *att, const char *keyword)
{
    struct row row = { .received = INSTANT_NONE };

    for (clistiter *i = att->att_list != NULL ? clist_begin(att->att_list) : NULL; i != NULL; i = clist_next(i)) {
        const struct mailimap_msg_att_item *item = clist_content(i);

        if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
            read_static(&row, item->att_data.att_static);
        else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC && item->att_data.att_dyn != NULL) {
            row.has_flags = true;
            row.marked = has_mark(item->att_data.att_dyn, keyword);
        }
    }
    return row;
}

/* libetpan hands rows over one by one only if somebody watches progress, too. */
static void
ignore_progress(size_t current, size_t maximum, void *context)
{
    (void)current, (void)maximum, (void)context;
}

static int
uid_fetch(struct imap *im, struct mailimap_set *set, struct mailimap_fetch_type *what, mailimap_msg_att_handler *row,
          mailimap_msg_body_handler *body, void *context, const char *doing, char **cause)
{
    clist *rows = NULL;
    int r;

    im->session->imap_selection_info->sel_has_exists = 0;
    mailimap_set_progress_callback(im->session, NULL, ignore_progress, NULL);
    mailimap_set_msg_att_handler(im->session, row, context);
    mailimap_set_msg_body_handler(im->session, body, context);
    r = mailimap_uid_fetch(im->session, set, what, &rows);
    mailimap_set_msg_body_handler(im->session, NULL, NULL);
    mailimap_set_msg_att_handler(im->session, NULL, NULL);
    mailimap_set_progress_callback(im->session, NULL, NULL, NULL);
    if (r == MAILIMAP_NO_ERROR)
        mailimap_fetch_list_free(rows);
    mailimap_set_free(set);
    mailimap_fetch_type_free(what);
    return imap_verdict(im, r, MAILIMAP_ERROR_UID_FETCH, doing, cause);
}

/* --- list ---------------------------------------------------------------- */

struct listing {
    struct imap_item *v;
    size_t n;
    uint32_t first;
    const char *keyword;
};

static void
list_row(struct mailimap_msg_att *att, void *context)
{
    struct listing *l = context;
    struct row row = read_row(att, l->keyword);

    /* "9:*" always gives the last message (RFC 3501, 6.4.8), and a row that
     * only tells of changed flags may come in between. */
    if (row.uid >= l->first && row.has_size && row.has_flags)
        *ARRAY_MORE(l->v, l->n) = (struct imap_item){ row.uid, row.size, row.received, row.marked };
}

static int
by_uid(const void *a, const void *b)
{
    uint32_t x = ((const struct imap_item *)a)->uid, y = ((const struct imap_item *)b)->uid;

    return (x > y) - (x < y);
}

static struct mailimap_fetch_type *
list_attributes(void)
{
    struct mailimap_fetch_type *what = mailimap_fetch_type_new_fetch_att_list_empty();

    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_uid());
    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_flags());
    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_internaldate());
    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_rfc822_size());
    return what;
}

int
imap_list(struct imap *im, uint32_t first, const char *keyword, struct imap_item **items, size_t *n, char **cause)
{
    struct listing l = { .first = first, .keyword = keyword };
    size_t kept = 0;
    int rc;

    *items = NULL;
    *n = 0;
    if (imap_begin(im, false, cause) != 0)
        return -1;
    rc = uid_fetch(im, mailimap_set_new_interval(first, 0), list_attributes(), list_row, NULL, &l,
                   "listing messages", cause);
    if (rc != 0) {
        free(l.v);
        return rc;
    }
    if (l.n > 0)
        qsort(l.v, l.n, sizeof *l.v, by_uid);
    for (size_t i = 0; i < l.n; i++)
        if (kept == 0 || l.v[kept - 1].uid != l.v[i].uid)
            l.v[kept++] = l.v[i];
    *items = l.v;
    *n = kept;
    return 0;
}

/* --- whole messages ------------------------------------------------------ */

struct fetching {
    struct imap *im;
    const struct imap_sink *sink;
    const uint32_t *uids;       /* asked for, sorted */
    bool *seen;                 /* delivered, or begun */
    size_t n;
    uint32_t current;           /* begun and not ended; 0: none */
    uint64_t size, left;        /* of the current literal */
    bool skipping;              /* its uid comes only after the text */
    bool late;                  /* such a row came */
    bool wrong;                 /* nothing more is taken */
};

/* The line before the text: "* 7 FETCH (UID 12 ... BODY[] {3456}". */
static bool
announced(const struct imap *im, uint32_t *uid, uint64_t *size)
{
    const MMAPString *b = im->session->imap_stream_buffer;
    const char *end = b->str + b->len, *open = end, *line, *p;
    char *stop;

    if (b->len < 5 || memcmp(end - 3, "}\r\n", 3) != 0)
        return false;
    while (open > b->str && *open != '{')
        open--;
    for (line = open; line > b->str && line[-1] != '\n'; line--)
        ;
    *size = strtoull(open + 1, &stop, 10);
    if (*open != '{' || stop != end - 3)
        return false;
    *uid = 0;
    if ((p = memmem(line, (size_t)(open - line), "(UID ", 5)) != NULL ||
        (p = memmem(line, (size_t)(open - line), " UID ", 5)) != NULL)
        *uid = (uint32_t)strtoul(p + 5, NULL, 10);
    return true;
}

static bool *
asked_for(const struct fetching *f, uint32_t uid)
{
    size_t low = 0, high = f->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (f->uids[middle] < uid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n && f->uids[low] == uid ? &f->seen[low] : NULL;
}

/* libetpan reads on after a row handler; a dead connection stops it. */
static bool
wrong(struct fetching *f, const char *why)
{
    f->wrong = true;
    tls_fail(f->im->tls, why);
    return false;
}

static bool
begin_message(struct fetching *f, uint32_t uid, uint64_t size)
{
    bool *seen = asked_for(f, uid);

    if (seen == NULL || *seen)
        return wrong(f, "the server sent a message that was not asked for");
    *seen = true;
    if (f->sink->begin(f->sink->arg, uid) != 0)
        return wrong(f, "given up by the receiver");
    f->current = uid;
    f->size = f->left = size;
    return true;
}

/* The first bytes of a text: whose are they? */
static bool
begin_text(struct fetching *f, int type, const struct mailimap_msg_att_body_section *section)
{
    uint32_t uid;

    if (type != MAILIMAP_MSG_ATT_BODY_SECTION || section == NULL ||
        (section->sec_section != NULL && section->sec_section->sec_spec != NULL) || !announced(f->im, &uid, &f->left))
        return wrong(f, "the server sent something else than the message");
    if (uid == 0 && f->n == 1)
        uid = f->uids[0];
    if (uid != 0)
        return begin_message(f, uid, f->left);
    f->skipping = f->late = true;
    return true;
}

static bool
body_bytes(int type, struct mailimap_msg_att_body_section *section, const char *bytes, size_t n, void *context)
{
    struct fetching *f = context;

    if (f->wrong || (f->current == 0 && !f->skipping && !begin_text(f, type, section)))
        return false;
    if (n > f->left)
        return wrong(f, "the server sent more than it announced");
    f->left -= n;
    if (!f->skipping && f->sink->bytes(f->sink->arg, bytes, n) != 0)
        return wrong(f, "given up by the receiver");
    return true;
}

static void
body_row(struct mailimap_msg_att *att, void *context)
{
    struct fetching *f = context;
    struct row row = read_row(att, NULL);

    if (f->wrong)
        return;
    if (f->skipping) {
        f->skipping = false;
        return;
    }
    if (f->current == 0) {
        /* An empty text makes no call of body_bytes; a row without text is news of flags. */
        if (!row.has_body || row.uid == 0 || !begin_message(f, row.uid, 0))
            return;
    }
    if (row.uid != f->current || f->left > 0) {
        wrong(f, f->left > 0 ? "the server sent less than it announced" : "the server gave one message two uids");
        return;
    }
    f->current = 0;
    tls_progress(f->im->tls);
    if (f->sink->end(f->sink->arg, row.uid, row.received, f->size, true) != 0)
        wrong(f, "given up by the receiver");
}

static struct mailimap_fetch_type *
body_attributes(void)
{
    struct mailimap_fetch_type *what = mailimap_fetch_type_new_fetch_att_list_empty();

    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_uid());
    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_internaldate());
    mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
    return what;
}

static int
fetch_portion(struct fetching *f, char **cause)
{
    const char *doing = "fetching messages";
    char *said = NULL;
    int rc;

    if (imap_begin(f->im, true, cause) != 0)
        return -1;
    rc = uid_fetch(f->im, imap_set(f->uids, f->n), body_attributes(), body_row, body_bytes, f, doing, &said);
    if (rc >= 0 && (f->wrong || f->current != 0)) {
        free(said);
        rc = imap_dead(f->im, doing, cause);
    } else if (said != NULL) {
        cause_set(cause, "%s", said);   /* after what the receiver said, if that was the reason */
        free(said);
    }
    if (f->current != 0)
        f->sink->end(f->sink->arg, f->current, INSTANT_NONE, f->size - f->left, false);
    return rc;
}

/* A server may give the uid of a row after its text. Then one command a
 * message, so that it is known whose text comes. */
static int
fetch_singly(struct fetching *all, char **cause)
{
    int rc = 0;

    for (size_t i = 0; i < all->n && rc == 0; i++) {
        struct fetching one = { .im = all->im, .sink = all->sink, .uids = &all->uids[i], .seen = &all->seen[i], .n = 1 };

        if (!all->seen[i])
            rc = fetch_portion(&one, cause);
    }
    return rc;
}

int
imap_fetch(struct imap *im, const uint32_t *uids, size_t n, const struct imap_sink *sink, char **cause)
{
    uint32_t *sorted = imap_sorted(uids, &n);
    bool *seen = xcalloc(n, sizeof *seen);
    int rc = 0;

    for (size_t i = 0, portion; i < n && rc == 0; i += portion) {
        struct fetching f = { .im = im, .sink = sink, .uids = sorted + i, .seen = seen + i };

        f.n = portion = imap_portion(sorted + i, n - i);
        rc = fetch_portion(&f, cause);
        if (rc == 0 && f.late)
            rc = fetch_singly(&f, cause);
    }
    free(seen);
    free(sorted);
    return rc;
}
