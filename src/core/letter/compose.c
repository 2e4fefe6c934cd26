/* A rendered letter to the bytes of a mail (RFC 5322, MIME). Pure: the same
 * input gives the same bytes, so a rebuilt docket holds the same letters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/hash.h"
#include "base/problem.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "core/letter/mime.h"
#include "core/letter/page.h"

#define REFERENCES_MOST 10              /* RFC 5322 sets none; relays cut header fields of some kilobytes */
#define ID_MOST         250             /* a line of a header is at most 998 octets */
#define BOUNDARY_DIGITS 24

static const char *const week[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                                      "Dec" };

/* ---- what may stand in a header ---------------------------------------------- */

static bool
id_valid(const char *id)
{
    return id != NULL && *id != '\0' && strlen(id) <= ID_MOST && mime_plain(id) &&
           strpbrk(id, " <>") == NULL;
}

static bool
no_controls(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
        if (*c < ' ' || *c == 0x7f)
            return false;
    return true;
}

static bool
good_address(const char *what, const char *address, char **cause)
{
    if (address != NULL && mime_plain(address) && address_is(address))
        return true;
    cause_set(cause, "%s: not one plain mail address", what);
    return false;
}

static bool
media_type_valid(const char *type)
{
    const char *slash = strchr(type, '/');

    return slash != NULL && slash != type && slash[1] != '\0' &&
           strspn(type, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-/") ==
               strlen(type) &&
           strchr(slash + 1, '/') == NULL;
}

static bool
good_head(const struct letter_head *head, const struct rendered *r, char **cause)
{
    if (!good_address("From", head->from, cause) || !good_address("To", head->to, cause)
        || (head->reply_to != NULL && !good_address("Reply-To", head->reply_to, cause)))
        return false;
    for (size_t i = 0; head->cc != NULL && i < head->cc->n; i++)
        if (!good_address("Cc", head->cc->v[i], cause))
            return false;
    if (!id_valid(head->message_id) || strchr(head->message_id, '@') == NULL)
        cause_set(cause, "Message-ID: not an identifier of the form a@b");
    else if (head->from_name != NULL && !no_controls(head->from_name))
        cause_set(cause, "From: the name holds control characters");
    else if (!no_controls(r->subject))
        cause_set(cause, "Subject: holds control characters");
    else if (strcmp(head->auto_submitted, "auto-replied") != 0 &&
             strcmp(head->auto_submitted, "auto-generated") != 0 && strcmp(head->auto_submitted, "no") != 0)
        cause_set(cause, "Auto-Submitted: none of auto-replied, auto-generated, no");
    else
        return true;
    return false;
}

static bool
good_files(const struct letter_file *files, size_t n, char **cause)
{
    for (size_t i = 0; i < n; i++) {
        if (!media_type_valid(files[i].media_type)) {
            cause_set(cause, "attachment %zu: not a media type", i + 1);
            return false;
        }
        if (!no_controls(files[i].name) || !text_is_utf8(files[i].name, strlen(files[i].name))) {
            cause_set(cause, "attachment %zu: the file name is not clean UTF-8", i + 1);
            return false;
        }
    }
    return true;
}

/* ---- header -------------------------------------------------------------------- */

static void
mailbox_field(struct buf *out, const char *field, const char *name, const char *address)
{
    struct field_line line = mime_field(out, field);
    char *angle = xasprintf(name == NULL || *name == '\0' ? "%s" : "<%s>", address);

    if (name != NULL && *name != '\0')
        mime_phrase(&line, name);
    mime_word(&line, angle);
    mime_end(&line);
    free(angle);
}

static void
cc_field(struct buf *out, const struct strings *cc)
{
    struct field_line line;

    if (cc == NULL || cc->n == 0)
        return;
    line = mime_field(out, "Cc");
    for (size_t i = 0; i < cc->n; i++) {
        char *one = xasprintf("%s%s", cc->v[i], i + 1 < cc->n ? "," : "");

        mime_word(&line, one);
        free(one);
    }
    mime_end(&line);
}

static void
add_id(struct field_line *line, const char *id)
{
    char *angle = xasprintf("<%s>", id);

    mime_word(line, angle);
    free(angle);
}

/* RFC 5322, 3.6.4: what the parent refers to, then the parent. */
static void
thread_fields(struct buf *out, const char *parent, const struct strings *references)
{
    struct strings ids = {0};
    struct field_line line;

    for (size_t i = 0; references != NULL && i < references->n; i++)
        if (id_valid(references->v[i]) && (parent == NULL || strcmp(references->v[i], parent) != 0))
            strings_add(&ids, references->v[i]);
    if (id_valid(parent)) {
        strings_add(&ids, parent);
        line = mime_field(out, "In-Reply-To");
        add_id(&line, parent);
        mime_end(&line);
    }
    if (ids.n > 0) {
        line = mime_field(out, "References");
        for (size_t i = 0; i < ids.n; i++)
            if (i == 0 || i + REFERENCES_MOST > ids.n)
                add_id(&line, ids.v[i]);
        mime_end(&line);
    }
    strings_free(&ids);
}

static void
date_field(struct buf *out, instant at, int utc_offset)
{
    struct moment m = moment_of(at, utc_offset);
    int minutes = abs(utc_offset) / 60;

    buf_addf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d %c%02d%02d\r\n",
             week[date_weekday(m.date)], m.date.day, months[m.date.month - 1], m.date.year, m.hour,
             m.minute, m.second, utc_offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void
write_head(struct buf *out, const struct letter_head *head, const char *subject)
{
    struct field_line line;

    mailbox_field(out, "From", head->from_name, head->from);
    mailbox_field(out, "To", NULL, head->to);
    cc_field(out, head->cc);
    if (head->reply_to != NULL)
        mailbox_field(out, "Reply-To", NULL, head->reply_to);
    line = mime_field(out, "Subject");
    mime_text(&line, subject);
    mime_end(&line);
    date_field(out, head->date, head->utc_offset);
    line = mime_field(out, "Message-ID");
    add_id(&line, head->message_id);
    mime_end(&line);
    thread_fields(out, head->in_reply_to, head->references);
    buf_addf(out, "Auto-Submitted: %s\r\n%sMIME-Version: 1.0\r\n", head->auto_submitted,
             strcmp(head->auto_submitted, "no") == 0 ? "" : "X-Auto-Response-Suppress: All\r\n");
}

/* ---- body ----------------------------------------------------------------------- */

static void
text_part(struct buf *out, const char *subtype, const char *text)
{
    struct buf crlf = {0};

    buf_room(&crlf, 2 * strlen(text) + 2);
    for (const char *end; *text != '\0'; text = end + (*end == '\n')) {
        end = strchrnul(text, '\n');
        buf_add(&crlf, text, (size_t)(end - text));
        buf_addc(&crlf, '\r');
        buf_addc(&crlf, '\n');
    }
    buf_addf(out,
             "Content-Type: text/%s; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
             subtype);
    base64_add(out, buf_text(&crlf), crlf.len, "\r\n");
    buf_free(&crlf);
}

static void
html_part(struct buf *out, const char *subject, const char *body)
{
    struct buf html = {0};

    buf_adds(&html, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page_escape(&html, subject, strlen(subject));
    buf_adds(&html, "</title>\n</head>\n<body style=\"margin:0;padding:16px;background:#ffffff\">\n"
             "<div style=\"max-width:640px;margin:0 auto\">\n");
    buf_adds(&html, body);
    buf_adds(&html, "</div>\n</body>\n</html>\n");
    text_part(out, "html", html.data);
    buf_free(&html);
}

static void
alternative(struct buf *out, const struct rendered *r, const char *boundary)
{
    buf_addf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n",
             boundary, boundary);
    text_part(out, "plain", r->text);
    buf_addf(out, "--%s\r\n", boundary);
    html_part(out, r->subject, r->html);
    buf_addf(out, "--%s--\r\n", boundary);
}

static void
file_part(struct buf *out, const struct letter_file *file)
{
    buf_addf(
        out,
        "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment",
        file->media_type);
    mime_file_name(out, file->name);
    buf_adds(out, "\r\n\r\n");
    base64_add(out, file->bytes, file->size, "\r\n");
}

/* "=_" stands in no base64 text, so no part can hold a boundary (RFC 2045, 6.7). */
static void
boundary_of(const char hex[static HASH_HEX], char kind, char out[static BOUNDARY_DIGITS + 5])
{
    snprintf(out, BOUNDARY_DIGITS + 5, "=_%.*s%c", BOUNDARY_DIGITS, hex, kind);
}

char *
letter_compose(const struct letter_head *head, const struct rendered *r,
               const struct letter_file *files, size_t nfiles, size_t *length, char **cause)
{
    char hex[HASH_HEX], inner[BOUNDARY_DIGITS + 5], outer[BOUNDARY_DIGITS + 5];
    struct buf out = {0};

    if (!good_head(head, r, cause) || !good_files(files, nfiles, cause))
        return NULL;
    hash_of(head->message_id, strlen(head->message_id), hex);
    boundary_of(hex, 'a', inner);
    boundary_of(hex, 'm', outer);
    write_head(&out, head, r->subject);
    if (nfiles > 0)
        buf_addf(&out, "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n", outer,
                 outer);
    alternative(&out, r, inner);
    for (size_t i = 0; i < nfiles; i++) {
        buf_addf(&out, "--%s\r\n", outer);
        file_part(&out, &files[i]);
    }
    if (nfiles > 0)
        buf_addf(&out, "--%s--\r\n", outer);
    *length = out.len;
    return buf_take(&out);
}
