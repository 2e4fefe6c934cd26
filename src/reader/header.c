/* The header of a mail: every field the daemon may base a decision on. */
#include "header.h"

#include <ctype.h>
#include <gmime/gmime.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "charset.h"

void
problem_note(struct strings *problems, const char *format, ...)
{
    va_list ap;

    if (problems->n >= LIMIT_PARTS)
        return;
    va_start(ap, format);
    strings_take(problems, xvasprintf(format, ap));
    va_end(ap);
}

/* ---- addresses ------------------------------------------------------------ */

/* GMime decodes words in display names with converters of its own, which the
 * sandbox does not have: they are hidden from it ("=?" as "={") and decoded
 * here. */
static void
words_hide(char *text, const char *mark, char with)
{
    for (char *p = text; (p = strstr(p, mark)) != NULL; p++)
        p[1] = with;
}

static char *
name_text(const char *gmime, struct strings *flags)
{
    char *name = xstrdup(gmime), *utf8, *clean, *cut;

    words_hide(name, "={", '?');
    utf8 = words_decode(name, strlen(name), flags);
    clean = text_clean_line(utf8, strlen(utf8));
    cut = text_cut(clean, LIMIT_NAME);
    free(name);
    free(utf8);
    free(clean);
    return cut;
}

static void
addresses_add(struct address_list *out, InternetAddressList *list, int depth, bool *odd,
              struct strings *flags)
{
    int n = list != NULL ? internet_address_list_length(list) : 0;

    for (int i = 0; i < n && out->n < LIMIT_ADDRESSES; i++) {
        InternetAddress *a = internet_address_list_get_address(list, i);
        const char *name = internet_address_get_name(a);
        struct mailbox_address *to;
        const char *addr;

        if (INTERNET_ADDRESS_IS_GROUP(a)) {
            *odd = true;
            if (depth < 3)
                addresses_add(out, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(a)),
                              depth + 1, odd, flags);
            continue;
        }
        addr = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(a));
        to = ARRAY_MORE(out->v, out->n);
        to->name = name != NULL && *name != '\0' ? name_text(name, flags) : NULL;
        to->addr = text_clean_line(addr != NULL ? addr : "", addr != NULL ? strlen(addr) : 0);
        words_hide(to->addr, "={", '?');
        *odd |= !address_is(to->addr) || (to->name != NULL && strchr(to->name, '@') != NULL);
    }
}

static void
addresses_read(struct address_list *out, const struct field *f, bool *odd, struct strings *flags)
{
    char *text = field_text(f, false, flags);
    InternetAddressList *list = NULL;

    words_hide(text, "=?", '{');
    if (!field_is_deep(f))
        list = internet_address_list_parse(NULL, text);
    if (list == NULL)
        *odd = true;
    else
        addresses_add(out, list, 0, odd, flags);
    if (list != NULL)
        g_object_unref(list);
    free(text);
}

/* ---- ids, dates, words ------------------------------------------------------ */

/* A Message-ID has no blanks; a line folded in the middle of one leaves some. */
static char *
without_blanks(const char *id, size_t n)
{
    char *copy = xstrndup(id, n), *to = copy;

    for (const char *from = copy; *from != '\0'; from++)
        if (*from != ' ' && *from != '\t')
            *to++ = *from;
    *to = '\0';
    return copy;
}

/* Every "<...>"; without any, the whole. */
static void
ids_read(struct strings *out, const char *text)
{
    const char *at = text, *open, *close;

    while ((open = strchr(at, '<')) != NULL && (close = strchr(open, '>')) != NULL &&
           out->n < LIMIT_ADDRESSES) {
        strings_take(out, without_blanks(open + 1, (size_t)(close - open - 1)));
        at = close + 1;
    }
    if (out->n == 0 && *text != '\0')
        strings_add(out, text);
}

static char *
id_read(const char *text)
{
    struct strings ids = {0};
    char *id = NULL;

    ids_read(&ids, text);
    if (ids.n > 0)
        id = xstrdup(ids.v[0]);
    strings_free(&ids);
    return id;
}

static char *
date_read(const char *text)
{
    GDateTime *t = g_mime_utils_header_decode_date(text);
    char *out;
    int offset;

    if (t == NULL)
        return NULL;
    offset = (int)(g_date_time_get_utc_offset(t) / G_TIME_SPAN_MINUTE);
    out = xasprintf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", g_date_time_get_year(t),
                    g_date_time_get_month(t), g_date_time_get_day_of_month(t),
                    g_date_time_get_hour(t), g_date_time_get_minute(t), g_date_time_get_second(t),
                    offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
    g_date_time_unref(t);
    return out;
}

