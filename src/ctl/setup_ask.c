/* The questions: what is asked, what Enter gives, what is taken. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "config/config.h"
#include "config/plans.h"
#include "setup.h"

#define PLAN_MOST (1 << 20)

static char *
old_text(const struct setup *s, const char *text)
{
    return s->old != NULL ? xstrdup(text) : NULL;
}

/* ---- the office ------------------------------------------------------------------- */

static char *
propose_address(struct setup *s)
{
    return s->old != NULL ? old_text(s, s->old->office.address) : NULL;
}

static bool
take_address(struct setup *s, const char *answer, char **why)
{
    if (address_is(answer) && strchr(strrchr(answer, '@'), '.') != NULL)
        return true;
    *why = WORDS(s, "\"%s\" không phải địa chỉ thư: viết như baocao@donvi.vn.",
               "\"%s\" is no mail address: write it like reports@office.example.", answer);
    return false;
}

static bool
take_line(struct setup *s, const char *answer, size_t most, char **why)
{
    if (text_is_utf8(answer, strlen(answer)) && text_length(answer) <= most)
        return true;
    *why = WORDS(s, "Dài quá %zu chữ, hoặc có ký tự hỏng: viết lại ngắn hơn.",
               "Longer than %zu letters, or with broken letters in it: write it again, shorter.",
               most);
    return false;
}

static char *
propose_office(struct setup *s)
{
    return s->old != NULL ? old_text(s, s->old->office.name) : NULL;
}

static bool
take_office(struct setup *s, const char *answer, char **why)
{
    return take_line(s, answer, 300, why);
}

static char *
propose_contact(struct setup *s)
{
    const struct office_settings *o = s->old != NULL ? &s->old->office : NULL;

    if (o == NULL || o->contact == NULL)
        return NULL;
    return o->phone != NULL ? xasprintf("%s, %s", o->contact, o->phone) : xstrdup(o->contact);
}

static bool
take_contact(struct setup *s, const char *answer, char **why)
{
    const char *phone = setup_phone(answer);

    if (!take_line(s, answer, 200, why))
        return false;
    if (phone == NULL)
        PUT(s, "  Chú ý: chưa có số điện thoại; chân thư sẽ không in số nào. Viết: Trực ban, 0277 3000 000.",
            "  Note: there is no telephone in it, so letters print none. Write: Duty office, 0277 3000 000.");
    return true;
}

/* ---- the plan --------------------------------------------------------------------- */

/* Its units are made up: letters to them would go to strangers. */
static bool
is_template(const char *path)
{
    char *text = file_read(path, PLAN_MOST, NULL, NULL);
    bool is = text != NULL && strcmp(text, plan_template) == 0;

    free(text);
    return is;
}

static void
add_plan(struct setup *s, const char *path, bool aloud)
{
    struct problems problems = {0};
    struct plan *plan = plan_read(path, &problems);

    if (plan != NULL && plan->nreports > 0 && !is_template(path)) {
        strings_add(&s->plans, path);
        if (aloud)
            PUT(s, "  %zu  %s: %zu đơn vị, %zu loại báo cáo (%s)",
                "  %zu  %s: %zu units, %zu reports (%s)", s->plans.n, plan->code, plan->nunits,
                plan->nreports, path);
    }
    plan_free(plan);
    problems_free(&problems);
}

/* Those beside the configuration, the last name first: the latest year. */
static void
find_plans(struct setup *s)
{
    char *folder = xasprintf("%s/plans", s->shared);
    struct dirent **names = NULL;
    int n = scandir(folder, &names, NULL, alphasort);

    strings_free(&s->plans);
    for (int i = n - 1; i >= 0; i--) {
        size_t length = strlen(names[i]->d_name);
        char *path = xasprintf("%s/%s", folder, names[i]->d_name);

        if (length > 5 && strcmp(names[i]->d_name + length - 5, ".conf") == 0)
            add_plan(s, path, !s->unattended && s->given[ASKED_PLAN] == NULL);
        free(path);
        free(names[i]);
    }
    free(names);
    free(folder);
}

static char *
propose_plan(struct setup *s)
{
    find_plans(s);
    if (s->old != NULL)
        return xstrdup(s->old->plan_files.v[0]);
    return s->plans.n > 0 ? xstrdup("1") : NULL;
}

