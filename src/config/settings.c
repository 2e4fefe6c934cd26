/* docketd.conf to struct settings. */
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "config/config.h"
#include "config/options.h"
#include "above.h"
#include "oauth2.h"

#define KIB 1024LL
#define MIB (1024LL * 1024)

/* ---- servers ---------------------------------------------------------------- */

static bool is_loopback(const char *host)
{
    struct in_addr four;
    struct in6_addr six;

    if (inet_pton(AF_INET, host, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    if (inet_pton(AF_INET6, host, &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six);
    return strcmp(host, "localhost") == 0;
}

/* RFC 8314, 7: these ports are TLS from the first octet, those never. A server
 * and a client of two minds wait for each other. */
static void
check_port(struct options_run *run, const struct config_setting_t *setting, const struct server *s)
{
    static const struct { int port; bool implicit; } ports[] = { { 993, true }, { 465, true }, { 143, false }, { 587, false }, { 25, false } };

    for (size_t i = 0; s->tls != TLS_NONE && i < ARRAY_LEN(ports); i++)
        if (s->port == ports[i].port && (s->tls == TLS_IMPLICIT) != ports[i].implicit)
            options_problem(run, setting, "tls", "must be \"%s\" for port %d, or the port another",
                            tls_mode_names[ports[i].implicit ? TLS_IMPLICIT : TLS_STARTTLS],
                            s->port);
}

static void
check_server(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct server *s = object;
    int keys = (s->password_file != NULL) + (s->oauth2_token_file != NULL) + s->use_oauth2;

    if (s->tls == TLS_NONE && s->host && !is_loopback(s->host))
        options_problem(run, setting, "tls", "\"none\" is for a server on this machine (127.0.0.1, ::1, localhost), "
                        "not for %s; use \"implicit\" or \"starttls\"", s->host);
    if (s->user && keys == 0)
        options_problem(run, setting, "user", "needs password_file, oauth2 = true or oauth2_token_file beside it");
    if (!s->user && keys > 0)
        options_problem(run, setting, "user", "is missing beside password_file, oauth2 or oauth2_token_file");
    if (keys > 1)
        options_problem(run, setting, s->password_file ? "password_file" : "oauth2",
                        "cannot stand beside another way to log in; keep "
                        "one of password_file, oauth2 and oauth2_token_file");
    check_port(run, setting, s);
}

static void
check_imap(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct server *s = object;

    check_server(run, setting, object);
    if (!s->user && !s->password_file && !s->oauth2_token_file && !s->use_oauth2)
        options_problem(run, setting, "user", "is missing");
}

#define SERVER_ROWS(PORT, TLS, USER_HELP) { \
    { "host", OPTION_HOST, offsetof(struct server, host), .required = true, \
      .help = "Host name; the server's certificate must be valid for it." }, \
    { "port", OPTION_INT, offsetof(struct server, port), .least = 1, .most = 65535, .fallback = PORT, \
      .help = "TCP port." }, \
    { "tls", OPTION_CHOICE, offsetof(struct server, tls), .names = tls_mode_names, .nnames = TLS_MODES, \
      .fallback = TLS, .help = "TLS from the first byte, TLS required by STARTTLS, or none. " \
      "None is accepted only for a server on the same machine." }, \
    { "ca_file", OPTION_PATH, offsetof(struct server, ca_file), \
      .help = "Certificates (PEM) to trust instead of the system's." }, \
    { "user", OPTION_TEXT, offsetof(struct server, user), .most = 254, .help = USER_HELP }, \
    { "password_file", OPTION_SECRET, offsetof(struct server, password_file), \
      .help = "File that holds the password in one line and that others cannot read; or \"credential:NAME\" " \
      "for a systemd credential of the service (LoadCredential=)." }, \
    { "password", OPTION_REFUSED, .wants = "put the password into a file of its own and name it with " \
      "password_file = \"FILE\" (or \"credential:NAME\")" }, \
    { "oauth2", OPTION_BOOL, offsetof(struct server, use_oauth2), .fallback = "false", \
      .help = "Log in by OAuth 2.0 (XOAUTH2 or OAUTHBEARER) with what \"docketctl login\" got; see oauth2." }, \
    { "oauth2_token_file", OPTION_PATH, offsetof(struct server, oauth2_token_file), \
      .help = "File that holds a current OAuth 2.0 access token, kept fresh by another program; " \
      "login is as with oauth2 then." }, \
    { "timeout", OPTION_DURATION, offsetof(struct server, timeout), .least = 1, .most = 10 * MINUTE, \
      .fallback = "60s", .help = "Longest time one operation may take." }, \
}

static const struct option imap_rows[] = SERVER_ROWS("993", "implicit", "Login name.");
static const struct option smtp_rows[] = SERVER_ROWS("587", "starttls", "Login name; without it there is no login.");
static const struct options imap_options = {
    "mailbox.server", imap_rows, ARRAY_LEN(imap_rows), sizeof(struct server), check_imap,
    "The IMAP server." };
static const struct options smtp_options = {
    "sending.server", smtp_rows, ARRAY_LEN(smtp_rows), sizeof(struct server), check_server,
    "The SMTP server. Answers to mails go out with the empty envelope sender, so that of one that fails later nothing is heard; "
    "where the server refuses it they go out with the office's own address (see docketd(8), Sending)." };

/* ---- office ------------------------------------------------------------------ */

#define OFFICE(M) offsetof(struct settings, office.M)
static const struct option office_rows[] = {
    { "name", OPTION_TEXT, OFFICE(name), .required = true, .most = 300,
      .help = "The office's name as letters print it." },
    { "from_name", OPTION_TEXT, OFFICE(from_name), .most = 60,
      .help = "The name beside the address in From, short enough for a list of mails; without it the address stands alone." },
    { "address", OPTION_ADDRESS, OFFICE(address), .required = true,
      .help = "The mailbox units write to; From of every letter." },
    { "contact", OPTION_TEXT, OFFICE(contact), .most = 200,
      .help = "Whom units may call; printed under every letter." },
    { "phone", OPTION_TEXT, OFFICE(phone), .most = 50, .help = "The contact's telephone." },
    { "zone", OPTION_ZONE, OFFICE(utc_offset), .fallback = "+07:00",
      .help = "The office's clock: all dates and hours of plan, letters and log of the docket are in it." },
    { "language", OPTION_WORD, OFFICE(language), .names = language_names, .nnames = LANGUAGES,
      .fallback = "vi+en", .help = "Language of letters, answers, board, workbooks and registers; of \"vi+en\" and \"en+vi\" the first stands first, and books are in it alone. A unit of the plan may have letters in another." },
    { "hours_from", OPTION_CLOCK, OFFICE(hours_from), .fallback = "07:00",
      .help = "Office hours begin: reminders go out within them." },
    { "hours_to", OPTION_CLOCK, OFFICE(hours_to), .fallback = "17:00", .help = "Office hours end." },
    { "authserv_ids", OPTION_HOST, OFFICE(authserv_ids), .many = true,
      .help = "Names by which the office's own mail server signs its Authentication-Results headers (RFC 8601). "
      "Only these are believed, and only above what the sender wrote (From, Subject, ...); without one no sender counts as "
      "authenticated. The mail server must take such headers of its own name out of what comes from outside (section 5)." },
    { "secret_file", OPTION_SECRET, OFFICE(secret_file),
      .help = "File with the key that makes message identifiers and tokens unforgeable; or \"credential:NAME\". "
      "Without this option docketd makes a key in the state folder at its first start." },
    { "secret", OPTION_REFUSED, .wants = "put it into a file of its own and name it with secret_file = \"FILE\"" },
};

static void
check_office(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct settings *s = object;

    if (s->office.hours_from >= s->office.hours_to)
        options_problem(run, setting, "hours_to", "must be later than hours_from");
}

static const struct options office_options = {
    "office", office_rows, ARRAY_LEN(office_rows), 0, check_office, "Who writes the letters." };

/* ---- officers ------------------------------------------------------------------ */

static const struct option officer_rows[] = {
    { "address", OPTION_ADDRESS, offsetof(struct officer, address), .required = true,
      .help = "The officer's own address." },
    { "name", OPTION_TEXT, offsetof(struct officer, name), .required = true, .most = 100,
      .help = "As letters name the officer." },
    { "role", OPTION_CHOICE, offsetof(struct officer, role), .names = role_names, .nnames = ROLES, .fallback = "officer",
      .help = "A viewer may ask; an officer may also decide on reports; a lead may do everything." },
    { "phone", OPTION_TEXT, offsetof(struct officer, phone), .most = 50, .help = "Telephone." },
    { "notices", OPTION_CHOICE, offsetof(struct officer, notices), .names = notices_names, .nnames = NOTICES, .fallback = "on",
      .help = "Whether the officer is told of each mail that needs somebody: at once, in one list a day when the office opens (an urgent one at once), or not. "
              "What answers the officer's own orders, and what a lead hears of the mailbox and of forged orders, comes in any case." },
    { "language", OPTION_CHOICE, offsetof(struct officer, language), .names = tongue_names, .nnames = TONGUES, .fallback = "office",
      .help = "Of notices and answers to this officer; \"office\" is the first of office.language." },
};
static const struct options officer_options = {
    "officers", officer_rows, ARRAY_LEN(officer_rows), sizeof(struct officer), NULL,
    "A list of the people of the office: who is told, and whose commands by mail count." };

/* ---- mailbox and sending --------------------------------------------------------- */

#define MAILBOX(M) offsetof(struct settings, mailbox.M)
static const struct option mailbox_rows[] = {
    { "server", OPTION_GROUP, MAILBOX(server), .group = &imap_options },
    { "folders", OPTION_TEXT, MAILBOX(folders), .many = true, .most = 200, .fallback = "INBOX, Spam",
      .help = "Folders that are read. \"/\" stands for the server's own separator, and \"Spam\" is found as INBOX.Spam, too. A folder "
      "the server does not have is passed over with a warning; the spam folder belongs here because reports are found in it." },
    { "mark", OPTION_CHOICE, MAILBOX(mark), .names = mark_names, .nnames = MARKS, .fallback = "keyword",
      .help = "What is done with a mail after it stands in the docket: set the keyword, set \\Seen, or move it. "
      "Nothing is ever deleted." },
    { "keyword", OPTION_CODE, MAILBOX(keyword), .fallback = "docketd",
      .help = "The keyword set by mark = \"keyword\"." },
    { "move_to", OPTION_TEXT, MAILBOX(move_to), .most = 200, .help = "The folder for mark = \"move\"." },
    { "poll", OPTION_DURATION, MAILBOX(poll), .least = 1, .most = DAY, .fallback = "1m",
      .help = "Pause between two looks where the server offers no IDLE; where it does, five of them between "
      "two looks at the folders after the first." },
    { "idle", OPTION_BOOL, MAILBOX(idle), .fallback = "true", .help = "Use IDLE where the server offers it." },
    { "go_live", OPTION_INSTANT, MAILBOX(go_live),
      .help = "Mail received before this time is recorded, but no letter goes out about it, and nobody is reminded before; it may "
      "lie ahead, at most 400 days. Without it, that is all mail that came "
      "more than an hour before docketd was first started. A report due before this time (without it, before the first start) is owed by "
      "nobody; one that comes for such a round all the same is filed." },
};

static void
check_mailbox(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct mailbox_settings *m = &((struct settings *)object)->mailbox;

    if (m->mark == MARK_MOVE && m->move_to == NULL)
        options_problem(run, setting, "move_to", "is missing: mark = \"move\" needs a folder to move to");
    if (m->move_to && strings_has(&m->folders, m->move_to))
        options_problem(run, setting, "move_to", "must not be one of the folders that are read");
    if (m->folders.n == 0)
        options_problem(run, setting, "folders", "must not be empty");
}

static const struct options mailbox_options = {
    "mailbox", mailbox_rows, ARRAY_LEN(mailbox_rows), 0, check_mailbox, "Where the mail comes from." };

#define SENDING(M) offsetof(struct settings, sending.M)
static const struct option sending_rows[] = {
    { "server", OPTION_GROUP, SENDING(server), .group = &smtp_options },
    { "per_hour", OPTION_INT, SENDING(per_hour), .least = 0, .most = 1000000, .fallback = "100",
      .help = "Letters in one hour; 0 is no limit. The others wait." },
    { "per_day", OPTION_INT, SENDING(per_day), .least = 0, .most = 10000000, .fallback = "400",
      .help = "Letters in 24 hours; 0 is no limit. Stay below what the server allows." },
    { "attempts", OPTION_INT, SENDING(attempts), .least = 1, .most = 1000, .fallback = "20",
      .help = "Tries of one letter before it is given up and reported to the officers." },
    { "retry_first", OPTION_DURATION, SENDING(retry_first), .least = 1, .most = DAY, .fallback = "1m",
      .help = "Pause before the second try; it doubles with every further one." },
    { "retry_most", OPTION_DURATION, SENDING(retry_most), .least = 1, .most = 7 * DAY, .fallback = "4h",
      .help = "Longest pause between two tries." },
    { "per_sender_day", OPTION_INT, SENDING(per_sender_day), .least = 1, .most = 100000, .fallback = "20",
      .help = "Automatic answers to one address in 24 hours, and letters to one unit about what others send; mail beyond that is recorded without a letter." },
    { "per_officer_day", OPTION_INT, SENDING(per_officer_day), .least = 1, .most = 100000, .fallback = "100",
      .help = "Notices about mails to one officer in 24 hours; mail beyond that waits in the queue without a notice." },
    { "per_thread", OPTION_INT, SENDING(per_thread), .least = 1, .most = 100000, .fallback = "10",
      .help = "Automatic answers within one conversation, counted by our own ids among its references." },
};

static void
check_sending(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct settings *s = object;

    if (s->sending.retry_first > s->sending.retry_most)
        options_problem(run, setting, "retry_most", "must not be shorter than retry_first");
}

static const struct options sending_options = {
    "sending", sending_rows, ARRAY_LEN(sending_rows), 0, check_sending, "Where letters go out, and how many." };

/* ---- the rest ---------------------------------------------------------------------- */

#define SETTINGS(M) offsetof(struct settings, M)
static const struct option storage_rows[] = {
    { "state", OPTION_PATH, SETTINGS(state), .fallback = "/var/lib/docketd",
      .help = "Folder of the docket and of the archive of raw mails. Back it up." },
    { "retention", OPTION_DURATION, SETTINGS(retention), .least = 90 * DAY, .most = 20000 * DAY,
      .help = "Age at which docketctl purge removes originals that nobody needs any more; see RETENTION. Without it none is ever removed." },
    { "runtime", OPTION_PATH, SETTINGS(runtime), .fallback = "/run/docketd",
      .help = "Folder of locks and wake-up pipes; empty after a restart of the machine." },
};
static const struct options storage_options = {
    "storage", storage_rows, ARRAY_LEN(storage_rows), 0, NULL, "Folders of docketd's own." };

static const struct option board_rows[] = {
    { "folder", OPTION_PATH, SETTINGS(board.folder),
      .help = "Folder the board is written to, for a browser or any web server; without this option it is \"board\" in the "
      "state folder, which only docketd may read. The service may write elsewhere only where its unit says ReadWritePaths=FOLDER." },
    { "templates", OPTION_PATH, SETTINGS(board.templates), .fallback = "board", .help = "Folder of the board's templates." },
    { "public", OPTION_BOOL, SETTINGS(board.public), .fallback = "false",
      .help = "Write counts and dates only. Otherwise the board names units that are late, senders and subjects: it is for the office." },
};
static const struct options board_options = {
    "board", board_rows, ARRAY_LEN(board_rows), 0, NULL, "Pages to look at instead of asking." };

static const struct option alarm_rows[] = {
    { "command", OPTION_TEXT, SETTINGS(alarm.command), .many = true, .most = 1000,
      .help = "A program, by its absolute path, and its arguments, to tell the administrator by another way than the mail that may be at fault: "
      "when the mailbox was not read, its login is refused or letters were not sent for too long, and when that is over. It is run without a shell, "
      "with the words on its standard input, and has a minute; in the service it may do only what the unit allows." },
    { "after", OPTION_DURATION, SETTINGS(alarm.after), .least = 60, .most = 7 * DAY, .fallback = "4h",
      .help = "How long the mailbox may not be read, or letters not be sent, until that is told: to officers by mail where that helps, and to the command." },
};

static void
check_alarm(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct settings *s = object;

    if (s->alarm.command.n > 0 && s->alarm.command.v[0][0] != '/')
        options_problem(run, setting, "command", "must begin with the absolute path of a program");
}

static const struct options alarm_options = {
    "alarm", alarm_rows, ARRAY_LEN(alarm_rows), 0, check_alarm, "What an administrator must know." };

static const struct option metrics_rows[] = {
    { "file", OPTION_PATH, SETTINGS(metrics),
      .help = "File for the textfile collector of Prometheus' node_exporter (its name ends in .prom), written anew each minute: numbers and moments of "
      "docketd, of no unit or person. The service may write it only where its unit says ReadWritePaths=FOLDER." },
};
static const struct options metrics_options = {
    "metrics", metrics_rows, ARRAY_LEN(metrics_rows), 0, NULL, "Numbers for a monitoring system." };
static const struct option chat_rows[] = {
    { "urls_file", OPTION_SECRET, SETTINGS(chat.urls_file),
      .help = "File with one address a line, in the forms of Apprise: zalo://TOKEN/CHAT_ID, tgram://TOKEN/CHAT_ID, slack://A/B/C, "
      "mmosts://HOST/TOKEN, matrixs://TOKEN@HOST/!ROOM:SERVER, ntfys://HOST/TOPIC, jsons://HOST/PATH, or exec:/PROGRAM, which gets "
      "JSON on its standard input. Others may not read it; or \"credential:NAME\"." },
    { "bot_file", OPTION_SECRET, SETTINGS(chat.bot_file),
      .help = "File with the address of one bot, zalo://TOKEN or tgram://TOKEN, to which officers write. The order KẾT NỐI CHAT gives an "
      "officer a code for 15 minutes; the chat that sends it to the bot is his: it gets the notices that he gets by mail, and is "
      "answered TÌNH HÌNH with counts, nothing else. docketd asks the service for what was written, so no port is open." },
    { "bot_name", OPTION_TEXT, SETTINGS(chat.bot_name), .help = "How officers find the bot: its name or its link; stands beside the code." },
    { "bot_server", OPTION_TEXT, SETTINGS(chat.bot_server),
      .help = "Where the bot's service is asked instead of its own address, without a slash at the end: a server of one's own, a gateway." },
    { "ca_file", OPTION_PATH, SETTINGS(chat.ca_file), .help = "Certificates (PEM) to trust instead of the system's." },
    { "per_hour", OPTION_INT, SETTINGS(chat.per_hour), .least = 2, .most = 1000, .fallback = "20",
      .help = "Notices of one channel in an hour; the last of them says how many more there are." },
    { "hours_from", OPTION_CLOCK, SETTINGS(chat.hours_from), .fallback = "06:00", .help = "Earlier in the day none goes out." },
    { "hours_to", OPTION_CLOCK, SETTINGS(chat.hours_to), .fallback = "21:59", .help = "Later in the day none goes out." },
};
static const struct options chat_options = {
    "chat", chat_rows, ARRAY_LEN(chat_rows), 0, NULL,
    "Notices to officers in a chat, besides those by mail: what happened, the code, unit and report; never a subject, a sender, "
    "the name of a file or words of a mail." };

static const struct option reader_rows[] = {
    { "program", OPTION_PATH, SETTINGS(reader),
      .help = "The docket-reader to run. Without this option it is the one beside the running program, "
      "else the installed one." },
    { "at_once", OPTION_INT, SETTINGS(readers), .least = 1, .most = 64, .fallback = "2",
      .help = "Mails read at the same time." },
};
static const struct options reader_options = {
    "reader", reader_rows, ARRAY_LEN(reader_rows), 0, NULL, "The sandboxed program that opens mails." };

static const struct option limits_rows[] = {
    { "message_most", OPTION_SIZE, SETTINGS(message_most), .least = 64 * KIB, .most = (long long)LIMIT_MESSAGE,
      .fallback = "35M", .help = "Larger mails are recorded and left in the mailbox, not fetched." },
    /* Two batches are in hand, a file open for each mail: a service may open 1,024. */
    { "batch_messages", OPTION_INT, SETTINGS(batch_messages), .least = 1, .most = 400, .fallback = "100",
      .help = "Mails that may share one commit when many wait; they are fetched by halves." },
    { "batch_bytes", OPTION_SIZE, SETTINGS(batch_bytes), .least = 64 * KIB, .most = 256 * MIB, .fallback = "32M",
      .help = "Bytes of mail that may share one commit; one larger mail is a batch of its own." },
};
static const struct options limits_options = {
    "limits", limits_rows, ARRAY_LEN(limits_rows), 0, NULL, "How much at a time." };

static const struct option calendar_rows[] = {
    { "horizon", OPTION_INT, SETTINGS(horizon), .least = 1, .most = 1000, .fallback = "366",
      .help = "Days ahead for which obligations are entered in the docket." },
    { "reminder_days", OPTION_INT, SETTINGS(reminder_days), .many = true, .least = 1, .most = 365, .fallback = "14, 7, 3, 1",
      .help = "Days before the last day on time at which a unit that has not reported is reminded." },
    { "guide", OPTION_PATH, SETTINGS(guide),
      .help = "File (PDF or HTML, 4M at most) that goes with the first reminder of a round: how to send a report so that it counts." },
    { "cure_days", OPTION_INT, SETTINGS(cure_days), .least = 1, .most = 60, .fallback = "5",
      .help = "Working days a unit is given to complete or correct a report; its deadline, where that is later." },
};
static const struct options calendar_options = {
    "calendar", calendar_rows, ARRAY_LEN(calendar_rows), 0, NULL, "Times the plan does not set." };

static bool earlier_officer(const struct settings *s, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (s->officers[j].address && strcmp(s->officers[i].address, s->officers[j].address) == 0)
            return true;
    return false;
}

static void
check_officers(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct settings *s = object;
    bool told = false, off = false;

    if (options_member(setting, "officers") && s->nofficers == 0)
        options_problem(run, setting, "officers", "must name at least one officer");
    for (size_t i = 0; i < s->nofficers; i++) {
        const char *address = s->officers[i].address;
        const struct config_setting_t *place = options_element(options_member(setting, "officers"), i);

        if (address == NULL)
            continue;
        if (s->officers[i].role >= ROLE_OFFICER)
            *(s->officers[i].notices == NOTICES_OFF ? &off : &told) = true;
        if (earlier_officer(s, i))
            options_problem(run, place, "address", "%s stands here twice", address);
        if (s->office.address && strcmp(address, s->office.address) == 0)
            options_problem(run, place, "address", "is the office's own mailbox; an officer needs an address of his own");
    }
    if (off && !told)
        options_problem(run, setting, "officers", "at least one officer or lead must take notices (notices = \"on\" or \"daily\")");
}

static void
check_settings(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    check_officers(run, setting, object);
    oauth2_check(run, setting, object);
}

static const struct option settings_rows[] = {
    { "plan", OPTION_PATH, SETTINGS(plan_files), .many = true, .or_one = true, .required = true,
      .wants = "the path of a file, or a list of such",
      .help = "The plan file, or a list of the plans in force together, the newest first; see PLAN FILES and SEVERAL PLANS." },
    { "letters", OPTION_PATH, SETTINGS(letters), .fallback = "letters", .help = "Folder of the letter templates: a folder for each language, and in it one of the answers to officers." },
    { "office", OPTION_GROUP, .group = &office_options },
    { "officers", OPTION_LIST, SETTINGS(officers), SETTINGS(nofficers), .required = true, .group = &officer_options },
    { "mailbox", OPTION_GROUP, .group = &mailbox_options },
    { "sending", OPTION_GROUP, .group = &sending_options },
    { "oauth2", OPTION_GROUP, .group = &oauth2_options },
    { "storage", OPTION_GROUP, .group = &storage_options },
    { "reader", OPTION_GROUP, .group = &reader_options },
    { "limits", OPTION_GROUP, .group = &limits_options },
    { "board", OPTION_GROUP, .group = &board_options },
    { "alarm", OPTION_GROUP, .group = &alarm_options },
    { "above", OPTION_GROUP, .group = &above_options },
    { "below", OPTION_LIST, SETTINGS(below), SETTINGS(nbelow), .group = &below_options },
    { "metrics", OPTION_GROUP, .group = &metrics_options },
    { "chat", OPTION_GROUP, .group = &chat_options },
    { "calendar", OPTION_GROUP, .group = &calendar_options },
};
const struct options settings_options = {
    NULL, settings_rows, ARRAY_LEN(settings_rows), sizeof(struct settings), check_settings, NULL };

/* The reader beside the running program, so that a build runs where it was
 * built; else the installed one. */
char *settings_find_reader(void)
{
    char program[PATH_MAX], *path = NULL, *slash;
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

    if (n > 0) {
        program[n] = '\0';
        slash = strrchr(program, '/');
        path = xasprintf("%.*s/docket-reader", (int)(slash - program), program);
        if (access(path, X_OK) == 0)
            return path;
        free(path);
    }
    return xstrdup(DOCKETD_PREFIX "/libexec/docketd/docket-reader");
}

struct settings *settings_read(const char *file, struct problems *problems)
{
    struct settings *s = xcalloc(1, sizeof *s);

    s->file = xstrdup(file);
    s->mailbox.go_live = INSTANT_NONE;
    if (access(file, F_OK) != 0 && errno == ENOENT) {
        problem_add(problems, NULL, 0, NULL, "%s: no such file; docketctl setup writes it, -c FILE names another", file);
        settings_free(s);
        return NULL;
    }
    if (!options_file(file, &settings_options, s, NULL, problems)) {
        settings_free(s);
        return NULL;
    }
    oauth2_complete(s);
    if (s->reader == NULL)
        s->reader = settings_find_reader();
    if (s->board.folder == NULL)
        s->board.folder = xasprintf("%s/board", s->state);
    return s;
}

int settings_suit(const struct settings *s, const struct plan *plan, struct problems *problems)
{
    size_t before = problems->n;

    if (s->mailbox.go_live > clock_now() + LIMIT_GO_LIVE_DAYS * DAY)
        problem_add(problems, s->file, 0, "mailbox.go_live", "is more than %d days ahead; until then nothing would be asked for and "
                    "no mail answered", LIMIT_GO_LIVE_DAYS);
    for (size_t i = 0; i < s->nbelow; i++)
        if (plan_unit(plan, s->below[i].unit) == NULL)
            problem_add(problems, s->file, 0, "below", "the plan has no unit %s", s->below[i].unit);
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct strings *addresses = &plan->units[i].addresses;

        for (size_t j = 0; j < addresses->n; j++) {
            if (settings_officer(s, addresses->v[j]))
                problem_add(problems, s->file, 0, "officers", "%s is also the address of unit %s in the plan; "
                            "one address cannot both report and decide", addresses->v[j], plan->units[i].code);
            if (strcmp(s->office.address, addresses->v[j]) == 0)
                problem_add(problems, s->file, 0, "office.address", "%s is also the address of unit %s in the plan",
                            addresses->v[j], plan->units[i].code);
        }
    }
    return problems->n == before ? 0 : -1;
}
