/* doctor: is it alive, and what is to be done. Each row of the table looks at
 * one thing; the worst is the exit status, as monitoring programs take it. People read it in the
 * office's language, programs in English. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/kernel.h"
#include "base/text.h"
#include "config/config.h"
#include "ctl/ctl.h"
#include "mail/peer.h"
#include "model/trouble.h"
#include "office/remind/health.h"
#include "report/holds.h"
#include "store/docket.h"

enum level { WELL, LOOK, ACT };         /* the exit status, too */
static const struct { const char *vi, *en; } level_names[] = {
    { "ổn", "well" }, { "xem lại", "look" }, { "XỬ LÝ", "ACT" },
};

#define LONG (4 * HOUR)                 /* without reading, or a letter that waits */
#define REVIEW_LONG (3 * DAY)
#define BACKUP_LONG (2 * DAY)
#define CERTIFICATE_SOON (14 * DAY)
#define PLAN_SOON 60                    /* days */
#define DISK_LOOK (1ull << 30)
#define DISK_ACT (100ull << 20)

struct look {
    struct ctl *ctl;
    bool english;                       /* programs and English offices; else Vietnamese */
    struct health health;
    enum level level;                   /* what the row in hand found, ... */
    char *said;                         /* ... in words, ... */
    const char *advice;                 /* ... and what to do; NULL: nothing */
};

/* What to do and what was found, each in both languages; NULL: there is nothing to do. */
static void __attribute__((format(printf, 5, 7), format(printf, 6, 7)))
found(struct look *l, enum level level, const char *advice_vi, const char *advice_en,
      const char *vi, const char *en, ...)
{
    va_list ap;

    va_start(ap, en);
    l->level = level;
    l->said = xvasprintf(l->english ? en : vi, ap);
    va_end(ap);
    l->advice = l->english ? advice_en : advice_vi;
}

#define AGO(vi, en, unit) xasprintf(l->english ? "%lld " en " ago" : "%lld " vi " trước", (long long)(s / (unit)))

/* "12 min ago" */
static char *
ago(const struct look *l, instant at)
{
    int64_t s = l->health.now - at;

    return at == INSTANT_NONE ? xstrdup(l->english ? "never" : "chưa lần nào")
           : s < 2 * HOUR     ? AGO("phút", "min", MINUTE)
           : s < 2 * DAY      ? AGO("giờ", "h", HOUR)
                              : AGO("ngày", "days", DAY);
}

/* What a server said, and what that means. */
static char *
meaning(const struct look *l, const char *reply)
{
    return reply == NULL ? xstrdup("") : trouble_say(reply, l->english);
}

/* ---- the rows ------------------------------------------------------------------------ */

/* The daemon holds the lock as long as it lives. */
static int
look_daemon(struct look *l)
{
    char *path = xasprintf("%s/lock", l->ctl->desk->settings->state);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool held = fd != -1 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd != -1)
        close(fd);
    free(path);
    if (held)
        found(l, WELL, NULL, NULL, "đang chạy", "running");
    else
        found(l, ACT, "systemctl start docketd; journalctl -u docketd cho biết vì sao đã dừng",
              "systemctl start docketd; journalctl -u docketd says why it ended", "không chạy", "not running");
    return 0;
}

static int
look_mailbox(struct look *l)
{
    const struct health *h = &l->health;
    char *when = ago(l, h->read), *said = meaning(l, h->mailbox.reply);

    if (h->mailbox.logins > 0)
        found(l, ACT, "xem lại mật khẩu hoặc quyền đăng nhập; docketctl check thử lại ngay",
              "see to the password or the access; docketctl check tries it",
              "máy chủ không cho đăng nhập (đọc lần cuối: %s): %s", "the login is refused, last read %s: %s", when, said);
    else if (h->mailbox.since != INSTANT_NONE)
        found(l, h->now - h->mailbox.since >= LONG || h->read == INSTANT_NONE ? ACT : LOOK,
              "docketctl check thử máy chủ; nhật ký (journalctl) có đủ diễn biến",
              "docketctl check tries the server; the log has the whole story",
              "không đọc được (đọc lần cuối: %s): %s", "cannot be read, last read %s: %s", when, said);
    else if (h->unread)
        found(l, h->read == INSTANT_NONE || h->now - h->read >= LONG ? ACT : LOOK,
              "docketctl check thử máy chủ; docketd có đang chạy không?",
              "docketctl check tries the server; is docketd running?", "đọc lần cuối: %s", "last read %s", when);
    else
        found(l, WELL, NULL, NULL, "đọc lần cuối: %s", "last read %s", when);
    free(said);
    free(when);
    return 0;
}