static char *
plan_path(const struct setup *s, const char *answer)
{
    char *end;
    unsigned long n = strtoul(answer, &end, 10);

    if (*end == '\0' && n >= 1 && n <= s->plans.n)
        return xstrdup(s->plans.v[n - 1]);
    return answer[0] == '/' ? xstrdup(answer) : xasprintf("%s/%s", s->shared, answer);
}

static void
note_ended(const struct setup *s)
{
    struct date today =
        moment_of(clock_now(), s->old != NULL ? s->old->office.utc_offset : 7 * HOUR).date;
    size_t tracked = 0, ended = 0;

    for (size_t i = 0; i < s->plan->nunits; i++) {
        const struct unit *u = &s->plan->units[i];

        tracked += u->tracked;
        ended += u->tracked && u->valid_to.year != 0 && date_compare(u->valid_to, today) < 0;
    }
    if (tracked > 0 && ended == tracked)
        PUT(s, "  Chú ý: cả %zu đơn vị phải báo cáo của kế hoạch này đã hết hiệu lực: sẽ không đòi báo cáo của ai.",
            "  Note: all %zu units that this plan reminds have ended: nothing is asked of anybody.", tracked);
}

static bool
is_a_unit_s(const struct setup *s, const char *address, char **why)
{
    for (size_t i = 0; s->plan != NULL && i < s->plan->nunits; i++)
        for (size_t j = 0; j < s->plan->units[i].addresses.n; j++)
            if (strcasecmp(s->plan->units[i].addresses.v[j], address) == 0) {
                *why = WORDS(
                    s,
                    "%s là địa chỉ của đơn vị %s trong kế hoạch: nơi báo cáo không thể là nơi nhận.",
                    "%s is the address of unit %s of the plan: who reports cannot receive the reports.",
                    address, s->plan->units[i].name);
                return true;
            }
    return false;
}

static bool
take_plan(struct setup *s, const char *answer, char **why)
{
    struct problems problems = {0};
    const char *address =
        s->answer[ASKED_ADDRESS] != NULL ? s->answer[ASKED_ADDRESS] : s->old->office.address;
    char *path = plan_path(s, answer), *line;

    plan_free(s->plan);
    s->plan = access(path, R_OK) == 0 ? plan_read(path, &problems) : NULL;
    if (s->plan == NULL && problems.n == 0) {
        *why = WORDS(s, "Không có tệp kế hoạch \"%s\": chọn số ở danh sách trên, hoặc ghi đường dẫn.",
                   "There is no plan file \"%s\": choose a number of the list, or write its path.",
                   answer);
    } else if (s->plan == NULL) {
        line = problem_line(&problems.v[0]);
        *why = WORDS(s, "Kế hoạch có %zu chỗ sai, trước hết: %s",
                   "The plan has %zu mistakes, first of all: %s", problems.n, line);
        free(line);
    } else if (is_template(path)) {
        *why = WORDS(s, "\"%s\" là kế hoạch mẫu, đơn vị trong đó không có thật: docketctl plan new -o TỆP chép ra để sửa.",
                   "\"%s\" is the plan to begin with, and its units are made up: docketctl plan new -o FILE copies it.",
                   answer);
    } else if (!is_a_unit_s(s, address, why)) {
        note_ended(s);
        free(s->answer[ASKED_PLAN]);
        s->answer[ASKED_PLAN] = xstrdup(path);
    }
    problems_free(&problems);
    free(path);
    return *why == NULL;
}

/* ---- officers --------------------------------------------------------------------- */

static char *
propose_officers(struct setup *s)
{
    return s->old != NULL ? setup_officers_text(s->old->officers, s->old->nofficers) : NULL;
}

static void
officers_clear(struct setup *s)
{
    for (size_t i = 0; i < s->nofficers; i++) {
        free(s->officers[i].address);
        free(s->officers[i].name);
        free(s->officers[i].phone);
    }
    free(s->officers);
    s->officers = NULL;
    s->nofficers = 0;
}

static const char *
phone_of(const struct setup *s, const char *address)
{
    const struct officer *old = s->old != NULL ? settings_officer(s->old, address) : NULL;

    return old != NULL ? old->phone : NULL;
}

/* How he wants to be told stays as it was. */
static void
keep_wishes(const struct setup *s, struct officer *o)
{
    const struct officer *old = s->old != NULL ? settings_officer(s->old, o->address) : NULL;

    if (old != NULL) {
        o->notices = old->notices;
        o->language = old->language;
    }
}

