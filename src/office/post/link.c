#include "office/post/link.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "office/desk/letters.h"
#include "office/post/post.h"
#include "report/status.h"

#define VALID (15 * MINUTE)
#define CODE 8                          /* letters, of 32 each: 40 bits */
#define TRIES 5                         /* of one chat in an hour */
#define HINTS 20                        /* in an hour, to all that are not known */
#define FORGET (3 * DAY)                /* a service gives nothing again after a day; HINTS are counted by the day */

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";       /* none looks like another */

/* ---- the code ------------------------------------------------------------------------- */

int
link_code(struct desk *desk, const struct officer *officer, const char *seed, instant now,
          char **code, instant *until)
{
    const char *secret = desk->settings->office.secret;
    char *text = xasprintf("chat\n%s\n%s\n%lld", officer->address, seed, (long long)now), bare[CODE + 1] = "";
    char hex[HASH_HEX], hash[HASH_HEX];

    hash_keyed(secret, strlen(secret), text, hex);
    free(text);
    for (int i = 0; i < CODE; i++) {
        char two[3] = { hex[2 * i], hex[2 * i + 1], '\0' };

        bare[i] = letters[strtoul(two, NULL, 16) % 32];
    }
    hash_of(bare, CODE, hash);
    *until = now + VALID;
    *code = xasprintf("%.4s-%s", bare, bare + 4);
    return link_code_put(desk->store, officer->address, hash, *until);
}

/* As somebody types it: small letters and whatever stands between do not count. */
static bool
code_of(const char *text, char hash[static HASH_HEX])
{
    char code[CODE];
    size_t n = 0;

    for (; *text != '\0'; text++) {
        char c = (char)toupper((unsigned char)*text);

        if (c == ' ' || c == '-' || c == '.' || c == '\n')
            continue;
        if (n == CODE || strchr(letters, c) == NULL)
            return false;
        code[n++] = c;
    }
    if (n == CODE)
        hash_of(code, CODE, hash);
    return n == CODE;
}

/* ---- the link --------------------------------------------------------------------------- */

int
link_made(struct desk *desk, const struct officer *officer, const char *chat, const char *channel,
          instant now)
{
    char *detail = journal_detail("linked", channel, "chat", chat, NULL),
         *reason = xasprintf("chat:%s:%lld", channel, (long long)now);
    struct posting p = { .letter = "chat", .reason = reason, .to = officer->address, .priority = PRIORITY_ANSWER,
                         .facts = { .officer = officer->name, .told = now } };
    bool was;
    int rc = link_end(desk->store, officer->address, channel, now, &was);

    if (rc == 0)
        rc = link_put(desk->store, officer->address, chat, channel, now);
    if (rc == 0)
        rc = journal_add(desk->store, now, "herald", "chat", officer->address, detail);
    if (rc == 0)
        rc = post_letter(desk, &p, now);
    log_notice("chat %s: linked by %s's code", channel, officer->address);
    free(reason);
    free(detail);
    return rc;
}

int
link_ended(struct desk *desk, const struct officer *officer, instant now, bool *was)
{
    return link_end(desk->store, officer->address, NULL, now, was);
}

/* ---- what is answered ----------------------------------------------------------------------- */

static void
add_round(struct buf *b, const struct status *s, int offset, const char *language)
{
    bool english = strcmp(language, "en") == 0;
    struct count c = status_count(s);
    char *period = words_period(s->period, language),
         *before = s->due == INSTANT_NONE ? xstrdup("-") : words_before(s->due, offset, language);

    buf_addf(b,
             english ? "\n%s %s (before %s): received %d/%d, late %d, accepted %d, missing %d"
                     : "\n%s %s (hạn trước %s): đã nhận %d/%d, trễ hạn %d, đạt %d, chưa nhận %d",
             s->report->code, period, before, c.received, c.expected, c.received - c.on_time,
             c.accepted, c.expected - c.received);
    free(before);
    free(period);
}

static int
counts(struct desk *desk, const struct officer *officer, instant now, char **answer)
{
    const char *language = letters_of(desk->letters, officer)->name;
    bool english = strcmp(language, "en") == 0;
    int offset = desk->settings->office.utc_offset;
    char *moment = words_moment(now, offset, language);
    struct rounds rounds;
    struct buf b = {0};
    int64_t waiting = 0;
    instant oldest;
    int rc = rounds_open(desk->store, desk->plan, now, &rounds);

    if (rc == 0)
        rc = message_waiting(desk->store, &waiting, &oldest);
    buf_addf(&b, "docketd %s, %s", desk->plan->code, moment);
    for (size_t i = 0; i < rounds.n; i++)
        add_round(&b, &rounds.v[i], offset, language);
    buf_addf(&b, english ? "\nMails that wait: %lld" : "\nThư chờ phân loại: %lld", (long long)waiting);
    rounds_clear(&rounds);
    free(moment);
    *answer = buf_take(&b);
    return rc;
}

