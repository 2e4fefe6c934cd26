/* Whole reports from below on any way: lost, repeated, out of order, with a
 * crash while one is worked on. What stands is the last of each office, whole;
 * everybody is told so by letters that nobody answers. */
#include "office_scene.h"

#include "core/form/document.h"
#include "core/form/package.h"
#include "model/package.h"
#include "office/clerk/clerk.h"

#define SCHEDULES 1000
#define RECEIVED 1686103200             /* 2023-06-07 09:00 +07 */
#define KEY "a key"
#define PACKAGES_MOST 6
#define UNITS 3

static const char *const offices[] = { "h-tam-nong", "h-lap-vo" };

struct below { char *sent[PACKAGES_MOST + 1]; int n, seen; bool came[PACKAGES_MOST + 1]; long sum[PACKAGES_MOST + 1]; int known[PACKAGES_MOST + 1]; };
static struct below below[ARRAY_LEN(offices)];
static uint32_t uid;

/* ---- the offices below ----------------------------------------------------------------- */

static void
add_unit(struct package *p, size_t i, long value)
{
    struct package_unit *u = ARRAY_MORE(p->units, p->nunits);
    struct package_value *v = ARRAY_MORE(u->values, u->nvalues);
    bool missing = value < 0;

    u->unit = xasprintf("x-%zu", i);
    u->name = xasprintf("xã Số %zu", i);
    u->state = missing ? STATE_OPEN : STATE_RECEIVED;
    u->is = missing ? PACKAGE_MISSING : PACKAGE_VALUE;
    *v = (struct package_value){ .field = xstrdup("campaigns"), .type = FIELD_INTEGER,
                                 .is = missing ? PACKAGE_MISSING : value == 0 ? PACKAGE_ZERO : PACKAGE_VALUE };
    if (!missing) {
        v->value = xasprintf("%ld", value);
        v->place = xasprintf("Biểu!D%zu", i);
        u->source = xasprintf("TN-2023-%04zu", i);
        u->version = 1;
    }
}

/* The next package, with other figures than before. */
static void
send_up(size_t office)
{
    struct below *b = &below[office];
    char *cause = NULL;
    struct package *before = b->n == 0 ? NULL : package_parse(b->sent[b->n - 1], strlen(b->sent[b->n - 1]), &cause), *p = xcalloc(1, sizeof *p);

    *p = (struct package){ .format = xstrdup(PACKAGE_FORMAT), .version = PACKAGE_VERSION, .plan = xstrdup(desk->plan->code),
                           .unit = xstrdup(offices[office]), .report = xstrdup("HALF_YEAR"), .period = xstrdup("2023"),
                           .sequence = b->n + 1, .before = before == NULL ? NULL : xstrdup(before->hash), .made = xasprintf("%d", b->n) };
    b->sum[b->n] = b->known[b->n] = 0;
    for (size_t i = 0; i < UNITS; i++) {
        long value = random() % 4 == 0 ? -1 : random() % 50;

        add_unit(p, i, value);
        b->sum[b->n] += value < 0 ? 0 : value;
        b->known[b->n] += value >= 0;
    }
    package_seal(p, KEY);
    b->came[b->n] = false;
    b->sent[b->n++] = package_write(p);
    package_free(before);
    package_free(p);
}

static void
forget(void)
{
    for (size_t o = 0; o < ARRAY_LEN(offices); o++) {
        for (int i = 0; i < below[o].n; i++)
            free(below[o].sent[i]);
        below[o] = (struct below){0};
    }
}

/* ---- the way ------------------------------------------------------------------------------ */

static struct message *
mail_of(size_t office, const char *json)
{
    struct message *m = message_new();
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
    char hash[HASH_HEX], *cause = NULL;

    ARRAY_MORE(m->from.v, m->from.n)->addr = xasprintf("%s@dongthap.example", offices[office]);
    m->counts.from = 1;
    m->subject = xstrdup("[BVANTQ Tổng hợp] Báo cáo định kỳ 6 tháng 2023");
    m->text = xstrdup("Kính gửi: Cơ quan cấp trên");
    m->auto_submitted = xstrdup("no");
    m->message_id = xasprintf("%u@below.example", uid);
    hash_of(json, strlen(json), hash);
    *a = (struct attachment){ .inside = -1, .name = xstrdup("tong-hop.json"), .type = xstrdup("package"), .size = strlen(json),
                              .status = ATTACHMENT_READ, .sha256 = xstrdup(hash), .package = package_parse(json, strlen(json), &cause) };
    assert_non_null(a->package);
    document_sort(m);
    return m;
}

