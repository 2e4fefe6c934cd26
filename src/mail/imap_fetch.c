/* Looking at messages: the list of a folder, and whole messages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

#define PIECE (128u << 10)   /* one write to the archive; a TLS record brings 16 KiB */

/* What one FETCH row says. */
struct row {
    struct imap_item item;
    bool dated, flags, odd;     /* odd: something in it is not as RFC 3501 has it */
    bool text;                  /* a message text came with it */
};

/* Where the text of a row goes: 0, or -1: nothing more is taken. */
typedef int text_taker(void *arg, struct response *, struct row *);

struct fetching;

/* ---- one row --------------------------------------------------------------------- */

/* " 9-Jun-2023 16:00:00 +0700", with a zone by its name if need be. */
static instant
internal_date(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct date d = {0};
    char month[4] = "", zone[6] = "";
    const char *at;
    int h, m, s, offset = 0;

    if (sscanf(text, " %d-%3[A-Za-z]-%d %d:%d:%d %5[+0-9A-Z-]", &d.day, month, &d.year, &h, &m, &s,
               zone) != 7 ||
        strlen(month) != 3 || (at = strcasestr(months, month)) == NULL || (at - months) % 3 != 0)
        return INSTANT_NONE;
    d.month = (int)(at - months) / 3 + 1;
    if ((*zone == '+' || *zone == '-') && strspn(zone + 1, "0123456789") == 4)
        offset = atoi(zone + 1) / 100 * HOUR + atoi(zone + 1) % 100 * MINUTE;
    else if (strcmp(zone, "Z") != 0 && strcmp(zone, "UT") != 0 && strcmp(zone, "UTC") != 0 &&
             strcmp(zone, "GMT") != 0)
        return INSTANT_NONE;
    if (!date_valid(d) || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
        return INSTANT_NONE;
    return instant_of(d, h, m, *zone == '-' ? -offset : offset) + s;
}

static bool
is_mark(const struct response *a, const char *keyword)
{
    return response_is(a, keyword == NULL ? "\\Seen" : keyword);
}

/* The words of a list up to its end, other lists within; flags are looked at. */
static int
take_list(struct response *a, struct row *row, const char *keyword, bool flags)
{
    for (int depth = 1; depth > 0; ) {
        switch (response_word(a)) {
        case WORD_OPEN: depth++; break;
        case WORD_CLOSE: depth--; break;
        case WORD_ATOM: row->item.marked |= flags && is_mark(a, keyword); break;
        case WORD_LITERAL:
            if (response_skip(a) != 0)
                return -1;
            break;
        case WORD_END: case WORD_BROKEN: row->odd = true; return 0;
        case WORD_STRING: break;
        }
    }
    return 0;
}

static void
take_date(struct response *a, struct row *row)
{
    char text[40];

    snprintf(text, sizeof text, "%.*s", (int)(a->length < sizeof text ? a->length : 0), a->word);
    row->dated = true;
    row->item.received = internal_date(text);
}

static void
take_number(const struct response *a, const char *name, struct row *row)
{
    uint64_t n = 0;

    if (strcasecmp(name, "UID") == 0 && response_number(a, UINT32_MAX, &n))
        row->item.uid = (uint32_t)n;
    else if (strcasecmp(name, "RFC822.SIZE") == 0 && response_number(a, INT64_MAX / 16, &n)) {
        row->item.sized = true;
        row->item.size = n;
    }
}

/* The value of one item; *kind is its first word. */
static int
take_value(struct response *a, const char *name, struct row *row, const char *keyword,
           text_taker *text, void *arg)
{
    enum word kind = response_word(a);
    bool body = strcasecmp(name, "BODY[]") == 0;

    if (body && text != NULL && (kind == WORD_LITERAL || kind == WORD_STRING)) {
        if (kind == WORD_STRING)
            a->literal = a->length;
        a->inline_text = kind == WORD_STRING;
        return text(arg, a, row);
    }
    switch (kind) {
    case WORD_OPEN:
        row->flags |= strcasecmp(name, "FLAGS") == 0;
        return take_list(a, row, keyword, strcasecmp(name, "FLAGS") == 0);
    case WORD_LITERAL:
        return response_skip(a);
    case WORD_STRING: case WORD_ATOM:
        if (strcasecmp(name, "INTERNALDATE") == 0)
            take_date(a, row);
        else
            take_number(a, name, row);
        return 0;
    case WORD_CLOSE: case WORD_END: case WORD_BROKEN:
        row->odd = true;
    }
    return 0;
}

/* "3 FETCH (UID 12 ...)": 1 it was one; 0 something else; -1 dead. */
static int
read_row(struct response *a, const char *keyword, struct row *row, text_taker *text, void *arg)
{
    char name[32];
    uint64_t n;

    *row = (struct row){ .item = { .received = INSTANT_NONE } };
    if (response_word(a) != WORD_ATOM || !response_number(a, UINT32_MAX, &n) ||
        response_word(a) != WORD_ATOM)
        return 0;
    if (response_is(a, "EXISTS"))
        a->im->news = true;
    if (!response_is(a, "FETCH"))
        return 0;
    row->odd = response_word(a) != WORD_OPEN;
    for (;;) {
        enum word kind = response_word(a);

        if (kind == WORD_CLOSE)
            return 1;
        if (kind == WORD_LITERAL && response_skip(a) != 0)
            return -1;
        if (kind == WORD_END || kind == WORD_BROKEN)
            row->odd = true;
        if (kind == WORD_END || kind == WORD_BROKEN)
            return 1;
        if (kind != WORD_ATOM)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(a->length < sizeof name ? a->length : 0),
                 a->word);
        if (take_value(a, name, row, keyword, text, arg) != 0)
            return -1;
    }
}