/* Who is no officer any more has no chat. */
static int
officer_of_chat(struct desk *desk, const char *channel, const struct officer **out)
{
    struct link_row *rows;
    size_t n;
    int rc = link_list(desk->store, &rows, &n);

    *out = NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].channel, channel) == 0)
            *out = settings_officer(desk->settings, rows[i].officer);
    link_rows_free(rows, n);
    return rc;
}

static int
of_officer(struct desk *desk, const struct officer *officer, const struct heard *h, instant now,
           const char **kind, char **answer)
{
    char *asked = text_fold(h->text);
    bool how = strcmp(asked, "tinh hinh") == 0 || strcmp(asked, "status") == 0;
    int64_t before = 0;
    int rc = heard_count(desk->store, h->chat, how ? "counts" : "only", now - HOUR, &before);

    if (rc == 0 && how && before < desk->settings->chat.per_hour) {
        *kind = "counts";
        rc = counts(desk, officer, now, answer);
    } else if (rc == 0 && !how && before == 0) {
        *kind = "only";
        *answer = xstrdup("Ở đây chỉ hỏi được: TÌNH HÌNH. Việc khác xin gửi thư. (Only STATUS is answered here.)");
    }
    free(asked);
    return rc;
}

/* A wrong code is answered as any other word is, so that nothing can be learnt by trying. */
static int
of_stranger(struct desk *desk, const struct heard *h, const char *channel, instant now,
            const char **kind, char **answer)
{
    char hash[HASH_HEX], *address = NULL;
    const struct officer *officer = NULL;
    int64_t tries = 0, hints = 0, today = 0;
    int rc = heard_count(desk->store, h->chat, NULL, now - HOUR, &tries);

    if (rc == 0 && tries < TRIES && code_of(h->text, hash))
        rc = link_code_take(desk->store, hash, now, &address) < 0 ? -1 : 0;
    if (address != NULL)
        officer = settings_officer(desk->settings, address);
    free(address);
    if (rc == 0 && officer != NULL) {
        *kind = "linked";
        *answer = xstrdup("Đã kết nối. Ở đây chỉ hỏi được: TÌNH HÌNH. (Linked. Only STATUS is answered here.)");
        return link_made(desk, officer, h->chat, channel, now);
    }
    if (rc != 0 || heard_count(desk->store, NULL, "hint", now - HOUR, &hints) != 0 ||
        heard_count(desk->store, h->chat, "hint", now - DAY, &today) != 0)
        return -1;
    if (hints < HINTS && today == 0) {
        *kind = "hint";
        *answer = xstrdup("Kênh nội bộ: cần mã kết nối còn hiệu lực. (Internal: a valid code is needed.)");
    }
    return 0;
}

static int
hear(struct desk *desk, const struct bot *bot, const struct heard *h, instant now, char **answer)
{
    char *name = xasprintf("%s:%s", bot->scheme, h->chat), hex[HASH_HEX], *channel;
    const struct officer *officer = NULL;
    const char *kind = "none";
    int rc;

    hash_of(name, strlen(name), hex);
    channel = xasprintf("%s-%.8s", bot->scheme, hex);
    rc = officer_of_chat(desk, channel, &officer);
    if (rc == 0)
        rc = officer != NULL ? of_officer(desk, officer, h, now, &kind, answer)
                             : of_stranger(desk, h, channel, now, &kind, answer);
    if (rc == 0)
        rc = heard_put(desk->store, h->id, h->chat, now, kind);
    free(channel);
    free(name);
    return rc;
}

int
link_hear(struct desk *desk, const struct bot *bot, const struct heard *h, instant now,
          char **answer)
{
    int rc = heard_has(desk->store, h->id);

    *answer = NULL;
    if (rc <= 0)
        return rc;
    if (store_begin(desk->store) != 0)
        return -1;
    rc = heard_forget(desk->store, now - FORGET);
    if (rc == 0)
        rc = hear(desk, bot, h, now, answer);
    if (store_end(desk->store, rc) == 0)
        return 0;
    free(*answer);
    *answer = NULL;
    return -1;
}
