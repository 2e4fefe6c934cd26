/* One thing that is too long costs that thing: every bounded member, one byte
 * or one element beyond what the daemon takes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/flag.h"
#include "model/message.h"

#define LONG_NAME (4 * LIMIT_ENTRY_NAME)

/* A mail with one of everything. */
static struct message *
full(void)
{
    struct message *m = message_new();
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);
    struct cell *c = ARRAY_MORE(s->cells, s->ncells);
    struct name *n = ARRAY_MORE(a->names, a->nnames);
    struct document_table *t = ARRAY_MORE(a->tables, a->ntables);
    struct control *k = ARRAY_MORE(a->controls, a->ncontrols);
    struct form_field *f = ARRAY_MORE(a->fields, a->nfields);
    struct mailbox_address *from = ARRAY_MORE(m->from.v, m->from.n);
    struct control *d = ARRAY_MORE(m->dsn, m->ndsn);

    a->inside = -1;
    a->letterhead = xcalloc(1, sizeof *a->letterhead);
    s->name = xstrdup("S");
    *c = (struct cell){ .row = 1, .column = 1, .value = xstrdup("v") };
    *n = (struct name){ .name = xstrdup("n"), .row = 1, .column = 1, .last_row = 1, .last_column = 1 };
    ARRAY_MORE(t->rows, t->nrows);
    strings_add(&t->rows[0].cells, "c");
    k->tag = xstrdup("t");
    f->name = xstrdup("f");
    from->addr = xstrdup("a@b.example");
    d->tag = xstrdup("action");
    return m;
}

static char **
member(struct message *m, int i, size_t *most)
{
    struct attachment *a = m->attachments;
    struct { char **text; size_t most; } all[] = {
        { &a->name, LONG_NAME }, { &a->type, LONG_NAME }, { &a->media_type, LIMIT_HEADER_BYTES }, { &a->subject, 4 * LIMIT_SUBJECT },
        { &a->from, 4 * LIMIT_SUBJECT }, { &a->message_id, LIMIT_HEADER_BYTES }, { &a->reason, LIMIT_TEXT }, { &a->text, LIMIT_CELL_BYTES },
        { &a->identity.plan, LONG_NAME }, { &a->identity.unit, LONG_NAME }, { &a->identity.report, LONG_NAME },
        { &a->identity.period, LONG_NAME }, { &a->identity.version, LONG_NAME }, { &a->sheets[0].name, LONG_NAME },
        { &a->sheets[0].cells[0].value, LIMIT_CELL_TEXT }, { &a->sheets[0].cells[0].text, LIMIT_CELL_TEXT },
        { &a->names[0].name, LONG_NAME }, { &a->names[0].sheet, LONG_NAME }, { &a->tables[0].rows[0].cells.v[0], LIMIT_CELL_TEXT },
        { &a->controls[0].tag, LONG_NAME }, { &a->controls[0].value, LIMIT_TEXT }, { &a->fields[0].name, LONG_NAME },
        { &a->fields[0].value, LIMIT_TEXT }, { &a->letterhead->issuer, LIMIT_TEXT }, { &a->letterhead->number, LIMIT_TEXT },
        { &a->letterhead->subject, LIMIT_TEXT }, { &a->letterhead->signer, LIMIT_TEXT }, { &m->subject, 4 * LIMIT_SUBJECT },
        { &m->date, LIMIT_HEADER_BYTES }, { &m->message_id, LIMIT_HEADER_BYTES }, { &m->return_path, LIMIT_HEADER_BYTES },
        { &m->from.v[0].name, LIMIT_HEADER_BYTES }, { &m->from.v[0].addr, LIMIT_HEADER_BYTES }, { &m->auto_submitted, LIMIT_HEADER_BYTES },
        { &m->precedence, LIMIT_HEADER_BYTES }, { &m->content_type, LIMIT_HEADER_BYTES }, { &m->report_type, LIMIT_HEADER_BYTES },
        { &m->text, LIMIT_TEXT }, { &m->text_full, LIMIT_TEXT }, { &m->dsn[0].tag, LONG_NAME }, { &m->dsn[0].value, LIMIT_TEXT },
    };

    if (i >= (int)ARRAY_LEN(all))
        return NULL;
    *most = all[i].most;
    return all[i].text;
}

static struct message *
back(struct message *m)
{
    struct buf packed = {0};
    char *cause = NULL;
    struct message *got;
    size_t n;

    message_fit(m);
    message_pack(m, &packed);
    message_free(m);
    n = packed.len;
    got = message_unpack(buf_take(&packed), n, &cause);
    if (got == NULL)
        print_error("%s\n", cause);
    assert_non_null(got);
    return got;
}

static void
one_letter_beyond(void **state)
{
    size_t most;

    (void)state;
    for (int i = 0;; i++) {
        struct message *m = full();
        char **text = member(m, i, &most);

        if (text == NULL) {
            message_free(m);
            break;
        }
        free(*text);
        *text = xmalloc(most + 2);
        memset(*text, 'x', most - 1);
        memcpy(*text + most - 1, "ă", 3);           /* its second byte is one too many */
        m = back(m);
        assert_int_equal(strlen(*member(m, i, &most)), most - 1);
        assert_true(flag_on(&m->flags, FLAG_TRUNCATED) != flag_on(&m->attachments[0].flags, FLAG_TRUNCATED));
        message_free(m);
    }
}

static void
what_fits_is_left_alone(void **state)
{
    struct message *m = back(full());

    (void)state;
    assert_int_equal(m->flags.n, 0);
    assert_int_equal(m->attachments[0].flags.n, 0);
    message_free(m);
}

static void
one_element_beyond(void **state)
{
    struct message *m = full();
    struct attachment *a = m->attachments;

    (void)state;
    while (m->from.n <= LIMIT_ADDRESSES)
        ARRAY_MORE(m->from.v, m->from.n)->addr = xstrdup("a@b.example");
    while (a->nsheets <= LIMIT_SHEETS)
        ARRAY_MORE(a->sheets, a->nsheets)->name = xstrdup("S");
    while (a->ntables <= LIMIT_ROWS)
        ARRAY_MORE(a->tables, a->ntables);
    while (m->problems.n <= LIMIT_REMARKS)
        strings_add(&m->problems, "p");
    m = back(m);
    assert_int_equal(m->from.n, LIMIT_ADDRESSES);
    assert_int_equal(m->attachments[0].nsheets, LIMIT_SHEETS);
    assert_int_equal(m->attachments[0].ntables, LIMIT_ROWS);
    assert_int_equal(m->problems.n, LIMIT_REMARKS);
    assert_true(flag_on(&m->flags, FLAG_TRUNCATED) && flag_on(&m->attachments[0].flags, FLAG_TRUNCATED));
    message_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_letter_beyond),
        cmocka_unit_test(what_fits_is_left_alone),
        cmocka_unit_test(one_element_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