/* "from ... by ...; date" (RFC 5322, 3.6.7). */
static char *
trace_date(const char *text)
{
    const char *date = strrchr(text, ';');

    return date != NULL ? date_read(date + 1) : NULL;
}

/* "(a (nested) comment) word": at the word. */
static const char *
behind_comments(const char *text)
{
    int depth = 0;

    for (; *text == ' ' || *text == '\t' || *text == '(' || (depth > 0 && *text != '\0'); text++) {
        depth += *text == '(';
        depth -= depth > 0 && *text == ')';
        text += *text == '\\' && text[1] != '\0';
    }
    return text;
}

/* The keyword before any parameter, in lower case; comments may stand around it. */
static char *
keyword(const char *text)
{
    const char *from = behind_comments(text);
    size_t n = strcspn(from, "; \t(");
    char *word = xstrndup(from, n), *lower = text_lower(word);

    free(word);
    return lower;
}

static char *
path_read(const char *text)
{
    const char *open = strchr(text, '<'), *close = open != NULL ? strchr(open, '>') : NULL;

    return close != NULL ? text_clean_line(open + 1, (size_t)(close - open - 1))
                         : text_clean_line(text, strlen(text));
}

/* ---- the table --------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t at;
    char *(*read)(const char *text);
} single[] = {
    { "Message-ID", offsetof(struct message, message_id), id_read },
    { "Date", offsetof(struct message, date), date_read },
    { "Received", offsetof(struct message, received), trace_date },     /* the first: the newest */
    { "Return-Path", offsetof(struct message, return_path), path_read },
    { "Content-Type", offsetof(struct message, content_type), keyword },
    { "X-Auto-Response-Suppress", offsetof(struct message, x_auto_response_suppress), text_lower },
};

static const struct { const char *name; size_t at; } lists[] = {
    { "In-Reply-To", offsetof(struct message, in_reply_to) },
    { "References", offsetof(struct message, references) },
};

static const struct { const char *name; size_t at; } addresses[] = {
    { "From", offsetof(struct message, from) }, { "Sender", offsetof(struct message, sender) },
    { "Reply-To", offsetof(struct message, reply_to) }, { "To", offsetof(struct message, to) },
    { "Cc", offsetof(struct message, cc) },
};

static const char *const machine_marks[] = {
    "X-Autoreply", "X-Autoreply-From", "X-Auto-Reply-From", "X-Autorespond", "X-Autoresponder", "X-Autoresponse", "X-Auto-Reply", "X-Autogenerated", "X-Loop", "X-Failed-Recipients",
    "X-MS-Exchange-Inbox-Rules-Loop", "X-FC-MachineGenerated", "X-Mail-Autoreply", "X-Cron-Env", "Auto-Reply",
    "X-Vacation", "Feedback-Type", "Feedback-ID", "X-Auto-Submitted",
};

/* Fields whose every occurrence counts, by its worst word: a "no" in front hides nothing. */
static const struct { const char *name; size_t at; const char *harmless; } marked[] = {
    { "Auto-Submitted", offsetof(struct message, auto_submitted), "no" },
    { "Precedence", offsetof(struct message, precedence), "" },
    { "X-Precedence", offsetof(struct message, precedence), "" },
    { "Preference", offsetof(struct message, precedence), "" },
};

static const char *const decisive[] = {
    "From", "Subject", "Message-ID", "Date", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    "Content-Disposition", "To", "Sender", "Reply-To",
};

static void
marks_read(struct message *m, const struct fields *f)
{
    for (size_t i = 0; i < f->n; i++) {
        char *name = xstrndup(f->v[i].name, f->v[i].name_len);

        if (strncasecmp(name, "List-", 5) == 0 && m->list_headers.n < LIMIT_ADDRESSES)
            strings_once(&m->list_headers, name);
        for (size_t k = 0; k < ARRAY_LEN(machine_marks); k++) {
            if (strcasecmp(name, machine_marks[k]) == 0)
                strings_once(&m->auto_headers, machine_marks[k]);
        }
        free(name);
    }
}

static void
words_read(struct message *m, const struct fields *f)
{
    for (size_t k = 0; k < ARRAY_LEN(marked); k++)
        for (size_t i = 0; i < f->n; i++) {
            char **slot = (char **)((char *)m + marked[k].at), *text, *word;

            if (!field_is(&f->v[i], marked[k].name))
                continue;
            text = field_text(&f->v[i], false, NULL);
            word = keyword(text);
            free(text);
            if (*slot == NULL || **slot == '\0' || strcmp(*slot, marked[k].harmless) == 0) {
                free(*slot);
                *slot = word;
            } else {
                free(word);
            }
        }
}