static void
take(size_t office, int number)
{
    struct message *m = mail_of(office, below[office].sent[number]);
    struct taken taken = {0};
    char sha256[HASH_HEX];

    snprintf(sha256, sizeof sha256, "%064u", ++uid);
    struct arrival at = { .folder = "INBOX", .uidvalidity = 1, .uid = uid, .received = RECEIVED + uid, .size = 100, .sha256 = sha256 };
    assert_int_equal(clerk_take(desk, &at, m, RECEIVED + uid, &taken), 0);
    taken_clear(&taken);
    message_free(m);
}

static void
arrive(size_t office, int number)
{
    struct below *b = &below[office];

    if (random() % 4 == 0) {            /* killed before the commit: it comes again */
        assert_int_equal(store_part_begin(desk->store), 0);
        take(office, number);
        assert_int_equal(store_part_end(desk->store, -1), 1);
    }
    take(office, number);
    b->came[number] = true;
    b->seen = number + 1 > b->seen ? number + 1 : b->seen;
}

/* ---- what stands above ---------------------------------------------------------------------- */

static void
last_stands(size_t office)
{
    const struct below *b = &below[office];
    struct obligation o = {0};
    struct package *p = NULL;
    struct values sums = {0};
    struct package_total total;
    const struct value *v;
    char *text = xasprintf("%ld", b->sum[b->seen - 1]);

    assert_int_equal(obligation_get(desk->store, offices[office], "HALF_YEAR", "2023", &o), 0);
    assert_int_equal(snapshot_get(desk->store, o.accepted, &p), 0);
    assert_int_equal(p->sequence, b->seen);
    assert_int_equal(submission_values(desk->store, o.accepted, &sums), 0);
    v = values_get(&sums, "campaigns", 0);
    if (b->known[b->seen - 1] > 0)
        assert_string_equal(v->value, text);
    else
        assert_null(v);
    total = package_total(NULL, p, NULL, NULL, NULL);
    assert_int_equal(total.known, b->known[b->seen - 1]);
    assert_int_equal(total.expected, UNITS);
    values_free(&sums);
    package_free(p);
    obligation_clear(&o);
    free(text);
}

/* Every letter to an office below answers a mail, is marked so that none answers it, and asks for a number once. */
static void
all_are_silent(int mails)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    int to_below = 0;
    struct strings asked = {0};

    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        if (strstr(rows[i].recipient, "@dongthap.example") == NULL)
            continue;
        assert_string_equal(rows[i].envelope_from, "");
        if (strcmp(rows[i].letter, "package-gap") == 0) {
            assert_false(strings_has(&asked, rows[i].reason));
            strings_add(&asked, rows[i].reason);
        } else {
            to_below++;
        }
    }
    assert_true(to_below <= mails);
    strings_free(&asked);
    letter_rows_free(rows, n);
}

static void
one_schedule(void)
{
    int mails = 0;

    assert_int_equal(store_begin(desk->store), 0);
    for (int step = 0; step < 8; step++) {
        size_t office = (size_t)random() % ARRAY_LEN(offices);

        if (below[office].n == 0 || (random() % 2 == 0 && below[office].n < PACKAGES_MOST)) {
            send_up(office);            /* and is on its way, perhaps for ever */
        } else {
            arrive(office, (int)(random() % below[office].n));
            mails++;
        }
        for (size_t o = 0; o < ARRAY_LEN(offices); o++)
            if (below[o].seen > 0)
                last_stands(o);
    }
    for (size_t o = 0; o < ARRAY_LEN(offices); o++) {       /* an officer sends once more, and that comes */
        send_up(o);
        arrive(o, below[o].n - 1);
        mails++;
        last_stands(o);
        assert_int_equal(below[o].seen, below[o].n);
    }
    all_are_silent(mails);
    store_rollback(desk->store);
    forget();
}

static void
the_last_of_each_office_stands(void **state)
{
    struct settings *s = desk->settings;

    (void)state;
    srandom(11);
    clock_set(RECEIVED);
    s->sending.per_sender_day = 1000;
    for (size_t o = 0; o < ARRAY_LEN(offices); o++)
        *ARRAY_MORE(s->below, s->nbelow) = (struct below_office){ .unit = xstrdup(offices[o]), .key = xstrdup(KEY) };
    for (int i = 0; i < SCHEDULES; i++)
        one_schedule();
}

int
main(void)
{
    const struct CMUnitTest tests[] = { SCENE(the_last_of_each_office_stands) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
