/* Letterheads of the official documents that mails brought. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/docket.h"
#include "db.h"

/* Of a secret document nothing is written down but that it is one (A26). */
int
letterhead_put(struct store *s, int64_t message, int attachment, const struct letterhead *h)
{
    const struct letterhead marked = { .secrecy = h->secrecy }, *from = h->secrecy != NULL ? &marked : h;
    struct buf recipients = {0};
    int rc;

    for (size_t i = 0; i < from->recipients.n; i++)
        buf_addf(&recipients, "%s%s", i > 0 ? "\n" : "", from->recipients.v[i]);
    rc = query_run(QUERY(s, SQL_LETTERHEAD_PUT, INT(message), INT(attachment), TEXT(from->issuer),
                         TEXT(from->number), TEXT(from->place), TEXT(from->date), TEXT(from->type),
                         TEXT(from->subject), TEXT(from->signer), TEXT(from->signer_position),
                         TEXT(from->urgency), TEXT(from->secrecy),
                         TEXT(recipients.len > 0 ? buf_text(&recipients) : NULL)));
    buf_free(&recipients);
    return rc;
}

static void
read_letterhead(struct query *q, struct letterhead_row *r)
{
    struct letterhead *h = &r->head;
    char **const texts[] = {
        &h->issuer,  &h->number, &h->place,           &h->date,    &h->type,
        &h->subject, &h->signer, &h->signer_position, &h->urgency, &h->secrecy
    };

    r->attachment = (int)get_int(q);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = get_text(q);
    for (const char *line = see_text(q); *line != '\0';
         line += strcspn(line, "\n"), line += *line == '\n')
        strings_take(&h->recipients, xstrndup(line, strcspn(line, "\n")));
}

ROWS(list_letterheads, struct letterhead_row, read_letterhead, letterhead_rows_free)

int
message_letterheads(struct store *s, int64_t id, struct letterhead_row **rows, size_t *n)
{
    return list_letterheads(QUERY(s, SQL_LETTERHEAD_LIST, INT(id)), rows, n);
}

void
letterhead_rows_free(struct letterhead_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        letterhead_clear(&rows[i].head);
    free(rows);
}