/* ---- the list -------------------------------------------------------------------- */

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
            int rc = read_row(&a, keyword, &row, NULL, NULL);

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
    enum responded how = RESPONSE_DEAD;
    struct response a;
    struct row row;

    if (imap_begin(im, false, cause) == 0 && imap_command(&a, im, "NOOP") == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW && read_row(&a, NULL, &row, NULL, NULL) >= 0)
            ;
    return response_end(&a, how == RESPONSE_ROW ? RESPONSE_DEAD : how, "asking for news", cause);
}

int
imap_exists(struct imap *im, uint32_t uid, char **cause)
{
    char *command = xasprintf("UID FETCH %u (UID)", uid);
    enum responded how = RESPONSE_DEAD;
    struct response a;
    struct row row;
    bool there = false;

    if (hear_news(im, cause) >= 0 && imap_begin(im, false, cause) == 0 && imap_command(&a, im, command) == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW && read_row(&a, NULL, &row, NULL, NULL) >= 0)
            there = there || row.item.uid == uid;
    free(command);
    if (how == RESPONSE_ROW || how == RESPONSE_DEAD)
        return response_end(&a, RESPONSE_DEAD, "looking for a message", cause);
    return there || how == RESPONSE_REFUSED;
}

/* ---- whole messages -------------------------------------------------------------- */

struct fetching {
    struct imap *im;
    const struct imap_sink *sink;
    const uint32_t *uids;       /* asked for, sorted */
    bool *seen;                 /* delivered, or begun */
    size_t n;
    uint32_t current;           /* begun and not ended; 0: none */
    uint64_t size;              /* of its text */
    char *piece;                /* PIECE octets of it */
    bool late;                  /* a row gave its uid only after its text */
};

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

static int
wrong(const struct fetching *f, const char *why)
{
    tls_fail(f->im->tls, why);
    return -1;
}

static int
pour(struct fetching *f, struct response *a)
{
    int rc = 0;

    for (uint64_t left = a->literal; left > 0 && rc == 0; ) {
        size_t n = left < PIECE ? (size_t)left : PIECE;

        if ((rc = response_octets(a, f->piece, n)) == 0 &&
            f->sink->bytes(f->sink->arg, f->piece, n) != 0)
            rc = wrong(f, "given up by the receiver");
        left -= n;
        f->size += rc == 0 ? n : 0;
    }
    return rc == 0 ? response_more(a) : rc;
}

/* The text of one row: a literal, or a string within the line. Without its uid
 * nobody knows whose it is, unless one alone was asked for. */
static int
take_text(void *arg, struct response *a, struct row *row)
{
    struct fetching *f = arg;
    uint32_t uid = row->item.uid != 0 ? row->item.uid : f->n == 1 ? f->uids[0] : 0;
    bool *seen = uid != 0 ? asked_for(f, uid) : NULL;

    if (uid == 0) {
        f->late = true;
        return a->inline_text ? 0 : response_skip(a);
    }
    if (seen == NULL || *seen || f->current != 0)
        return wrong(f, "the server sent a message that was not asked for");
    *seen = row->text = true;
    f->size = 0;
    if (f->sink->begin(f->sink->arg, uid) != 0)
        return wrong(f, "given up by the receiver");
    f->current = uid;
    if (!a->inline_text)
        return pour(f, a);
    f->size = a->length;
    return a->length == 0 || f->sink->bytes(f->sink->arg, a->word, a->length) == 0
               ? 0
               : wrong(f, "given up by the receiver");
}

static int
end_row(struct fetching *f, const struct row *row)
{
    uint32_t uid = f->current;

    if (!row->text)
        return 0;
    if (row->item.uid != uid)
        return wrong(f, "the server gave one message two uids");
    f->current = 0;
    tls_progress(f->im->tls);
    return f->sink->end(f->sink->arg, uid, row->item.received, f->size, true) == 0
               ? 0
               : wrong(f, "given up by the receiver");
}

static int
fetch_portion(struct fetching *f, char **cause)
{
    char *set = imap_set_text(f->uids, f->n),
         *command = xasprintf("UID FETCH %s (UID INTERNALDATE BODY.PEEK[])", set);
    enum responded how = RESPONSE_DEAD;
    struct response a = { .im = f->im };
    struct row row;
    int rc = imap_begin(f->im, true, cause);

    f->piece = xmalloc(PIECE);
    if (rc == 0 && imap_command(&a, f->im, command) == 0)
        while ((how = response_next(&a)) == RESPONSE_ROW)
            if (read_row(&a, NULL, &row, take_text, f) < 0 || end_row(f, &row) != 0) {
                how = RESPONSE_DEAD;
                break;
            }
    if (rc == 0)
        rc = response_end(&a, how, "fetching messages", cause);
    if (f->current != 0)
        f->sink->end(f->sink->arg, f->current, INSTANT_NONE, f->size, false);
    free(f->piece);
    free(command);
    free(set);
    return rc;
}

/* A server may give the uid of a row after its text. Then one command a
 * message, so that it is known whose text comes. */
static int
fetch_singly(struct fetching *all, char **cause)
{
    int rc = 0;

    for (size_t i = 0; i < all->n && rc == 0; i++) {
        struct fetching one = {
            .im = all->im, .sink = all->sink, .uids = &all->uids[i], .seen = &all->seen[i], .n = 1
        };

        if (!all->seen[i])
            rc = fetch_portion(&one, cause);
    }
    return rc;
}

int
imap_fetch(struct imap *im, const uint32_t *uids, size_t n, const struct imap_sink *sink,
           char **cause)
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
