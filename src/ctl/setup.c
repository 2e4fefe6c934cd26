/* docketctl setup: from nothing to a configuration that was tried, in at most
 * twelve answers; again, and it changes what is asked for. */
#include <getopt.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"
#include "config/config.h"
#include "config/edit.h"
#include "ctl/ctl.h"
#include "setup.h"

#define CONF_MOST (1 << 20)
#define SECRET_MOST 4096

/* ---- options ---------------------------------------------------------------------- */

enum {
    OPTION_TOLD = QUESTIONS,
    OPTION_LANGUAGE = QUESTIONS + TOLDS,
    OPTION_UNATTENDED,
    OPTION_DRY,
    OPTION_NO_TEST,
    OPTION_END
};

static int
setup_usage(void)
{
    fputs(
        "usage: docketctl [-c FILE] setup [--language vi|en] [--unattended] [--dry-run] [--no-test]\n",
        stderr);
    for (size_t i = 0; i < QUESTIONS; i++)
        fprintf(stderr, "        [--%s %s]\n", setup_questions[i].key, setup_questions[i].operand);
    for (size_t i = 0; i < TOLDS; i++)
        fprintf(stderr, "        [--%s PATH]\n", setup_told[i]);
    return 2;
}

void
ctl_setup_options(struct buf *b)
{
    for (size_t i = 0; i < QUESTIONS; i++)
        buf_addf(b, " --%s", setup_questions[i].key);
    for (size_t i = 0; i < TOLDS; i++)
        buf_addf(b, " --%s", setup_told[i]);
}

static bool
read_options(struct setup *s, int argc, char **argv)
{
    struct option options[OPTION_END + 1] = {
        [OPTION_LANGUAGE] = { "language", required_argument, NULL, OPTION_LANGUAGE },
        [OPTION_UNATTENDED] = { "unattended", no_argument, NULL, OPTION_UNATTENDED },
        [OPTION_DRY] = { "dry-run", no_argument, NULL, OPTION_DRY },
        [OPTION_NO_TEST] = { "no-test", no_argument, NULL, OPTION_NO_TEST },
    };
    int c;

    for (int i = 0; i < QUESTIONS; i++)
        options[i] = (struct option){ setup_questions[i].key, required_argument, NULL, i };
    for (int i = 0; i < TOLDS; i++)
        options[OPTION_TOLD + i] =
            (struct option){ setup_told[i], required_argument, NULL, OPTION_TOLD + i };
    optind = 0;                         /* getopt_long(3): begin anew */
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c < QUESTIONS)
            s->given[c] = optarg;
        else if (c < OPTION_LANGUAGE)
            s->told[c - OPTION_TOLD] = optarg;
        else if (c == OPTION_LANGUAGE && (strcmp(optarg, "vi") == 0 || strcmp(optarg, "en") == 0))
            s->english = *optarg == 'e';
        else if (c == OPTION_UNATTENDED)
            s->unattended = true;
        else if (c == OPTION_DRY)
            s->dry_run = true;
        else if (c == OPTION_NO_TEST)
            s->no_test = true;
        else
            return false;
        s->some = s->some || c < OPTION_LANGUAGE;
    }
    return optind == argc;
}

/* ---- what stands ------------------------------------------------------------------ */

static void
copy_server(struct server *to, const struct server *from)
{
    *to = (struct server){
        xstrdup(from->host),     from->port,          from->tls,
        xstrdup(from->ca_file),  xstrdup(from->user), .password = xstrdup(from->password),
        .timeout = from->timeout
    };
}

/* The sample where it lies unchanged is as good as no configuration. */
static int
load(struct setup *s)
{
    struct problems problems = {0};

    if (access(s->conf, F_OK) == 0 &&
        (s->text = file_read(s->conf, CONF_MOST, NULL, NULL)) != NULL &&
        strcmp(s->text, settings_sample) != 0) {
        s->old = settings_read(s->conf, &problems);
        if (s->old == NULL) {
            problems_print(&problems, stderr);
            problems_free(&problems);
            return -1;
        }
        settings_secrets(s->old, &problems);    /* unreadable ones are asked for, or not needed */
        copy_server(&s->imap, &s->old->mailbox.server);
        copy_server(&s->smtp, &s->old->sending.server);
    } else {
        free(s->text);
        s->text = xstrdup(settings_sample);
        s->some = false;
    }
    problems_free(&problems);
    return 0;
}

/* ---- asking ----------------------------------------------------------------------- */