static int
look_sending(struct look *l)
{
    const struct health *h = &l->health;
    char *why = health_waits(h, l->ctl->desk->settings->office.utc_offset, l->english ? "en" : "vi"),
         *when = ago(l, h->oldest);
    bool waits_long = h->waiting > 0 && h->now - h->oldest >= LONG;
    long long n = h->waiting;

    if (h->paused != INSTANT_NONE)
        found(l, LOOK, "khi sổ đã đúng, cán bộ ra lệnh TIẾP TỤC GỬI",
              "an officer orders TIẾP TỤC GỬI once the docket is what it should be",
              "đang tạm dừng, %lld thư chờ gửi", "paused, %lld letters wait", n);
    else if (h->waiting > 0 && h->sending.since != INSTANT_NONE)
        found(l, waits_long ? ACT : LOOK, "docketctl check thử máy chủ; không mất thư nào, docketd tự gửi lại",
              "docketctl check tries the server; nothing is lost, it is tried again",
              "%lld thư chờ gửi, thư đầu viết %s; %s", "%lld letters wait, the oldest written %s; %s", n, when, why);
    else if (why != NULL)
        found(l, LOOK, "không cần làm gì: thư tự đi; mức do sending.per_hour và per_day đặt",
              "nothing: they go out by themselves; sending.per_hour and per_day set the limit",
              "%lld thư chờ gửi: %s", "%lld letters wait: %s", n, why);
    else if (waits_long)
        found(l, LOOK, "docketctl outbox cho biết máy chủ trả lời gì về từng thư",
              "docketctl outbox says what the server answered to each",
              "%lld thư chờ gửi, thư đầu viết %s", "%lld letters wait, the oldest written %s", n, when);
    else
        found(l, WELL, NULL, NULL, "%lld thư chờ gửi", "%lld letters wait", n);
    free(why);
    free(when);
    return 0;
}

static int
look_failed(struct look *l)
{
    struct letter_row *rows = NULL;
    size_t n = 0, failed = 0;
    int rc = letter_list(l->ctl->desk->store, false, &rows, &n);

    for (size_t i = 0; i < n; i++)
        failed += rows[i].state == LETTER_FAILED && rows[i].created >= l->health.now - 7 * DAY;
    letter_rows_free(rows, n);
    if (failed > 0)
        found(l, LOOK, "docketctl outbox liệt kê; hỏi đơn vị địa chỉ khác (ĐẦU MỐI)",
              "docketctl outbox lists them; ask the unit for a better address (ĐẦU MỐI)",
              "%zu thư của 7 ngày qua không gửi được", "%zu letters of the last 7 days could not be sent", failed);
    else
        found(l, WELL, NULL, NULL, "7 ngày qua không có thư nào", "none in 7 days");
    return rc;
}

static int
look_review(struct look *l)
{
    const struct health *h = &l->health;
    char *when = ago(l, h->review_oldest);

    if (h->review > 0 && h->now - h->review_oldest >= REVIEW_LONG)
        found(l, LOOK, "cán bộ phân loại (CHỜ PHÂN LOẠI); trong lúc chờ, các đơn vị đó không bị nhắc",
              "an officer classifies them (CHỜ PHÂN LOẠI); their units are not reminded meanwhile",
              "%lld thư chờ cán bộ, thư đầu đến %s", "%lld mails wait for an officer, the first came %s",
              (long long)h->review, when);
    else
        found(l, WELL, NULL, NULL, "%lld thư chờ cán bộ", "%lld mails wait for an officer", (long long)h->review);
    free(when);
    return 0;
}

