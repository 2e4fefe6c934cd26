/* What a notice says of a mail before all evidence: its sender's words, what was
 * read from them, and the orders that answer it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "put.h"

#define LINES_MOST 15
#define LINE_MOST 300                   /* code points of one of them */

/* ---- words ------------------------------------------------------------------------ */

static void
put_words(json_t *c, const struct letter_facts *f)
{
    const char *text = f->notice != NULL && may_repeat(f) && f->words != NULL ? f->words : "";
    json_t *list = json_array();
    int64_t more = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = text_clean_line(text, n), *cut = text_cut(line, LINE_MOST);

        if (*cut != '\0' && json_array_size(list) < LINES_MOST)
            json_array_append_new(list, json_string(cut));
        else
            more += *cut != '\0';
        free(line);
        free(cut);
        text += n + (text[n] == '\n');
    }
    put_flag(c, "has_words", json_array_size(list) > 0);
    put_number(c, "more_words", more);
    put_list(c, "words", list);
}

/* ---- orders ------------------------------------------------------------------------- */

/* RFC 6068: all but unreserved characters as octets. */
static void
put_octets(struct buf *out, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        if (isascii(*p) && (isalnum(*p) || strchr("-._~", *p) != NULL))
            buf_addc(out, (char)*p);
        else
            buf_addf(out, "%%%02X", *p);
}

/* A mail with this line: its subject bears the code, so that it is known what
 * it is about even where a mail program knows no thread. */
static char *
link_of(const struct letter_facts *f, const char *line)
{
    struct buf b = {0};
    char *subject = f->code == NULL ? xasprintf("Re: [%s]", f->plan->subject_tag)
                                    : xasprintf("Re: [%s %s]%s%s", f->plan->subject_tag, f->code,
                                                f->unit == NULL ? "" : " ",
                                                f->unit == NULL ? "" : f->unit->name);

    buf_addf(&b, "mailto:%s?subject=", f->office->address);
    put_octets(&b, subject);
    buf_adds(&b, "&body=");
    put_octets(&b, line);
    free(subject);
    return buf_take(&b);
}

static json_t *
offer(const struct letter_facts *f, const char *line)
{
    size_t n = strlen(line);
    json_t *one = json_object();

    put_taken(one, "line", xasprintf("%s%s", line, n > 0 && line[n - 1] == ' ' ? "…" : ""));
    put_taken(one, "link", link_of(f, line));
    return one;
}

/* The files themselves come on request. */
static void
put_file_order(json_t *c, const struct letter_facts *f)
{
    char *line =
        f->notice == NULL || f->code == NULL || !json_is_true(json_object_get(c, "has_files"))
            ? NULL
            : xasprintf(EITHER(f->language, "GỬI TỆP %s", "FILES %s"), f->code);

    if (line != NULL)
        json_object_set_new(c, "file_order", offer(f, line));
    free(line);
}

static void
put_offers(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();

    for (size_t i = 0; f->offers != NULL && i < f->offers->n; i++)
        json_array_append_new(list, offer(f, f->offers->v[i]));
    put_flag(c, "has_offers", json_array_size(list) > 0);
    put_list(c, "offers", list);
}

/* ---- what was read --------------------------------------------------------------------- */

static char *
paper_of(const struct letter_facts *f)
{
    char *day = f->paper_day.year == 0 ? NULL : words_day(f->paper_day, f->language), *said;

    if (f->paper == NULL)
        return NULL;
    said = day == NULL ? xasprintf(EITHER(f->language, "số %s", "No. %s"), f->paper)
                       : xasprintf(EITHER(f->language, "số %s ngày %s", "No. %s of %s"), f->paper, day);
    free(day);
    return said;
}

void
put_notice(json_t *c, const struct letter_facts *f)
{
    put_words(c, f);
    put_found(c, "until", f->until.year == 0 ? NULL : words_day(f->until, f->language));
    put_found(c, "paper", paper_of(f));
    put_offers(c, f);
    put_file_order(c, f);
}