static char *
read_answer(bool secret)
{
    struct termios was, dark;
    bool hide = secret && tcgetattr(STDIN_FILENO, &was) == 0;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;

    if (hide) {
        dark = was;
        dark.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &dark);
    }
    n = getline(&line, &cap, stdin);
    if (hide) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        putchar('\n');
    }
    if (n < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

static const char *
words_of(const struct setup *s, const struct question *of)
{
    if (setup_by_token(s) && of->vi_token != NULL)
        return s->english ? of->en_token : of->vi_token;
    return s->english ? of->en : of->vi;
}

static char *
ask(const struct setup *s, enum asked q, const char *proposal)
{
    const struct question *of = &setup_questions[q];
    char *line, *clean;

    printf("%d/%d  %s", q + 1, QUESTIONS, words_of(s, of));
    if (proposal != NULL)
        printf(" [%s]", proposal);
    else if (of->secret && s->old != NULL)
        fputs(s->english ? " [as it is]" : " [như cũ]", stdout);
    fputs(": ", stdout);
    fflush(stdout);
    if ((line = read_answer(of->secret)) == NULL || of->secret)
        return line;
    clean = text_clean_line(line, strlen(line));
    free(line);
    return clean;
}

/* The file's first line; "-" is standard input. */
static char *
secret_from(const char *file, char **why)
{
    char *text =
        strcmp(file, "-") == 0 ? read_answer(true) : file_read(file, SECRET_MOST, NULL, why);

    if (text != NULL)
        text[strcspn(text, "\r\n")] = '\0';
    return text;
}

enum end { END_TAKEN, END_KEPT, END_REFUSED };

static enum end
take(struct setup *s, enum asked q, const char *answer)
{
    char *why = NULL;

    s->answer[q] = xstrdup(setup_questions[q].secret && !setup_by_token(s) ? "" : answer);
    if (setup_questions[q].take(s, answer, &why))
        return END_TAKEN;
    free(s->answer[q]);
    s->answer[q] = NULL;
    fprintf(s->given[q] != NULL || s->unattended ? stderr : stdout, "%s\n", why);
    free(why);
    return END_REFUSED;
}

/* Without a person: what the option says, else what would be proposed. */
static enum end
settle(struct setup *s, enum asked q, const char *proposal)
{
    const struct question *of = &setup_questions[q];
    char *why = NULL, *text = of->secret && s->given[q] != NULL
                                  ? secret_from(s->given[q], &why)
                                  : xstrdup(s->given[q] != NULL ? s->given[q] : proposal);
    enum end end = END_REFUSED;

    if (text != NULL)
        end = take(s, q, text);
    else if (why != NULL)
        fprintf(stderr, "%s\n", why);
    else
        fprintf(stderr,
                s->english ? "An answer is missing: --%s %s (%s).\n"
                           : "Thiếu câu trả lời: --%s %s (%s).\n",
                of->key, of->operand, words_of(s, of));
    free(why);
    free(text);
    return end;
}

/* What stands in the file and was not asked to change is kept without a look at it. */
static bool
keeps(const struct setup *s, enum asked q, const char *answer, const char *proposal)
{
    if (s->old == NULL || (q == ASKED_GO_LIVE && s->old->mailbox.go_live == INSTANT_NONE))
        return false;
    return *answer == '\0' || (proposal != NULL && strcmp(answer, proposal) == 0);
}

static enum end
converse(struct setup *s, enum asked q, const char *proposal)
{
    enum end end = END_REFUSED;

    while (end == END_REFUSED) {
        char *line = ask(s, q, proposal);

        if (line == NULL) {
            PUT(s, "\nCác câu trả lời hết giữa chừng: chưa ghi gì.",
                "\nThe answers ended half way: nothing was written.");
            return END_REFUSED;
        }
        if (keeps(s, q, line, proposal))
            end = END_KEPT;
        else if (*line == '\0' && proposal == NULL && !setup_questions[q].secret)
            PUT(s, "Câu này cần trả lời.", "This one needs an answer.");
        else
            end = take(s, q, *line == '\0' && proposal != NULL ? proposal : line);
        free(line);
    }
    return end;
}

static bool
question(struct setup *s, enum asked q)
{
    const struct question *of = &setup_questions[q];
    bool given = s->given[q] != NULL, follows = !given && of->needless != NULL && of->needless(s) &&
                                                s->answer[ASKED_PROVIDER] != NULL;
    char *proposal;
    enum end end;

    if (!given && !follows && (s->some || (s->unattended && s->old != NULL)) && s->old != NULL)
        return true;
    proposal = of->proposal != NULL ? of->proposal(s) : NULL;
    end = given || follows || s->unattended ? settle(s, q, proposal) : converse(s, q, proposal);
    free(proposal);
    return end != END_REFUSED;
}

/* ---- the whole -------------------------------------------------------------------- */

/* A mail to oneself, where it is the connections that changed. */
static bool
test(struct setup *s)
{
    bool any = false;
    char *why = NULL;
    int rc;

    for (enum asked q = ASKED_ADDRESS; q <= ASKED_FOLDERS; q++)
        any = any || s->answer[q] != NULL;
    if (!any || s->no_test || setup_by_token(s))
        return true;
    PUT(s, "Gửi một thư cho chính hộp thư này …", "Sending a mail to this very mailbox …");
    fflush(stdout);
    rc = setup_test(s, &why);
    if (rc == 0)
        PUT(s, "  Thư đã đi và đã về.", "  It went out and came back.");
    else
        fprintf(rc < 0 ? stderr : stdout, "%s\n", why);
    if (rc >= 0 && s->authserv == NULL)
        s->authserv = xstrdup(s->preset != NULL ? s->preset->authserv : NULL);
    if (rc >= 0 && s->authserv == NULL)
        PUT(s,
            "  Chú ý: máy chủ không ghi kết quả xác thực người gửi (Authentication-Results); lệnh của cán bộ qua thư phải xác nhận lại.",
            "  Note: the server does not say whether senders are genuine (Authentication-Results); orders by mail must be confirmed.");
    free(why);
    return rc >= 0;
}

static bool
finish(struct setup *s)
{
    char *why = NULL, *text = setup_text(s, &why), *bin = setup_programs(s);
    bool same = text != NULL && s->old != NULL && strcmp(text, s->text) == 0 &&
                s->answer[ASKED_PASSWORD] == NULL,
         fine = text != NULL;

    if (fine && same)
        PUT(s, "Không có gì thay đổi.", "Nothing changes.");
    else if (fine && s->dry_run)
        fputs(text, stdout);
    else if (fine && (fine = setup_write(s, text, &why) == 0) && setup_is_private(s))
        PUT(s, "Đã ghi %s. Bắt đầu chạy: %sdocketd -c %s; xem: %sdocketctl -c %s check.",
            "Wrote %s. To start: %sdocketd -c %s; to look: %sdocketctl -c %s check.", s->conf, bin, s->conf, bin,
            s->conf);
    else if (fine)
        PUT(s, "Đã ghi %s. Bắt đầu chạy: systemctl enable --now docketd%s%s; xem: docketctl -c %s check.",
            "Wrote %s. To start: systemctl enable --now docketd%s%s; to look: docketctl -c %s check.",
            s->conf, s->apart != NULL ? "@" : "", s->apart != NULL ? s->apart : "", s->conf);
    if (!fine)
        fprintf(stderr, s->english ? "Nothing was written: %s\n" : "Chưa ghi gì: %s\n", why);
    free(why);
    free(text);
    free(bin);
    if (fine && setup_by_token(s) && !s->dry_run)
        PUT(s, "Tiếp theo: docketctl login --device (đăng nhập OAuth2; phải xong trước khi chạy).",
            "Next: docketctl login --device (login by OAuth2, before the start).");
    return fine;
}

static void
clear(struct setup *s)
{
    for (size_t i = 0; i < QUESTIONS; i++)
        free(s->answer[i]);
    for (size_t i = 0; i < s->nofficers; i++) {
        free(s->officers[i].address);
        free(s->officers[i].name);
        free(s->officers[i].phone);
    }
    free(s->officers);
    setup_server_clear(&s->imap);
    setup_server_clear(&s->smtp);
    strings_free(&s->plans);
    plan_free(s->plan);
    settings_free(s->old);
    free(s->reader);
    free(s->authserv);
    free(s->folder);
    free(s->shared);
    free(s->state);
    free(s->runtime);
    free(s->text);
}

int
ctl_setup(struct ctl *ctl)
{
    struct setup s = { .conf = ctl->conf };
    char *copy = xstrdup(ctl->conf), *near = dirname(copy);
    bool fine;

    s.folder = realpath(near, NULL);
    if (s.folder == NULL)
        s.folder = xstrdup(near);
    free(copy);
    s.reader = settings_find_reader();
    setup_find_shared(&s);
    if (!read_options(&s, ctl->argc, ctl->argv)) {
        clear(&s);
        return setup_usage();
    }
    fine = load(&s) == 0 && setup_may_begin(&s);
    if (fine && s.old == NULL)
        setup_place_state(&s);
    if (fine && !s.unattended)
        PUT(&s, "Cài đặt docketd: %d câu hỏi, Enter là nhận câu trong ngoặc. Tệp: %s",
            "Setting up docketd: %d questions, Enter takes what stands in brackets. File: %s",
            QUESTIONS, s.conf);
    for (enum asked q = 0; fine && q < QUESTIONS; q++)
        fine = question(&s, q) && (q != ASKED_FOLDERS || test(&s));
    fine = fine && finish(&s);
    clear(&s);
    return fine ? 0 : 1;
}
