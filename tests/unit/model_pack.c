/* A reader's packed answer: all of it comes back, and one that lies is caught. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/cell.h"
#include "model/message.h"

/* One member of every kind. */
static struct message *
a_mail(void)
{
    struct message *m = message_new();
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);
    struct document_table *t = ARRAY_MORE(a->tables, a->ntables);
    struct table_row *r = ARRAY_MORE(t->rows, t->nrows);

    m->subject = xstrdup("Báo cáo\n6 tháng");
    m->return_path = xstrdup("");
    m->counts.from = -1;
    m->counts.subject = 300;
    strings_add(&m->references, "a@b");
    strings_add(&m->references, "");
    *ARRAY_MORE(m->from.v, m->from.n) = (struct mailbox_address){ NULL, xstrdup("h@dongthap.example") };
    a->inside = -1;
    a->size = UINT64_MAX;
    a->status = ATTACHMENT_QUARANTINED;
    a->identity.unit = xstrdup("h-cao-lanh");
    a->letterhead = xcalloc(1, sizeof *a->letterhead);
    s->name = xstrdup("Biểu 1");
    s->hidden = true;
    *ARRAY_MORE(s->cells, s->ncells) = (struct cell){ 7, 703, CELL_DATE, xstrdup("2023-06-09"), NULL, true, true };
    *ARRAY_MORE(s->cells, s->ncells) = (struct cell){ INT32_MAX, INT32_MAX, CELL_TEXT, xstrdup("x"), xstrdup(""), false, false };
    *ARRAY_MORE(a->names, a->nnames) = (struct name){ xstrdup("n"), NULL, 20, 1, 390, 8 };
    strings_add(&r->cells, "STT");
    *ARRAY_MORE(a->fields, a->nfields) = (struct form_field){ xstrdup("ten"), FORM_RADIO, NULL };
    return m;
}

static char *
printed(const struct message *m)
{
    struct buf b = {0};

    message_print(m, &b);
    return buf_take(&b);
}

/* Frees m. */
static struct buf
packed(struct message *m)
{
    struct buf b = {0};

    message_pack(m, &b);
    message_free(m);
    return b;
}

/* From bytes of exactly that size, so that one read behind them is seen. */
static struct message *
unpacked(const char *bytes, size_t n, char **cause)
{
    char *own = xmalloc(n > 0 ? n : 1);

    memcpy(own, bytes, n);
    return message_unpack(own, n, cause);
}

static void
what_is_packed_comes_back(void **state)
{
    struct message *m = a_mail(), *back;
    char *was = printed(m), *is, *cause = NULL;
    struct buf b = packed(m);

    (void)state;
    back = unpacked(b.data, b.len, &cause);
    assert_non_null(back);
    is = printed(back);
    assert_string_equal(is, was);
    assert_int_equal(back->attachments[0].sheets[0].cells[1].row, CELL_LAST_ROW);
    assert_int_equal(back->attachments[0].inside, -1);
    assert_string_equal(back->return_path, "");
    assert_null(back->date);
    message_free(back);
    buf_free(&b);
    free(was);
    free(is);
}

static void
every_cut_is_noticed(void **state)
{
    struct buf b = packed(a_mail());

    (void)state;
    for (size_t n = 0; n < b.len; n++) {
        char *cause = NULL;

        assert_null(unpacked(b.data, n, &cause));
        assert_non_null(cause);
        free(cause);
    }
    buf_free(&b);
}

/* Any byte may be any other: it is refused, or is a message that can be printed. */
static void
no_byte_is_trusted(void **state)
{
    struct buf b = packed(a_mail());
    int refused = 0, read = 0;

    (void)state;
    for (size_t i = 0; i < b.len; i++) {
        for (int value = 0; value < 256; value++) {
            char was = b.data[i], *cause = NULL;
            struct message *m;

            b.data[i] = (char)value;
            m = unpacked(b.data, b.len, &cause);
            b.data[i] = was;
            if (m != NULL)
                free(printed(m));
            assert_true((m == NULL) == (cause != NULL));
            *(m == NULL ? &refused : &read) += 1;
            message_free(m);
            free(cause);
        }
    }
    assert_true(refused > 0 && read > 0);
    buf_free(&b);
}

/* Frees m. */
static void
refused(struct message *m, const char *why)
{
    struct buf b = packed(m);
    char *cause = NULL;

    assert_null(unpacked(b.data, b.len, &cause));
    assert_string_equal(cause, why);
    free(cause);
    buf_free(&b);
}

static void
what_it_may_not_say_is_refused(void **state)
{
    struct message *m = message_new();
    struct attachment *a;

    (void)state;
    m->text = xstrdup("\xff");
    refused(m, "text is no UTF-8");
    m = message_new();
    m->text = xcalloc(1, LIMIT_TEXT + 2);
    memset(m->text, 'a', LIMIT_TEXT + 1);
    refused(m, "text is longer than it may be");
    m = message_new();
    for (int i = 0; i < LIMIT_ADDRESSES + 1; i++)
        ARRAY_MORE(m->to.v, m->to.n)->addr = xstrdup("a");
    refused(m, "to holds more than it may");
    m = message_new();
    ARRAY_MORE(m->from.v, m->from.n)->name = xstrdup("a");
    refused(m, "addr is missing");
    m = message_new();
    a = ARRAY_MORE(m->attachments, m->nattachments);
    refused(m, "attachments[0].inside is no attachment before it");
    m = message_new();
    a = ARRAY_MORE(m->attachments, m->nattachments);
    a->inside = -1;
    a->status = ATTACHMENT_STATUSES;
    refused(m, "status is out of range");
    m = message_new();
    a = ARRAY_MORE(m->attachments, m->nattachments);
    a->inside = -1;
    *ARRAY_MORE(a->names, a->nnames) = (struct name){ xstrdup("n"), NULL, 0, 1, 1, 1 };
    refused(m, "ref is out of range");
}

static void
nothing_stands_behind_its_end(void **state)
{
    struct buf b = packed(a_mail());
    char *cause = NULL;

    (void)state;
    buf_add(&b, "", 1);
    assert_null(unpacked(b.data, b.len, &cause));
    assert_string_equal(cause, "the answer goes on behind its end");
    free(cause);
    buf_free(&b);
}

/* Many small things: short packed, large once built. */
static void
what_is_built_has_a_bound(void **state)
{
    struct message *m = message_new();

    (void)state;
    for (size_t built = 0; built <= LIMIT_ANSWER_BUILT;) {
        struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
        struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);

        a->inside = -1;
        s->name = xstrdup("S");
        s->ncells = LIMIT_CELLS;
        s->cells = xcalloc(s->ncells, sizeof *s->cells);
        for (size_t i = 0; i < s->ncells; i++)
            s->cells[i] = (struct cell){ .row = 1, .column = 1, .value = xstrdup("") };
        built += s->ncells * sizeof *s->cells;
    }
    refused(m, "cells holds more than it may");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(no_byte_is_trusted),
        cmocka_unit_test(what_it_may_not_say_is_refused),
        cmocka_unit_test(nothing_stands_behind_its_end),
        cmocka_unit_test(what_is_built_has_a_bound),
    };

    return cmocka_run_group_tests_name("model_pack", tests, NULL, NULL);
}
