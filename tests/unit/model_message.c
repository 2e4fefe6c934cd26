/* A message as JSON: what goes out comes back, and what is none is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/cell.h"
#include "model/message.h"

static struct cell *
cell(struct sheet *s, int row, int column, enum cell_type type, const char *value, const char *text)
{
    struct cell *c = ARRAY_MORE(s->cells, s->ncells);

    c->row = row;
    c->column = column;
    c->type = type;
    c->value = xstrdup(value);
    c->text = xstrdup(text);
    return c;
}

static void
add_form(struct message *m)
{
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    struct sheet *s;
    struct name *n;

    a->inside = -1;
    a->name = xstrdup("Biểu \"1\".xlsx");
    a->type = xstrdup("xlsx");
    a->size = INT64_MAX;
    a->sha256 = xstrdup("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    strings_add(&a->flags, "hidden-sheet");
    a->identity.plan = xstrdup("dong-thap-2023");
    a->identity.unit = xstrdup("h-cao-lanh");
    s = ARRAY_MORE(a->sheets, a->nsheets);
    s->name = xstrdup("Biểu 1");
    strings_add(&s->merged, "A1:D1");
    cell(s, 1, 1, CELL_TEXT, "Báo cáo\n6 tháng\t\x01", NULL);
    cell(s, 7, 2, CELL_NUMBER, "12", NULL);
    cell(s, 7, 3, CELL_NUMBER, "3.5", "3,5")->formula = true;
    cell(s, 8, 702, CELL_DATE, "2023-06-09", "9/6/2023");
    cell(s, 8, 703, CELL_BOOL, "true", NULL);
    cell(s, 9, 1, CELL_ERROR, "#REF!", NULL);
    cell(s, 9, 2, CELL_TEXT, "", NULL);
    s = ARRAY_MORE(a->sheets, a->nsheets);
    s->name = xstrdup("_docketd");
    s->hidden = true;
    n = ARRAY_MORE(a->names, a->nnames);
    *n = (struct name){ xstrdup("so_cuoc"), xstrdup("Biểu 1"), 7, 3, 7, 3 };
    n = ARRAY_MORE(a->names, a->nnames);
    *n = (struct name){ xstrdup("candidates"), NULL, 20, 1, 39, 8 };
}

static void
add_document(struct message *m)
{
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    struct document_table *t;
    struct table_row *r;

    a->inside = 0;
    a->status = ATTACHMENT_UNREADABLE;
    a->reason = xstrdup("only the first table was read");
    t = ARRAY_MORE(a->tables, a->ntables);
    r = ARRAY_MORE(t->rows, t->nrows);
    strings_add(&r->cells, "STT");
    strings_add(&r->cells, "");
    ARRAY_MORE(t->rows, t->nrows);
    ARRAY_MORE(a->tables, a->ntables);
    *ARRAY_MORE(a->controls, a->ncontrols) = (struct control){ xstrdup("so_cuoc"), xstrdup("12") };
    *ARRAY_MORE(a->fields, a->nfields) = (struct form_field){ xstrdup("ten"), FORM_RADIO, NULL };
    a->letterhead = xcalloc(1, sizeof *a->letterhead);
    a->letterhead->issuer = xstrdup("BAN CHỈ ĐẠO 138 HUYỆN CAO LÃNH");
    strings_add(&a->letterhead->recipients, "Như trên");
}

static struct message *
a_mail(void)
{
    struct message *m = message_new();

    m->subject = xstrdup("Báo cáo 6 tháng \\ 2023");
    m->message_id = xstrdup("1@h.example");
    m->return_path = xstrdup("");
    m->counts.from = 1;
    strings_add(&m->references, "a@b");
    strings_add(&m->references, "c@d");
    *ARRAY_MORE(m->from.v, m->from.n) = (struct mailbox_address){ xstrdup("Huyện"), xstrdup("h@dongthap.example") };
    m->text = xstrdup("");
    *ARRAY_MORE(m->dsn, m->ndsn) = (struct control){ xstrdup("action"), xstrdup("failed") };
    strings_add(&m->flags, "nfd");
    add_form(m);
    add_document(m);
    return m;
}

static void
parses_back(const char *json, size_t n)
{
    char *cause = NULL;
    struct message *m = message_parse(json, n, &cause);
    struct buf again = {0};

    assert_null(cause);
    assert_non_null(m);
    message_print(m, &again);
    assert_string_equal(buf_text(&again), json);
    assert_string_equal(m->return_path, "");
    assert_null(m->text_full);
    assert_int_equal(m->attachments[0].inside, -1);
    assert_int_equal(m->attachments[1].inside, 0);
    assert_true(m->attachments[0].size == INT64_MAX);
    assert_string_equal(m->attachments[0].sheets[0].cells[0].value, "Báo cáo\n6 tháng\t\x01");
    assert_string_equal(m->attachments[0].sheets[0].cells[4].value, "true");
    assert_int_equal(m->attachments[0].sheets[0].cells[4].column, 703);
    assert_int_equal(m->attachments[0].names[1].last_column, 8);
    assert_string_equal(m->attachments[1].fields[0].name, "ten");
    assert_int_equal(m->attachments[1].fields[0].kind, FORM_RADIO);
    assert_null(m->attachments[1].fields[0].value);
    message_free(m);
    buf_free(&again);
}

static void
what_is_written_is_read(void **state)
{
    struct message *m = a_mail();
    struct buf text = {0};

    (void)state;
    message_print(m, &text);
    parses_back(buf_text(&text), text.len);
    message_free(m);
    buf_free(&text);
    message_free(NULL);
}

static struct message *
read_tree(const json_t *tree)
{
    char *text = json_dumps(tree, JSON_COMPACT | JSON_REAL_PRECISION(15)), *cause = NULL;
    struct message *m = message_parse(text, strlen(text), &cause);

    assert_non_null(m);
    free(text);
    return m;
}

static void
it_is_the_documented_json(void **state)
{
    struct message *m = a_mail(), *back;
    json_t *tree, *a, *cells, *number;
    struct buf text = {0}, again = {0};

    (void)state;
    tree = message_write(m);
    a = json_array_get(json_object_get(tree, "attachments"), 0);
    cells = json_object_get(json_array_get(json_object_get(a, "sheets"), 0), "cells");
    number = json_array_get(cells, 1);
    assert_string_equal(json_string_value(json_object_get(number, "at")), "B7");
    assert_string_equal(json_string_value(json_object_get(number, "type")), "number");
    assert_int_equal(json_integer_value(json_object_get(number, "value")), 12);
    assert_string_equal(json_string_value(json_object_get(a, "status")), "read");
    assert_null(json_object_get(a, "letterhead"));
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(json_object_get(a, "names"), 1), "ref")), "A20:H39");
    assert_string_equal(json_string_value(json_object_get(json_object_get(tree, "headers"), "message_id")), "1@h.example");
    back = read_tree(tree);
    message_print(m, &text);
    message_print(back, &again);
    assert_string_equal(buf_text(&text), buf_text(&again));
    json_decref(tree);
    buf_free(&text);
    attachment_print(&m->attachments[1], &text);
    assert_non_null(strstr(buf_text(&text), "\"status\":\"unreadable\""));
    message_free(back);
    message_free(m);
    buf_free(&text);
    buf_free(&again);
}

static void
numbers_keep_their_spelling(void **state)
{
    static const char *const values[] = {
        "0", "12", "-7", "3.5", "-0", "-0.5", "0.1", "1e5", "0.00001", "007", "3.50", "12.", "+1", "1,5", "NaN",
        "123456789012345", "1234567890123456", "0.0001", "99999999999999999999999", "1E400", "", "-", "null",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        struct message *m = message_new(), *back;
        struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
        struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);
        json_t *tree;

        a->inside = -1;
        s->name = xstrdup("S");
        cell(s, 1, 1, CELL_NUMBER, values[i], NULL);
        tree = message_write(m);
        back = read_tree(tree);
        assert_string_equal(back->attachments[0].sheets[0].cells[0].value, values[i]);
        json_decref(tree);
        message_free(back);
        message_free(m);
    }
}

static void
refuses(const char *json, size_t n, const char *why)
{
    char *cause = NULL;

    assert_null(message_parse(json, n, &cause));
    assert_non_null(cause);
    if (why != NULL)
        assert_string_equal(cause, why);
    free(cause);
}

static void
what_is_no_message_is_refused(void **state)
{
    static const struct { const char *json, *why; } cases[] = {
        { "", NULL },
        { "[]", "the whole is no object" },
        { "{", NULL },
        { "{}{}", NULL },
        { "{\"text\":1}", "text is no text" },
        { "{\"text\":null}", "text is no text" },
        { "{\"text\":\"a", NULL },
        { "{\"text\":\"a\nb\"}", NULL },
        { "{\"text\":\"\xff\"}", NULL },
        { "{\"text\":\"\\u0000\"}", NULL },
        { "{\"text\":\"\\ud83d\"}", NULL },
        { "{\"text\":\"\\u12\"}", NULL },
        { "{\"text\":\"\\x\"}", NULL },
        { "{\"text\":\"a\",\"text\":\"b\"}", NULL },
        { "{\"txt\":\"a\"}", "the whole has a key that is not known" },
        { "{\"text\":\"a\" \"flags\":[]}", NULL },
        { "{\"flags\":{}}", "flags is no list" },
        { "{\"flags\":[\"a\",1]}", "flags[1] is no text" },
        { "{\"headers\":{\"from\":[{\"name\":\"x\"}]}}", "headers.from[0].addr is missing" },
        { "{\"headers\":{\"from\":[[]]}}", "headers.from[0] is no object" },
        { "{\"header_counts\":{\"from\":1.5}}", "header_counts.from is no whole number" },
        { "{\"header_counts\":{\"from\":2147483648}}", "header_counts.from is out of range" },
        { "{\"header_counts\":{\"from\":-2147483649}}", "header_counts.from is out of range" },
        { "{\"attachments\":[{}]}", "attachments[0].status is missing" },
        { "{\"attachments\":[{\"status\":\"fine\"}]}", "attachments[0].status is none of the words that may stand here" },
        { "{\"attachments\":[{\"status\":\"read\",\"size\":-1}]}", "attachments[0].size is out of range" },
        { "{\"attachments\":[{\"status\":\"read\",\"size\":18446744073709551616}]}", NULL },
        { "{\"attachments\":[{\"status\":\"read\",\"inside\":0}]}", "attachments[0].inside is no attachment before it" },
        { "{\"attachments\":[{\"status\":\"read\",\"inside\":-2}]}", "attachments[0].inside is no attachment before it" },
        { "{\"attachments\":[{\"status\":\"read\",\"sheets\":[{\"name\":\"S\",\"cells\":[{\"at\":\"B7\",\"type\":\"text\","
          "\"value\":{}}]}]}]}", "attachments[0].sheets[0].cells[0].value is neither text, number nor boolean" },
        { "{\"attachments\":[{\"status\":\"read\",\"sheets\":[{\"name\":\"S\",\"cells\":[{\"at\":\"7B\",\"type\":\"text\","
          "\"value\":1}]}]}]}", "attachments[0].sheets[0].cells[0].at is no cell" },
        { "{\"attachments\":[{\"status\":\"read\",\"sheets\":[{\"name\":\"S\",\"cells\":[{\"at\":\"B7\","
          "\"value\":1}]}]}]}", "attachments[0].sheets[0].cells[0].type is missing" },
        { "{\"attachments\":[{\"status\":\"read\",\"names\":[{\"name\":\"n\",\"ref\":\"A1:\"}]}]}",
          "attachments[0].names[0].ref is no area of cells" },
        { "{\"attachments\":[{\"status\":\"read\",\"tables\":[[\"x\"]]}]}", "attachments[0].tables[0][0] is no list" },
        { "{\"attachments\":[{\"status\":\"read\",\"sha256\":\"00000000000000000000000000000000000000000000000000000000000"
          "000000\"}]}", "attachments[0].sha256 is longer than it may be" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        refuses(cases[i].json, strlen(cases[i].json), cases[i].why);
    refuses("{\"text\":\"a\0b\"}", 14, NULL);
}

static void
too_much_is_refused(void **state)
{
    struct buf b = {0};

    (void)state;
    buf_adds(&b, "{\"text\":\"");
    for (size_t i = 0; i < LIMIT_TEXT + 1; i++)
        buf_addc(&b, 'a');
    buf_adds(&b, "\"}");
    refuses(b.data, b.len, "text is longer than it may be");
    buf_reset(&b);
    buf_adds(&b, "{\"headers\":{\"to\":[");
    for (int i = 0; i < LIMIT_ADDRESSES + 1; i++)
        buf_addf(&b, "%s{\"addr\":\"a\"}", i > 0 ? "," : "");
    buf_adds(&b, "]}}");
    refuses(b.data, b.len, "headers.to holds more than it may");
    buf_free(&b);
}

/* Every beginning of a good answer is a bad one, and nothing is read behind it. */
static void
every_cut_is_noticed(void **state)
{
    struct message *m = a_mail();
    struct buf b = {0};

    (void)state;
    message_print(m, &b);
    for (size_t n = 0; n < b.len; n++) {
        char *part = xmalloc(n > 0 ? n : 1), *cause = NULL;

        memcpy(part, b.data, n);
        assert_null(message_parse(part, n, &cause));
        assert_non_null(cause);
        free(cause);
        free(part);
    }
    message_free(m);
    buf_free(&b);
}

