/* rebuild: the docket made again from archive and journal, and what differs (G5). */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "config/config.h"
#include "ctl/ctl.h"
#include "ctl/replay.h"
#include "store/compare.h"

#define MOST 10                         /* sentences of one kind */
#define VALUE_MOST 60                   /* code points of one value */
#define LEAD 20                         /* bytes shown before the place where two values part */

/* ---- differences ------------------------------------------------------------- */

struct told {
    const struct ctl *ctl;
    struct buf lines;
    long n;
};

/* Where two long values part, somewhat before. */
static size_t
parting(const char *a, const char *b)
{
    size_t i = 0;

    while (a != NULL && b != NULL && a[i] != '\0' && a[i] == b[i])
        i++;
    i = i > LEAD ? i - LEAD : 0;
    while (i > 0 && ((unsigned char)a[i] & 0xc0) == 0x80)
        i--;
    return i;
}

static void
add_value(struct told *t, const char *text, size_t from)
{
    char *cell, *cut;

    if (text == NULL) {
        buf_adds(&t->lines, TELL(t->ctl, "trống", "none"));
        return;
    }
    cell = ctl_cell(text + from, 0);
    cut = text_cut(cell, VALUE_MOST);
    buf_addf(&t->lines, "\"%s%s\"", from > 0 ? "…" : "", cut);
    free(cell);
    free(cut);
}

static void
tell(void *arg, const struct difference *d)
{
    struct told *t = arg;
    char *row;
    size_t from = parting(d->kept, d->rebuilt);

    if (t->n++ >= MOST)
        return;
    row = ctl_cell(d->row == NULL ? "?" : d->row, 0);
    buf_addf(&t->lines, "    %s", row);
    free(row);
    if (d->column == NULL) {
        buf_adds(&t->lines, d->kept != NULL
                                ? TELL(t->ctl, ": không được lập lại\n", ": is not made again\n")
                                : TELL(t->ctl, ": được lập lại, nhưng sổ không có\n",
                                       ": is made, but does not stand in the docket\n"));
        return;
    }
    buf_addf(&t->lines, TELL(t->ctl, ": %s là ", ": %s is "), d->column);
    add_value(t, d->kept, from);
    buf_adds(&t->lines, TELL(t->ctl, ", lập lại là ", ", made again "));
    add_value(t, d->rebuilt, from);
    buf_addc(&t->lines, '\n');
}

/* How many differences; -1: a docket failed. */
static long
compare(const struct ctl *ctl, struct store *kept, struct store *rebuilt)
{
    long all = 0;

    for (size_t i = 0; all >= 0 && compare_tables[i] != NULL; i++) {
        struct told t = { .ctl = ctl };
        int64_t rows = 0;

        if (compare_table(kept, rebuilt, i, &rows, tell, &t) != 0)
            all = -1;
        else if (t.n == 0)
            printf(TELL(ctl, "%-14s %lld dòng, giống nhau\n", "%-14s %lld rows, the same\n"),
                   compare_tables[i], (long long)rows);
        else
            printf(TELL(ctl, "%-14s %lld dòng, %ld chỗ khác nhau\n%s%s",
                        "%-14s %lld rows, %ld differences\n%s%s"),
                   compare_tables[i], (long long)rows, t.n, buf_text(&t.lines),
                   t.n > MOST ? TELL(ctl, "    và còn nữa\n", "    and more\n") : "");
        if (all >= 0)
            all += t.n;
        buf_free(&t.lines);
    }
    return all;
}

/* ---- the command ------------------------------------------------------------------- */

/* A line's first column. */
static void
put_head(const char *head)
{
    char *padded = text_pad(head, 14);

    printf("%s ", padded);
    free(padded);
}

static void
say_replayed(const struct ctl *ctl, const struct replay *r)
{
    put_head(TELL(ctl, "lập lại", "made again"));
    printf(
        TELL(
            ctl, "%zu thư, %zu lệnh tại máy, %zu lần gửi, %zu lượt theo lịch\n",
            "%zu mails, %zu orders of the shell, %zu steps of the courier, %zu steps of the calendar\n"),
        r->counts[REPLAYED_MAILS], r->counts[REPLAYED_ORDERS], r->counts[REPLAYED_ATTEMPTS],
        r->counts[REPLAYED_CALENDAR]);
    if (r->purged > 0)
        printf(TELL(ctl, "    %zu thư lấy từ những gì đã đọc được trước khi bản gốc bị xóa (docketctl purge)\n",
                    "    %zu of the mails from what was read of them before their original was removed (docketctl purge)\n"), r->purged);
    for (size_t i = 0; i < r->problems.n && i < MOST; i++)
        printf("    %s: %s\n", r->problems.v[i].key, r->problems.v[i].text);
    if (r->problems.n > MOST)
        puts(TELL(ctl, "    và còn nữa", "    and more"));
}