static void
addresses_all(struct message *m, const struct fields *f)
{
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        const struct field *found = fields_find(f, addresses[i].name);
        struct address_list *to = (struct address_list *)((char *)m + addresses[i].at);
        bool odd = false;

        if (found != NULL)
            addresses_read(to, found, &odd, &m->flags);
        if (to->n >= LIMIT_ADDRESSES)
            problem_note(&m->problems, "%s has more than %d addresses; the rest is left out",
                         addresses[i].name, LIMIT_ADDRESSES);
        if (to == &m->from && (odd || m->counts.from != 1 || to->n != 1))
            flag_add(&m->flags, FLAG_ODD_FROM);
    }
}

static void
each_body(struct strings *out, const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->n && out->n < LIMIT_ADDRESSES; i++) {
        if (field_is(&f->v[i], name))
            strings_take(out, field_text(&f->v[i], false, NULL));
    }
}

static bool
is_ascii(const struct field *f)
{
    for (size_t i = 0; i < f->value_len; i++)
        if ((unsigned char)f->value[i] >= 0x80)
            return false;
    return true;
}

/* A server's name that looks like ours only once the letters that nobody sees
 * are gone is another one: such a field must not come out clean. */
static void
results_read(struct strings *out, const struct fields *f, size_t end)
{
    for (size_t i = 0; i < end && out->n < LIMIT_ADDRESSES; i++) {
        char *text;

        if (!field_is(&f->v[i], "Authentication-Results"))
            continue;
        text = field_text(&f->v[i], false, NULL);
        strings_take(out, is_ascii(&f->v[i]) ? xstrdup(text) : xasprintf("?%s", text));
        free(text);
    }
}

/* RFC 8601, 4.1 and 5: what a server found stands above what the sender wrote.
 * Below, the sender may have written it himself. */
static size_t
trace_end(const struct fields *f)
{
    static const char *const written[] = { "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version",
                                           "Content-Type" };

    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < ARRAY_LEN(written); k++)
            if (field_is(&f->v[i], written[k]))
                return i;
    return f->n;
}

static void
doubts(struct message *m, const struct fields *f)
{
    for (size_t i = 0; i < ARRAY_LEN(decisive); i++) {
        if (fields_count(f, decisive[i]) > 1) {
            flag_add(&m->flags, FLAG_DOUBTFUL_STRUCTURE);
            problem_note(&m->problems, "the field %s stands in the header more than once",
                         decisive[i]);
        }
    }
    if (f->broken) {
        flag_add(&m->flags, FLAG_DOUBTFUL_STRUCTURE);
        problem_note(&m->problems, "the header has a line that is no field");
    }
    if (f->too_many) {
        flag_add(&m->flags, FLAG_DOUBTFUL_STRUCTURE);
        flag_add(&m->flags, FLAG_TRUNCATED);
        problem_note(
            &m->problems,
            "the header has more than %d fields or %lu KB; the rest and the body are not read",
            LIMIT_HEADER_FIELDS, LIMIT_HEADER_BYTES >> 10);
    }
}

static void
subject_read(struct message *m, const struct field *f)
{
    char *text = field_text(f, true, &m->flags);

    m->subject = text_cut(text, LIMIT_SUBJECT);
    if (text_length(text) > LIMIT_SUBJECT)
        problem_note(&m->problems, "the subject is longer than %d letters; the rest is left out",
                     LIMIT_SUBJECT);
    free(text);
}

void
headers_read(struct message *m, const struct fields *f)
{
    const struct field *found;
    char *text;

    m->counts = (struct header_counts){
        fields_count(f, "From"), fields_count(f, "Subject"),      fields_count(f, "Message-ID"),
        fields_count(f, "Date"), fields_count(f, "Content-Type"),
    };
    if ((found = fields_find(f, "Subject")) != NULL)
        subject_read(m, found);
    for (size_t i = 0; i < ARRAY_LEN(single); i++) {
        if ((found = fields_find(f, single[i].name)) == NULL)
            continue;
        text = field_text(found, false, NULL);
        *(char **)((char *)m + single[i].at) = single[i].read(text);
        free(text);
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        if ((found = fields_find(f, lists[i].name)) == NULL)
            continue;
        text = field_text(found, true, NULL);           /* some programs encode long ids (RFC 2047, 5 forbids it) */
        ids_read((struct strings *)((char *)m + lists[i].at), text);
        free(text);
    }
    addresses_all(m, f);
    if ((found = fields_find(f, "Content-Type")) != NULL)
        m->report_type = field_parameter(found->value, found->value_len, "report-type", NULL, NULL);
    marks_read(m, f);
    words_read(m, f);
    results_read(&m->authentication_results, f, trace_end(f));
    each_body(&m->delivered_to, f, "Delivered-To");
    doubts(m, f);
}