/* "Tên <địa chỉ> vai trò", or "địa chỉ vai trò". The first named leads, unless it says otherwise. */
static bool
take_officer(struct setup *s, const char *text, char **why)
{
    const char *open = strchr(text, '<'), *from = open != NULL ? open + 1 : text,
               *shut = from + strcspn(from, open != NULL ? ">" : " ");
    char *address = xstrndup(from, (size_t)(shut - from)),
         *name = text_clean_line(text, open != NULL ? (size_t)(open - text) : 0),
         *word =
             text_clean_line(*shut != '\0' ? shut + 1 : shut, *shut != '\0' ? strlen(shut + 1) : 0);
    enum role role = *word != '\0' ? 0 : s->nofficers == 0 ? ROLE_LEAD : ROLE_OFFICER;
    const char *own =
        s->answer[ASKED_ADDRESS] != NULL ? s->answer[ASKED_ADDRESS] : s->old->office.address;
    struct officer *o;

    while (*word != '\0' && role < ROLES && strcmp(word, role_names[role]) != 0)
        role++;
    if (!address_is(address))
        *why = WORDS(
            s,
            "\"%s\" không phải địa chỉ thư: viết Tên <canbo@donvi.vn>, nhiều người thì cách nhau bằng dấu phẩy.",
            "\"%s\" is no mail address: write Name <officer@office.example>, several with commas between.",
            text);
    else if (role == ROLES)
        *why = WORDS(
            s, "Không có vai trò \"%s\": viewer chỉ hỏi, officer xử lý báo cáo, lead làm mọi việc.",
            "There is no role \"%s\": a viewer asks, an officer decides, a lead may do everything.",
            word);
    else if (strcasecmp(address, own) == 0)
        *why = WORDS(s, "%s là chính hộp thư nhận báo cáo: cán bộ cần địa chỉ riêng.",
                   "%s is the reporting mailbox itself: an officer needs an address of his own.",
                   address);
    else if (!is_a_unit_s(s, address, why)) {
        o = ARRAY_MORE(s->officers, s->nofficers);
        *o = (struct officer){ .address = address_fold(address),
                               .name = xstrdup(*name != '\0' ? name : "đồng chí cán bộ"),
                               .role = role,
                               .phone = xstrdup(phone_of(s, address)) };
        keep_wishes(s, o);
    }
    free(address);
    free(name);
    free(word);
    return *why == NULL;
}

static bool
take_officers(struct setup *s, const char *answer, char **why)
{
    char *words = xstrdup(answer), *rest = words, *word;
    bool fine = true;

    officers_clear(s);
    while (fine && (word = strsep(&rest, ",")) != NULL) {
        char *clean = text_clean_line(word, strlen(word));

        for (size_t i = 0; i < s->nofficers; i++)
            if (strcasestr(clean, s->officers[i].address) != NULL && *why == NULL)
                *why = WORDS(s, "%s có hai lần: mỗi người một địa chỉ.",
                           "%s stands there twice: one address for each.", s->officers[i].address);
        fine = *why == NULL && (*clean == '\0' || take_officer(s, clean, why));
        free(clean);
    }
    if (fine && s->nofficers == 0) {
        *why = WORDS(s, "Cần ít nhất một cán bộ.", "At least one officer is needed.");
        fine = false;
    }
    free(words);
    return fine;
}

/* ---- from when on ----------------------------------------------------------------- */

#define LOCAL "%04d-%02d-%02dT%02d:%02d"

static char *
local(const struct setup *s, instant at)
{
    struct moment m = moment_of(at, s->old != NULL ? s->old->office.utc_offset : 7 * HOUR);

    return xasprintf(LOCAL, m.date.year, m.date.month, m.date.day, m.hour, m.minute);
}

static char *
propose_go_live(struct setup *s)
{
    if (s->old != NULL && s->old->mailbox.go_live != INSTANT_NONE)
        return local(s, s->old->mailbox.go_live);
    return WORDS(s, "bây giờ", "now");
}

