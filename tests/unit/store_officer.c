/* What officers change: contacts, commands, requests, holds. */
#include "store_scene.h"

static void
a_contact_holds_from_its_day_on(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct contact_row *rows = NULL;
    struct strings units = {0};
    bool made = false;
    size_t n = 0;

    (void)state;
    assert_int_equal(contact_put(s, "h-cao-lanh", "a@x.example", T0, "canbo@pv05.example", &made), 0);
    assert_true(made);
    assert_int_equal(contact_put(s, "h-cao-lanh", "a@x.example", T0 + 1, "canbo@pv05.example", &made), 0);
    assert_false(made);
    assert_int_equal(contact_put(s, "tp-cao-lanh", "a@x.example", T0, "canbo@pv05.example", &made), 0);
    assert_int_equal(contact_units(s, "a@x.example", T0 - 1, &units), 0);
    assert_int_equal(units.n, 0);
    assert_int_equal(contact_units(s, "A@X.example", T0 + 9, &units), 0);
    assert_int_equal(units.n, 2);
    strings_free(&units);
    assert_int_equal(contact_of_unit(s, "h-cao-lanh", &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_true(rows[0].valid_to == INSTANT_NONE);
    assert_string_equal(rows[0].author, "canbo@pv05.example");
    contact_rows_free(rows, n);
    store_close(s);
}

/* Of the unit of the plan, else of the one that it was noted for; in any capitals. */
static void
an_address_is_one_unit_s(void **state)
{
    char *address = "gui@huyen.example";
    struct unit units[] = { { .code = "h-cao-lanh", .addresses = { &address, 1 } }, { .code = "tp-cao-lanh" } };
    const struct plan plan = { .units = units, .nunits = 2 };
    const struct unit *unit = units;
    struct store *s = scene_open(STORE_WRITE);
    bool is = false;

    (void)state;
    assert_int_equal(contact_put(s, "tp-cao-lanh", "a@x.example", T0, "canbo@pv05.example", &is), 0);
    assert_int_equal(contact_unit(s, &plan, NULL, T0, &unit), 0);
    assert_null(unit);
    assert_int_equal(contact_unit(s, &plan, "Gui@Huyen.example", T0, &unit), 0);
    assert_ptr_equal(unit, &units[0]);
    assert_int_equal(contact_unit(s, &plan, "A@x.example", T0, &unit), 0);
    assert_ptr_equal(unit, &units[1]);
    assert_int_equal(contact_is(s, &units[1], "A@X.example", T0, &is), 0);
    assert_true(is);
    assert_int_equal(contact_is(s, &units[0], "a@x.example", T0, &is), 0);
    assert_false(is);
    assert_int_equal(contact_is(s, &units[0], "GUI@huyen.example", T0, &is), 0);
    assert_true(is);
    assert_int_equal(contact_put(s, "h-cao-lanh", "a@x.example", T0, "canbo@pv05.example", &is), 0);
    assert_int_equal(contact_unit(s, &plan, "a@x.example", T0, &unit), 0);
    assert_null(unit);
    store_close(s);
}

static size_t
bounced(struct store *s)
{
    struct strings list = {0};
    size_t n;

    assert_int_equal(bounced_list(s, &list), 0);
    n = list.n;
    strings_free(&list);
    return n;
}

static void
an_address_that_bounced_is_known_until_it_is_good_again(void **state)
{
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    assert_int_equal(bounced(s), 0);
    assert_int_equal(bounced_put(s, "a@x.example", T0, "550 5.1.1 no such user"), 0);
    assert_int_equal(bounced_put(s, "a@x.example", T0 + 5, "550 5.1.1 no such user"), 0);
    assert_int_equal(bounced(s), 1);
    assert_int_equal(bounced_clear(s, "a@x.example"), 0);
    assert_int_equal(bounced(s), 0);
    assert_int_equal(bounced_put(s, "a@x.example", T0 + 9, NULL), 0);
    assert_int_equal(bounced(s), 1);
    store_close(s);
}

static struct command_row
command(const char *code, int64_t message, int line)
{
    return (struct command_row){ .code = (char *)code, .message = message, .line = line, .at = T0,
                                 .officer = "canbo@pv05.example", .text = "MIỄN tam nông 6T 2023: sáp nhập",
                                 .understood = "waive HALF_YEAR/2023/h-tam-nong", .state = COMMAND_WAITING };
}

static void
a_line_of_a_mail_is_one_command_however_often_it_is_read(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t m = scene_put_message(s, "TN-2023-0001", 1);
    struct command_row a = command("GN-2023-0001", m, 1), again = command("GN-2023-0002", m, 1), *rows = NULL;
    struct command_row b = command("GN-2023-0003", m, 2), shell = command("GN-2023-0004", 0, 1), got = {0};
    bool made = false;
    size_t n = 0;

    (void)state;
    assert_int_equal(command_put(s, &a, &made), 0);
    assert_true(made);
    assert_int_equal(command_put(s, &again, &made), 0);
    assert_false(made);
    assert_int_equal(command_put(s, &b, &made), 0);
    assert_true(made);
    for (int i = 0; i < 2; i++) {                           /* the shell may say the same twice */
        assert_int_equal(command_put(s, &shell, &made), 0);
        assert_true(made);
        shell.code = "GN-2023-0005";
    }
    assert_int_equal(command_since(s, 0, &rows, &n), 0);
    assert_int_equal(n, 4);
    assert_string_equal(rows[1].code, "GN-2023-0003");
    command_rows_free(rows, n);
    assert_int_equal(command_by_code(s, "GN-2023-0002", &got), 1);
    assert_int_equal(command_by_code(s, "GN-2023-0004", &got), 0);
    assert_int_equal(got.message, 0);
    assert_string_equal(got.text, shell.text);
    assert_int_equal(got.state, COMMAND_WAITING);
    command_row_clear(&got);
    store_close(s);
}

static void
a_command_is_done_once_and_undone_once(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct command_row a = command("GN-2023-0001", 0, 1), undo = command("GN-2023-0002", 0, 1), got = {0};
    bool made = false;

    (void)state;
    assert_int_equal(command_put(s, &a, &made), 0);
    undo.state = COMMAND_DONE;
    assert_int_equal(command_put(s, &undo, &made), 0);
    assert_int_equal(command_undone(s, a.id, undo.id), 1);              /* it is not done yet */
    assert_int_equal(command_result(s, a.id, COMMAND_DONE, "miễn", "{\"state\": \"open\"}", "{\"state\": \"waived\"}"), 0);
    assert_int_equal(command_result(s, a.id, COMMAND_EXPIRED, "", NULL, NULL), 1);
    assert_int_equal(command_undone(s, a.id, undo.id), 0);
    assert_int_equal(command_undone(s, a.id, undo.id), 1);
    assert_int_equal(command_by_code(s, "GN-2023-0001", &got), 0);
    assert_int_equal(got.state, COMMAND_DONE);
    assert_string_equal(got.before, "{\"state\": \"open\"}");
    assert_string_equal(got.after, "{\"state\": \"waived\"}");
    assert_int_equal(got.undone_by, undo.id);
    command_row_clear(&got);
    store_close(s);
}

static void
every_command_state_has_its_word(void **state)
{
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    for (int i = 0; i < COMMAND_STATES; i++) {
        struct command_row c = command(command_state_names[i], 0, 1), got = {0};
        bool made = false;

        c.state = (enum command_state)i;
        assert_int_equal(command_put(s, &c, &made), 0);
        assert_int_equal(command_by_code(s, c.code, &got), 0);
        assert_int_equal(got.state, i);
        command_row_clear(&got);
    }
    store_close(s);
}

static void
a_request_has_a_period_of_its_own(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct request_row r = { .period = "DX:512", .title = "Báo cáo \"bão số 3\"", .opened = T0, .due = T0 + 86400,
                             .author = "truongphong@pv05.example" }, got = {0}, *rows = NULL;
    bool made = false;
    size_t n = 0;

    (void)state;
    assert_int_equal(request_put(s, &r, &made), 0);
    assert_true(made);
    assert_int_equal(request_put(s, &r, &made), 0);
    assert_false(made);
    r.period = "DX:511";
    r.due -= 3600;
    assert_int_equal(request_put(s, &r, &made), 0);
    assert_int_equal(request_get(s, "DX:512", &got), 0);
    assert_string_equal(got.title, r.title);
    assert_int_equal(got.due, T0 + 86400);
    request_row_clear(&got);
    assert_int_equal(request_get(s, "DX:513", &got), 1);
    assert_int_equal(request_list(s, &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].period, "DX:511");
    request_rows_free(rows, n);
    store_close(s);
}

static void
reminders_are_held_for_one_or_for_all(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    bool made = false, held = true;

    (void)state;
    assert_int_equal(hold_stands(s, "h-cao-lanh", &held), 0);
    assert_false(held);
    assert_int_equal(hold_put(s, "h-cao-lanh", T0, "canbo@pv05.example", &made), 0);
    assert_true(made);
    assert_int_equal(hold_put(s, "h-cao-lanh", T0, "canbo@pv05.example", &made), 0);
    assert_false(made);
    assert_int_equal(hold_stands(s, "h-cao-lanh", &held), 0);
    assert_true(held);
    assert_int_equal(hold_stands(s, "tp-cao-lanh", &held), 0);
    assert_false(held);
    assert_int_equal(hold_put(s, NULL, T0, "canbo@pv05.example", &made), 0);
    assert_int_equal(hold_stands(s, "tp-cao-lanh", &held), 0);
    assert_true(held);
    assert_int_equal(hold_end(s, NULL, T0 + 1), 0);
    assert_int_equal(hold_end(s, NULL, T0 + 1), 1);
    assert_int_equal(hold_stands(s, "tp-cao-lanh", &held), 0);
    assert_false(held);
    assert_int_equal(hold_end(s, "h-cao-lanh", T0 + 1), 0);
    assert_int_equal(hold_put(s, "h-cao-lanh", T0 + 2, "canbo@pv05.example", &made), 0);
    assert_true(made);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_contact_holds_from_its_day_on),
        STORY(an_address_is_one_unit_s),
        STORY(an_address_that_bounced_is_known_until_it_is_good_again),
        STORY(a_line_of_a_mail_is_one_command_however_often_it_is_read),
        STORY(a_command_is_done_once_and_undone_once),
        STORY(every_command_state_has_its_word),
        STORY(a_request_has_a_period_of_its_own),
        STORY(reminders_are_held_for_one_or_for_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
