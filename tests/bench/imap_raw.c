/* The raw fetch limit of an IMAP server: what any program must wait for.
 * Logs in, searches UNSEEN, fetches BODY.PEEK[] of every mail with WINDOW
 * commands on their way at once, throws it away and sets \Seen.
 *
 *   imap_raw [-s] [-w WINDOW] PORT USER PASSWORD     (127.0.0.1; -s: TLS, unverified)
 */
#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { UIDS = 100000, LINE = 1 << 20 };

static int fd;
static gnutls_session_t tls;
static char bytes[1 << 16];
static size_t at, end;
static unsigned uids[UIDS];
static size_t nuids;
static unsigned long mails;
static unsigned long long octets;

static void
die(const char *why)
{
    fprintf(stderr, "imap_raw: %s\n", why);
    exit(1);
}

static void
put(const char *text, size_t n)
{
    while (n > 0) {
        ssize_t k = tls != NULL ? gnutls_record_send(tls, text, n) : write(fd, text, n);

        if (k <= 0)
            die("the server took no more");
        text += k;
        n -= (size_t)k;
    }
}

static void
command(const char *text)
{
    put(text, strlen(text));
}

static void
fill(void)
{
    ssize_t k;

    do {                        /* a session ticket (TLS 1.3) comes as "again" */
        k = tls != NULL ? gnutls_record_recv(tls, bytes, sizeof bytes) : read(fd, bytes, sizeof bytes);
    } while (tls != NULL && (k == GNUTLS_E_AGAIN || k == GNUTLS_E_INTERRUPTED));
    if (k <= 0)
        die("the server closed the connection");
    at = 0;
    end = (size_t)k;
    octets += end;
}

/* One line without its CRLF. */
static size_t
line(char out[static LINE])
{
    size_t n = 0;

    for (;;) {
        if (at == end)
            fill();
        if (bytes[at] == '\n')
            break;
        if (n < LINE - 1)
            out[n++] = bytes[at];
        at++;
    }
    at++;
    if (n > 0 && out[n - 1] == '\r')
        n--;
    out[n] = '\0';
    return n;
}

static void
skip(size_t n)
{
    while (n > 0) {
        size_t k;

        if (at == end)
            fill();
        k = end - at < n ? end - at : n;
        at += k;
        n -= k;
    }
}

static void
search_row(char *row)
{
    for (char *word = strtok(row, " "); word != NULL; word = strtok(NULL, " "))
        if (word[0] >= '0' && word[0] <= '9' && nuids < UIDS)
            uids[nuids++] = (unsigned)strtoul(word, NULL, 10);
}

/* Reads up to the tagged answer, literals and all. */
static void
until(const char *tag)
{
    static char row[LINE];
    size_t tag_len = strlen(tag);

    for (;;) {
        size_t n = line(row);

        while (n > 0 && row[n - 1] == '}') {
            mails += strstr(row, "BODY[]") != NULL;
            skip(strtoul(strrchr(row, '{') + 1, NULL, 10));
            n = line(row);
        }
        if (strncmp(row, "* SEARCH", 8) == 0)
            search_row(row + 8);
        if (strncmp(row, tag, tag_len) == 0 && row[tag_len] == ' ') {
            if (strncmp(row + tag_len + 1, "OK", 2) != 0)
                die(row);
            return;
        }
    }
}

static void
connect_to(int port, bool secure)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                              .sin_port = htons((uint16_t)port) };
    gnutls_certificate_credentials_t nobody;

    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        die("no server there");
    if (!secure)
        return;
    gnutls_certificate_allocate_credentials(&nobody);
    gnutls_init(&tls, GNUTLS_CLIENT);
    gnutls_set_default_priority(tls);
    gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, nobody);
    gnutls_transport_set_int(tls, fd);
    if (gnutls_handshake(tls) != 0)
        die("no TLS");
}

static void
fetch_all(size_t window)
{
    char text[256], tag[32];
    size_t sent = 0;

    for (size_t done = 0; done < nuids; done++) {
        for (; sent < nuids && sent < done + window; sent++) {
            snprintf(text, sizeof text, "f%zu UID FETCH %u (UID BODY.PEEK[])\r\ng%zu UID STORE %u +FLAGS.SILENT (\\Seen)\r\n",
                     sent, uids[sent], sent, uids[sent]);
            command(text);
        }
        snprintf(tag, sizeof tag, "f%zu", done);
        until(tag);
        tag[0] = 'g';
        until(tag);
    }
}

int
main(int argc, char **argv)
{
    static char row[LINE];
    char text[512];
    bool secure = false;
    size_t window = 32;

    for (int c; (c = getopt(argc, argv, "sw:")) != -1;) {
        if (c == 's')
            secure = true;
        else if (c == 'w')
            window = strtoul(optarg, NULL, 10);
    }
    if (argc - optind != 3)
        die("usage: imap_raw [-s] [-w WINDOW] PORT USER PASSWORD");
    connect_to(atoi(argv[optind]), secure);
    line(row);
    snprintf(text, sizeof text, "l LOGIN %s %s\r\n", argv[optind + 1], argv[optind + 2]);
    command(text);
    until("l");
    command("e SELECT INBOX\r\n");
    until("e");
    command("s UID SEARCH UNSEEN\r\n");
    until("s");
    fetch_all(window);
    command("q LOGOUT\r\n");
    until("q");
    printf("%lu mails, %.1f MB\n", mails, (double)octets / 1e6);
    return 0;
}
