/* The mail room's door for tests: src/mail over its public headers, against
 * real servers. mailtool HOST PORT TLS CA USER PASSWORD COMMAND ...
 *   list FOLDER [FIRST]         uidvalidity, then "uid size received marked" a line
 *   fetch FOLDER DIR UID...     whole messages to DIR/UID
 *   mark FOLDER HOW WORD UID... HOW: keyword, seen, move
 *   wait FOLDER SECONDS         prints what imap_wait returned
 *   send FROM FILE TO...        a letter each; prints the last result's number, code and text
 *   flood FROM FILE TO COUNT    the same letter so often, prints letters a second
 *   check                       SMTP login and NOOP */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "mail/imap.h"
#include "mail/smtp.h"

static int
fail(const char *cause)
{
    fprintf(stderr, "mailtool: %s\n", cause != NULL ? cause : "?");
    return 1;
}

/* --- messages to files ---------------------------------------------------- */

static const char *folder;
static FILE *out;

static int
begin(void *arg, uint32_t uid)
{
    char path[4096];

    (void)arg;
    snprintf(path, sizeof path, "%s/%" PRIu32, folder, uid);
    return strcmp(folder, "-") == 0 ? 0 : (out = fopen(path, "wb")) == NULL ? -1 : 0;
}

static int
bytes(void *arg, const void *b, size_t n)
{
    (void)arg;
    return out == NULL || fwrite(b, 1, n, out) == n ? 0 : -1;
}

static int
end(void *arg, uint32_t uid, instant received, uint64_t size, bool whole)
{
    (void)arg;
    if (out != NULL)
        fclose(out);
    out = NULL;
    printf("%" PRIu32 " %" PRIu64 " %" PRId64 " %d\n", uid, size, received, whole);
    return 0;
}

static size_t
read_uids(char **words, int n, uint32_t **uids)
{
    *uids = xcalloc((size_t)n + 1, sizeof **uids);
    for (int i = 0; i < n; i++)
        (*uids)[i] = (uint32_t)strtoul(words[i], NULL, 10);
    return (size_t)n;
}

/* Of this program alone; what wait4(2) tells counts the parent before exec. */
static void
tell_peak(void)
{
    char *status = file_read("/proc/self/status", 1 << 16, NULL, NULL);
    const char *peak = status != NULL ? strstr(status, "VmHWM:") : NULL;

    if (peak != NULL)
        fprintf(stderr, "peak %d KiB\n", atoi(peak + 6));
    free(status);
}

/* --- IMAP commands -------------------------------------------------------- */

static int
list(struct imap *im, uint32_t first, const struct imap_folder *f, uint32_t **uids, size_t *n, char **cause)
{
    struct imap_item *items = NULL;
    int rc = imap_list(im, first, "docketd", &items, n, cause);

    if (rc != 0)
        return rc;
    *uids = xcalloc(*n, sizeof **uids);
    printf("%" PRIu32 " %" PRIu32 " %d\n", f->uidvalidity, f->uidnext, f->keeps);
    for (size_t i = 0; i < *n; i++) {
        (*uids)[i] = items[i].uid;
        printf("%" PRIu32 " %" PRIu64 " %" PRId64 " %d\n", items[i].uid, items[i].size, items[i].received, items[i].marked);
    }
    free(items);
    return 0;
}

static int
imap_command(struct imap *im, int ac, char **av, char **cause)
{
    const struct imap_sink sink = { begin, bytes, end, NULL };
    struct imap_folder f = {0};
    uint32_t *uids = NULL;
    size_t n = 0;
    int rc = imap_select(im, av[1], "docketd", &f, cause);

    if (rc != 0)
        return rc;
    if (strcmp(av[0], "list") == 0)
        rc = list(im, ac > 2 ? (uint32_t)atoi(av[2]) : 1, &f, &uids, &n, cause);
    else if (strcmp(av[0], "fetch") == 0) {
        folder = av[2];
        n = read_uids(av + 3, ac - 3, &uids);
        rc = n == 0 ? list(im, 1, &f, &uids, &n, cause) : 0;
        rc = rc != 0 ? rc : imap_fetch(im, uids, n, &sink, cause);
        tell_peak();
    } else if (strcmp(av[0], "mark") == 0) {
        enum mark how = strcmp(av[2], "move") == 0 ? MARK_MOVE : strcmp(av[2], "seen") == 0 ? MARK_SEEN : MARK_KEYWORD;

        n = read_uids(av + 4, ac - 4, &uids);
        rc = imap_mark(im, uids, n, how, av[3], av[3], cause);
    } else if ((rc = list(im, 1, &f, &uids, &n, cause)) == 0) {
        printf("waiting\n");
        fflush(stdout);
        rc = imap_wait(im, atoi(av[2]), STDIN_FILENO, cause);
        printf("%d\n", rc);
        rc = rc < 0 ? rc : 0;
    }
    free(uids);
    return rc;
}

/* --- SMTP commands -------------------------------------------------------- */

static int
smtp_command(struct smtp *s, int ac, char **av, char **cause)
{
    struct smtp_letter letter = { .from = av[1] };
    bool flood = strcmp(av[0], "flood") == 0;
    int64_t start = clock_monotonic_ms();
    int count = flood ? atoi(av[4]) : ac - 3;
    char *mail;

    if (strcmp(av[0], "check") == 0)
        return smtp_check(s, cause);
    if ((mail = file_read(av[2], 64 << 20, &letter.n, cause)) == NULL)
        return -1;
    letter.mail = mail;
    for (int i = 0; i < count && letter.result == SMTP_SENT; i++) {
        letter.to = av[flood ? 3 : 3 + i];
        smtp_send(s, &letter);
    }
    printf("%d %d %s\n", letter.result, letter.reply.code, letter.reply.text);
    if (flood)
        printf("%.0f letters a second\n", count * 1000.0 / (double)(clock_monotonic_ms() - start + 1));
    free(mail);
    return 0;
}

int
main(int ac, char **av)
{
    struct server server = {0};
    char *cause = NULL;
    struct imap *im = NULL;
    struct smtp *s = NULL;
    int rc = -1;

    if (ac < 8)
        return fail("see the top of mailtool.c");
    server = (struct server){ .host = av[1], .port = atoi(av[2]), .timeout = 600, .ca_file = *av[4] != '\0' ? av[4] : NULL,
                              .user = *av[5] != '\0' ? av[5] : NULL, .password = av[6] };
    while (server.tls < TLS_MODES - 1 && strcmp(av[3], tls_mode_names[server.tls]) != 0)
        server.tls++;
    if (strcmp(av[7], "send") == 0 || strcmp(av[7], "flood") == 0 || strcmp(av[7], "check") == 0) {
        if ((s = smtp_new(&server, &cause)) != NULL)
            rc = smtp_command(s, ac - 7, av + 7, &cause);
    } else if ((im = imap_open(&server, &cause)) != NULL)
        rc = imap_command(im, ac - 7, av + 7, &cause);
    imap_close(im);
    smtp_free(s);
    return rc == 0 ? 0 : fail(cause);
}