static int
look_disk(struct look *l)
{
    const char *state = l->ctl->desk->settings->state;
    struct statvfs v;
    unsigned long long left;

    if (statvfs(state, &v) != 0) {
        found(l, ACT, "ổ đĩa đã được gắn chưa?", "is it mounted?", "%s: %s", "%s: %s", state, strerror(errno));
        return 0;
    }
    left = (unsigned long long)v.f_bavail * v.f_frsize;
    found(l,
          left < DISK_ACT    ? ACT
          : left < DISK_LOOK ? LOOK
                             : WELL,
          left < DISK_LOOK ? "dọn chỗ: thư không lưu được thì ở lại hộp thư" : NULL,
          left < DISK_LOOK ? "make room: mail that cannot be kept stays in the mailbox" : NULL,
          "còn %llu MB ở %s", "%llu MB left in %s", left >> 20, state);
    return 0;
}

/* A clock that was set back decides wrongly what is late. */
static int
look_clock(struct look *l)
{
    struct timex t = {0};
    instant last = INSTANT_NONE;
    int state = adjtimex(&t);

    if (journal_last(l->ctl->desk->store, &last) != 0)
        return -1;
    if (last != INSTANT_NONE && last > l->health.now + MINUTE)
        found(l, ACT, "chỉnh lại đồng hồ: timedatectl", "set the clock; timedatectl",
              "chậm hơn mục cuối của nhật ký sổ", "it stands before the last entry of the journal");
    else if (state == TIME_ERROR)
        found(l, LOOK, "timedatectl set-ntp true", "timedatectl set-ntp true", "chưa tự chỉnh theo mạng",
              "it is not synchronised");
    else
        found(l, WELL, NULL, NULL, "tự chỉnh theo mạng", "synchronised");
    return 0;
}

static void
look_peer(struct look *l, const struct server *s, bool smtp)
{
    char *cause = NULL;
    instant until;
    int rc = peer_expires(s, smtp, &until, &cause);
    int64_t left = (until - l->health.now) / DAY;
    bool soon = left * DAY < CERTIFICATE_SOON;
    char *said = meaning(l, cause);

    if (rc != 0)
        found(l, ACT, "xem lại máy chủ, tên của nó, hoặc ca_file",
              "see to the server, its name, or ca_file", "%s", "%s", said);
    else if (until == INSTANT_NONE)
        found(l, WELL, NULL, NULL, "%s: không TLS", "%s: no TLS", s->host);
    else
        found(l, soon ? LOOK : WELL, soon ? "người quản trị máy chủ gia hạn chứng thư" : NULL,
              soon ? "the server's administrator renews it" : NULL, "%s: còn %lld ngày", "%s: %lld days left", s->host,
              (long long)left);
    free(said);
    free(cause);
}

static int
look_imap(struct look *l)
{
    look_peer(l, &l->ctl->desk->settings->mailbox.server, false);
    return 0;
}

static int
look_smtp(struct look *l)
{
    look_peer(l, &l->ctl->desk->settings->sending.server, true);
    return 0;
}

/* The last day of the last unit that is reminded; {0}: one has none. */
static struct date
plan_end(const struct plan *plan)
{
    struct date end = {0};

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        if (u->tracked && u->valid_to.year == 0)
            return (struct date){0};
        if (u->tracked && date_compare(u->valid_to, end) > 0)
            end = u->valid_to;
    }
    return end;
}

/* Its first note, and how many there are; owned by the caller, NULL: none. */
static char *
plan_note(const struct look *l, const struct plan *plan, struct date today)
{
    char *text = NULL, *first;
    size_t n = 0, lines = 0;
    FILE *out = open_memstream(&text, &n);

    plan_notes(plan, today, l->english, out);
    fclose(out);
    for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    text[strcspn(text, "\n")] = '\0';
    first = lines == 0   ? NULL
            : lines == 1 ? xstrdup(text)
                         : xasprintf(l->english ? "%s (and %zu more; docketctl plan check)"
                                                : "%s (và %zu điều khác; docketctl plan check)", text, lines - 1);
    free(text);
    return first;
}