static void
escapes_are_understood(void **state)
{
    const char json[] = " { \"text\" : \"\\u1ea0\\ud83d\\ude00\\n\\\"\\/\\u0041\\u00e3\" , \"flags\" : [ ] } ";
    char *cause = NULL;
    struct message *m = message_parse(json, strlen(json), &cause);

    (void)state;
    assert_non_null(m);
    assert_string_equal(m->text, "\xe1\xba\xa0\xf0\x9f\x98\x80\n\"/Aã");
    message_free(m);
}

static void
cells_have_names(void **state)
{
    static const struct { int row, column; const char *place; } good[] = {
        { 7, 2, "B7" }, { 1, 26, "Z1" }, { 1, 27, "AA1" }, { 1048576, 16384, "XFD1048576" }, { 9999999, 18278, "ZZZ9999999" },
    };
    static const char *const bad[] = { "", "A", "7", "A0", "A01", "a1", "A1x", "A-1", "AAAA1", "A10000000", "A99999999999", "$A$1" };
    char out[16];
    int row = 0, column = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        cell_place(good[i].row, good[i].column, out);
        assert_string_equal(out, good[i].place);
        assert_true(cell_parse(out, &row, &column));
        assert_int_equal(row, good[i].row);
        assert_int_equal(column, good[i].column);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(cell_parse(bad[i], &row, &column));
    cell_place(INT32_MAX, INT32_MAX, out);
    assert_string_equal(out, "ZZZ9999999");
}