static bool
take_go_live(struct setup *s, const char *answer, char **why)
{
    char *folded = text_fold(answer);
    bool now = strcmp(folded, "bay gio") == 0 || strcmp(folded, "now") == 0;
    instant at = clock_now();

    free(folded);
    if (!now &&
        !instant_parse(answer, s->old != NULL ? s->old->office.utc_offset : 7 * HOUR, &at)) {
        *why = WORDS(s, "\"%s\" không phải thời điểm: viết như 2026-12-01T07:00, hoặc bây giờ.",
                   "\"%s\" is no time: write it like 2026-12-01T07:00, or now.", answer);
        return false;
    }
    if (at > clock_now() + LIMIT_GO_LIVE_DAYS * DAY ||
        at < clock_now() - LIMIT_GO_LIVE_DAYS * DAY) {
        *why = WORDS(s, "\"%s\" cách nay hơn %d ngày: ghi thời điểm gần hơn, hoặc bây giờ.",
                   "\"%s\" is more than %d days from today: name a nearer time, or now.", answer,
                   LIMIT_GO_LIVE_DAYS);
        return false;
    }
    if (at > clock_now())
        PUT(s, "  Chú ý: trước %s chưa nhắc ai và chưa trả lời thư nào.",
            "  Note: nothing is asked for and no mail is answered before %s.", answer);
    if (at < clock_now() - 30 * DAY)
        PUT(s, "  Chú ý: thư cũ từ %s đến nay sẽ được trả lời.",
            "  Note: old mail since %s will be answered.", answer);
    free(s->answer[ASKED_GO_LIVE]);
    s->answer[ASKED_GO_LIVE] = local(s, at);
    return true;
}

const struct question setup_questions[QUESTIONS] = {
    [ASKED_ADDRESS] = { "address", "ADDRESS", "Hộp thư nhận báo cáo", "The mailbox that receives reports", NULL, NULL, false,
                        propose_address, take_address, NULL },
    [ASKED_PROVIDER] = { "provider", "KIND", "Nơi đặt hộp thư (gmail, microsoft, zimbra, mdaemon, generic)",
                         "Who runs it (gmail, microsoft, zimbra, mdaemon, generic)", NULL, NULL, false, setup_propose_provider, setup_take_provider, NULL },
    [ASKED_IMAP] = { "imap", "HOST:PORT", "Máy chủ nhận thư (IMAP)", "Server that mail is read from (IMAP)", NULL, NULL, false,
                     setup_propose_imap, setup_take_imap, setup_servers_known },
    [ASKED_SMTP] = { "smtp", "HOST:PORT", "Máy chủ gửi thư (SMTP)", "Server that letters go out by (SMTP)", NULL, NULL, false,
                     setup_propose_smtp, setup_take_smtp, setup_servers_known },
    [ASKED_USER] = { "user", "NAME", "Tên đăng nhập", "Login name", NULL, NULL, false, setup_propose_user, setup_take_user, NULL },
    [ASKED_PASSWORD] = { "password-file", "FILE", "Mật khẩu (Gmail: mật khẩu ứng dụng)", "Password (Gmail: app password)",
                         "Mã ứng dụng, Application (client) ID", "Application (client) ID", true,
                         NULL, setup_take_password, NULL },
    [ASKED_FOLDERS] = { "folders", "NAMES", "Thư mục cần đọc", "Folders to read", NULL, NULL, false, setup_propose_folders, setup_take_folders, NULL },
    [ASKED_PLAN] = { "plan", "FILE", "Kế hoạch báo cáo", "Plan", NULL, NULL, false, propose_plan, take_plan, NULL },
    [ASKED_OFFICE] = { "office", "NAME", "Tên cơ quan, như in ở thư", "Name of the office, as letters print it", NULL, NULL, false,
                       propose_office, take_office, NULL },
    [ASKED_CONTACT] = { "contact", "NAME, PHONE", "Người liên hệ và điện thoại, in ở chân thư", "Whom units may call, and the telephone", NULL, NULL,
                        false, propose_contact, take_contact, NULL },
    [ASKED_OFFICERS] = { "officers", "NAME <ADDRESS>", "Cán bộ: Tên <địa chỉ>, người đầu là lãnh đạo",
                         "Officers: Name <address>, the first one leads", NULL, NULL, false, propose_officers, take_officers, NULL },
    [ASKED_GO_LIVE] = { "go-live", "TIME", "Trả lời thư đến từ lúc nào", "Mail is answered from which moment on", NULL, NULL, false,
                        propose_go_live, take_go_live, NULL },
};
const char *const setup_told[TOLDS] = { "ca-file", "state", "runtime" };