static int
look_plan(struct look *l)
{
    const struct plan *plan = l->ctl->desk->plan;
    struct date today = moment_of(l->health.now, l->ctl->desk->settings->office.utc_offset).date,
                end = plan_end(plan), soon = date_add(today, PLAN_SOON);
    char *note = plan_note(l, plan, today), day[11];

    if (note != NULL) {
        found(l, LOOK, "sửa kế hoạch, hoặc ghi kế hoạch mới vào docketd.conf",
              "put the plan right, or a new one in docketd.conf", "%s", "%s", note);
    } else if (end.year != 0 && date_compare(end, soon) < 0) {
        date_write(end, day);
        found(l, LOOK, "đến lúc đó phải có kế hoạch mới, hoặc đơn vị còn hoạt động",
              "a new plan, or units that go on, must stand by then", "%s: đơn vị cuối cùng hết hiệu lực ngày %s",
              "%s: its last unit ends on %s", plan->code, day);
    } else if (plan->nholidays > 0 && date_compare(plan->holidays[plan->nholidays - 1], soon) < 0) {
        date_write(plan->holidays[plan->nholidays - 1], day);
        found(l, LOOK, "ghi thêm ngày nghỉ của năm tới vào kế hoạch", "add the coming year's days off to the plan",
              "%s: ngày nghỉ chỉ ghi đến %s", "%s: its days off are known to %s only", plan->code, day);
    } else {
        char *codes = plan_codes(plan);

        found(l, WELL, NULL, NULL, "%s: %zu đơn vị", "%s: %zu units", codes, plan->nunits);
        free(codes);
    }
    free(note);
    return 0;
}

static int
look_go_live(struct look *l)
{
    char *ahead = holds_go_live(l->ctl->desk->settings, l->health.now, l->english ? "en" : "vi");

    if (ahead == NULL)
        found(l, WELL, NULL, NULL, "đang có hiệu lực", "in force");
    else
        found(l, LOOK, "docketctl setup --go-live đổi ngày", "docketctl setup --go-live changes it", "%s", "%s", ahead);
    free(ahead);
    return 0;
}

/* Only where the office logs in so. */
static int
look_login(struct look *l)
{
    const struct settings *s = l->ctl->desk->settings;
    const char *file = s->oauth2.token_file;

    if (!s->mailbox.server.use_oauth2 && !s->sending.server.use_oauth2)
        found(l, WELL, NULL, NULL, "bằng mật khẩu", "by password");
    else if (access(file, F_OK) != 0)
        found(l, ACT, "docketctl login", "docketctl login",
              "chưa có phép đăng nhập OAuth 2.0 (%s); bản sao lưu không chứa phép này",
              "there is no token of the OAuth 2.0 login (%s); no backup holds one", file);
    else
        found(l, WELL, NULL, NULL, "bằng OAuth 2.0", "by OAuth 2.0");
    return 0;
}

/* What they say stands in letters as well. */
static int
look_chat(struct look *l)
{
    const struct chat_settings *c = &l->ctl->desk->settings->chat;
    char *reply = NULL;
    int64_t failed = 0;
    int rc = chat_failed(l->ctl->desk->store, l->health.now - DAY, &failed, &reply);

    if (failed > 0)
        found(
            l, LOOK,
            "xem lại địa chỉ hoặc mã (token) trong chat.urls_file, chat.bot_file; thư điện tử vẫn đi như thường",
            "see to the address or the token in chat.urls_file, chat.bot_file; the letters went out as ever",
            "%lld thông báo trong ngày qua không đến được chat: %s",
            "%lld notices of the last day did not reach their chat: %s", (long long)failed,
            reply != NULL ? reply : "no answer");
    else if (c->urls_file == NULL && c->bot_file == NULL)
        found(l, WELL, NULL, NULL, "không dùng", "none is configured");
    else
        found(l, WELL, NULL, NULL, "hôm nay không thông báo nào hỏng", "no notice failed today");
    free(reply);
    return rc;
}