static void
only_one_plain_from_is_a_sender(void **state)
{
    struct message *m = message_new();

    (void)state;
    assert_null(message_sender(m));
    *ARRAY_MORE(m->from.v, m->from.n) = (struct mailbox_address){ NULL, xstrdup("h@dongthap.example") };
    m->counts.from = 1;
    assert_string_equal(message_sender(m), "h@dongthap.example");
    m->counts.from = 2;
    assert_null(message_sender(m));
    m->counts.from = 1;
    *ARRAY_MORE(m->from.v, m->from.n) = (struct mailbox_address){ NULL, xstrdup("x@dongthap.example") };
    assert_null(message_sender(m));
    message_free(m);
    m = message_new();
    *ARRAY_MORE(m->from.v, m->from.n) = (struct mailbox_address){ NULL, xstrdup("h@dongthap.example <x") };
    assert_null(message_sender(m));
    message_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(it_is_the_documented_json),
        cmocka_unit_test(numbers_keep_their_spelling),
        cmocka_unit_test(what_is_no_message_is_refused),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(escapes_are_understood),
        cmocka_unit_test(cells_have_names),
        cmocka_unit_test(only_one_plain_from_is_a_sender),
    };

    return cmocka_run_group_tests_name("model_message", tests, NULL, NULL);
}
