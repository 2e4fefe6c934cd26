/* One row of an answer to FETCH (RFC 3501, 7.4.2), however odd. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "imap_private.h"

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

int
imap_row(struct response *a, const char *keyword, struct row *row, text_taker *text, void *arg)
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

int
imap_pass_over(struct response *a, const char *doing, char **cause)
{
    enum responded how;
    struct row row;

    while ((how = response_next(a)) == RESPONSE_ROW && imap_row(a, NULL, &row, NULL, NULL) >= 0)
        ;
    return response_end(a, how == RESPONSE_ROW ? RESPONSE_DEAD : how, doing, cause);
}