static int
look_backup(struct look *l)
{
    char *when = ago(l, l->health.backup);
    bool old = l->health.backup == INSTANT_NONE || l->health.now - l->health.backup >= BACKUP_LONG;

    const char *advice = old ? "systemctl enable --now docketd-backup.timer; docketctl backup DIR" : NULL;

    found(l, old ? LOOK : WELL, advice, advice, "%s", "%s", when);
    free(when);
    return 0;
}

static int
look_sandbox(struct look *l)
{
    if (kernel_landlock())
        found(l, WELL, NULL, NULL, "seccomp và Landlock", "seccomp and Landlock");
    else
        found(l, LOOK, "dùng nhân (kernel) từ 5.13, có landlock trong danh sách lsm=",
              "a kernel from 5.13 on with landlock in its lsm= list",
              "thư chỉ được mở sau seccomp: nhân của máy này không có Landlock",
              "mails are opened behind seccomp alone: this kernel has no Landlock");
    return 0;
}

static const struct { const char *vi, *name; int (*look)(struct look *); } rows[] = {     /* name: of programs, too */
    { "docketd", "docketd", look_daemon },
    { "hộp thư", "mailbox", look_mailbox },
    { "gửi thư", "sending", look_sending },
    { "gửi hỏng", "failed", look_failed },
    { "chờ phân loại", "review", look_review },
    { "ổ đĩa", "disk", look_disk },
    { "đồng hồ", "clock", look_clock },
    { "chứng thư IMAP", "IMAP certificate", look_imap },
    { "chứng thư SMTP", "SMTP certificate", look_smtp },
    { "đăng nhập", "login", look_login },
    { "kế hoạch", "plan", look_plan },
    { "ngày bắt đầu", "go_live", look_go_live },
    { "cách ly", "sandbox", look_sandbox },
    { "chat", "chat", look_chat },
    { "sao lưu", "backup", look_backup },
};

/* ---- the command ------------------------------------------------------------------------ */

static void
show(const struct look *l, size_t row, json_t *list)
{
    char *said = ctl_cell(l->said, 0),
         *name = text_pad(l->english ? rows[row].name : rows[row].vi, 16),
         *level = text_pad(l->english ? level_names[l->level].en : level_names[l->level].vi,
                           l->english ? 4 : 7);

    if (list != NULL) {
        json_array_append_new(list, json_pack("{s:s s:s s:s s:s?}", "name", rows[row].name, "level",
                                              level_names[l->level].en, "said", said, "do", l->advice));
    } else {
        printf("%s  %s  %s\n", name, level, said);
        if (l->advice != NULL)
            printf("%*s-> %s\n", l->english ? 24 : 27, "", l->advice);
    }
    free(level);
    free(name);
    free(said);
}

int
ctl_doctor(struct ctl *ctl)
{
    struct look l = { .ctl = ctl, .english = ctl->json || ctl_english(ctl) };
    json_t *list = ctl->json ? json_array() : NULL;
    int worst = WELL, rc = 0;

    if (ctl->no_docket) {
        json_decref(list);
        fputs(TELL(ctl, "docketctl: chưa có sổ: docketd chưa chạy lần nào\n",
                   "docketctl: there is no docket: docketd has not run here yet\n"), stderr);
        return ACT;
    }
    if (health_load(ctl->desk, clock_now(), &l.health) != 0)
        return CTL_UNKNOWN;
    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(rows); i++) {
        rc = rows[i].look(&l);
        if (rc == 0) {
            show(&l, i, list);
            worst = (int)l.level > worst ? (int)l.level : worst;
        }
        free(l.said);
        l.said = NULL;
    }
    health_clear(&l.health);
    if (list != NULL && ctl_print_json(list) != 0)
        rc = -1;
    return rc != 0 ? CTL_UNKNOWN : worst;
}
