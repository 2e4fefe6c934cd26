/* Which server a domain names: from an answer of the DNS as it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/nameser.h>
#include <stdlib.h>
#include <string.h>

#include "mail/srv.h"

struct record { unsigned priority, weight, port; const char *target; };

static size_t put_name(unsigned char *to, const char *name)
{
    size_t n = 0;

    while (*name != '\0' && strcmp(name, ".") != 0) {
        size_t length = strcspn(name, ".");

        to[n++] = (unsigned char)length;
        memcpy(to + n, name, length);
        n += length;
        name += length + (name[length] == '.');
    }
    to[n++] = 0;
    return n;
}

static size_t put16(unsigned char *to, unsigned number)
{
    to[0] = (unsigned char)(number >> 8);
    to[1] = (unsigned char)number;
    return 2;
}

static size_t answer_of(unsigned char *to, const struct record *v, size_t n)
{
    size_t at = 12, length;

    memset(to, 0, 12);
    to[2] = 0x80;
    put16(to + 4, 1);
    put16(to + 6, (unsigned)n);
    at += put_name(to + at, "_imaps._tcp.office.example");
    at += put16(to + at, ns_t_srv);
    at += put16(to + at, ns_c_in);
    for (size_t i = 0; i < n; i++) {
        at += put16(to + at, 0xc00c);                   /* the question's name */
        at += put16(to + at, ns_t_srv);
        at += put16(to + at, ns_c_in);
        memset(to + at, 0, 4);
        at += 4;
        length = put_name(to + at + 8, v[i].target);
        at += put16(to + at, (unsigned)length + 6);
        at += put16(to + at, v[i].priority);
        at += put16(to + at, v[i].weight);
        at += put16(to + at, v[i].port);
        at += length;
    }
    return at;
}

static void the_first_in_priority_then_the_weightiest(void **state)
{
    const struct record v[] = { { 20, 0, 993, "late.office.example" }, { 10, 1, 143, "light.office.example" }, { 10, 5, 1993, "imap.office.example" } };
    unsigned char answer[512];
    size_t n = answer_of(answer, v, 3);
    char *host;
    int port = 0;

    (void)state;
    assert_int_equal(srv_read(answer, n, &host, &port), 0);
    assert_string_equal(host, "imap.office.example");
    assert_int_equal(port, 1993);
    free(host);
}

static void none_is_named(void **state)
{
    const struct record dot = { 0, 0, 0, "." };
    unsigned char answer[512];
    char *host;
    int port = 0;

    (void)state;
    assert_int_equal(srv_read(answer, answer_of(answer, &dot, 1), &host, &port), 1);
    assert_null(host);
    assert_int_equal(srv_read(answer, answer_of(answer, NULL, 0), &host, &port), 1);
}

static void half_an_answer_names_none(void **state)
{
    const struct record v = { 10, 1, 993, "imap.office.example" };
    unsigned char answer[512];
    size_t n = answer_of(answer, &v, 1);
    char *host;
    int port = 0;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        unsigned char *part = malloc(i + 1);            /* of this size, so that sanitizers see a step beyond */

        memcpy(part, answer, i);
        assert_int_equal(srv_read(part, i, &host, &port), 1);
        assert_null(host);
        free(part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_in_priority_then_the_weightiest),
        cmocka_unit_test(none_is_named),
        cmocka_unit_test(half_an_answer_names_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