static void
say_aside(const struct ctl *ctl)
{
    for (const struct aside *a = compare_aside; a->table != NULL; a++) {
        put_head(a == compare_aside ? TELL(ctl, "không so sánh", "not compared") : "");
        printf("%s%s%s: %s\n", a->table, a->column == NULL ? "" : " ", a->column == NULL ? "" : a->column,
               TELL(ctl, a->why_vi, a->why));
    }
}

/* Most administrators see this once, after an upgrade. */
static void
say_upgraded(const struct ctl *ctl, struct store *kept)
{
    char *value = NULL, day[16] = "";
    long long entry;
    int version;

    if (store_setting(kept, STORE_UPGRADED, &value) == 0 && sscanf(value, "%d %lld %15s", &version, &entry, day) == 3)
        printf(TELL(ctl,
                    "Sổ này do chương trình cũ hơn (phiên bản sổ %d) giữ đến %s, mục %lld của nhật ký. Lần này tất cả được lập lại theo quy tắc\n"
                    "và câu chữ hiện nay, nên những gì ghi trước đó có thể khác: mã thư khác, lời trả lời khác, dòng khi ấy chưa có.\n"
                    "Không mất gì và không phải làm gì; docketctl verify kiểm tra chính cuốn sổ, và docket-v%d.db bên cạnh vẫn như cũ.\n"
                    "Những gì ghi từ đó về sau phải giống nhau.\n",
                    "An older program kept this docket (version %d) until %s, entry %lld of the journal. This one made all of it again by its\n"
                    "own rules and words, so differences in what was written until then are to be expected: other message ids,\n"
                    "words of answers, rows that did not exist yet. Nothing is lost and nothing is to be done; docketctl verify proves the\n"
                    "docket itself, and docket-v%d.db beside it is as it was. What was written since should be the same.\n"),
               version, day, entry, version);
    else
        puts(TELL(ctl, "Những gì chương trình, cấu hình hoặc danh sách cán bộ trước đây quyết định cũng có thể khác.",
                  "What an older program, configuration or set of officers decided may differ as well."));
    free(value);
}

static int
judge(const struct ctl *ctl, struct store *kept, const struct replay *r, long differences)
{
    if (r->plans > 1 && differences != 0)
        printf(
            TELL(
                ctl,
                "Kế hoạch đã thay đổi %zu lần: tất cả được lập lại theo kế hoạch hiện nay, nên những gì quyết định theo kế hoạch cũ có thể khác.\n",
                "The plan changed %zu times: all was made again by the one in force now, so what an older one decided may differ.\n"),
            r->plans - 1);
    if (differences != 0)
        say_upgraded(ctl, kept);
    return differences == 0 && r->problems.n == 0 ? 0 : 1;
}

/* For as long as it is compared, or where -o says, for who wants to keep it. */
static struct store *
fresh_docket(const struct ctl *ctl, char **cause)
{
    char *folder = ctl->output == NULL ? NULL : ctl_place(ctl, ctl->output);
    char *path = folder == NULL ? NULL : xasprintf("%s/docket.db", ctl->output);
    struct stat st;
    struct store *fresh = NULL;

    if (path != NULL && stat(path, &st) == 0)
        cause_set(cause, "%s stands there already; rebuild into a new folder", path);
    else
        fresh = store_open(folder == NULL ? ctl->desk->settings->state : folder,
                           folder == NULL ? STORE_NOWHERE : STORE_WRITE, cause);
    if (fresh != NULL && folder != NULL && store_relax(fresh) != 0) {
        store_close(fresh);
        fresh = NULL;
    }
    free(folder);
    free(path);
    return fresh;
}

static int
rebuild(struct ctl *ctl, struct store *fresh, char **cause)
{
    struct store *kept = ctl->desk->store;
    struct replay replay = {0};
    int rc = store_look(kept);          /* the daemon may go on meanwhile */

    log_verbosity(LOG_LEVEL_ERROR);     /* what was worth a warning has been told at its time */
    if (rc == 0)
        rc = replay_run(ctl->desk, fresh, &replay, cause);
    if (rc == 0) {
        long differences;

        say_replayed(ctl, &replay);
        differences = compare(ctl, kept, fresh);
        say_aside(ctl);
        rc = differences < 0 ? -1 : judge(ctl, kept, &replay, differences);
    }
    store_rollback(kept);
    problems_free(&replay.problems);
    return rc;
}

int
ctl_rebuild(struct ctl *ctl)
{
    struct problems problems = {0};
    struct store *fresh = NULL;
    char *cause = NULL;
    int rc = settings_own_secret(ctl->desk->settings, &problems);

    if (rc == 0 && ctl->desk->settings->office.secret == NULL)
        rc = cause_set(&cause,
                       "%s/secret cannot be read: without the office's key no letter is the same",
                       ctl->desk->settings->state);
    if (rc == 0 && (fresh = fresh_docket(ctl, &cause)) == NULL)
        rc = -1;
    if (rc == 0)
        rc = rebuild(ctl, fresh, &cause);
    if (cause != NULL)
        log_error("%s", cause);
    desk_refuse(&problems);
    problems_free(&problems);
    free(cause);
    store_close(fresh);
    return rc == 0 ? 0 : 1;
}
