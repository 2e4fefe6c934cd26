/* Letters: a template and a JSON context give subject, plain text and HTML;
 * these give one RFC 5322 message. Pure: template texts are handed in.
 *
 * A template is one text file an office can edit. First line "Subject: ...",
 * an empty line, then blocks separated by empty lines:
 *   paragraph            re-wrapped at 76 columns in the text part
 *   - item               a list
 *   | a | b |            rows: aligned columns in text, a table in HTML
 *   = line               printed as it stands (signature, boxes)
 * {{name}}, {{a.b}} insert a value of the context (escaped for its part);
 * {{#list}} ... {{/list}} repeats over an array or stands if true;
 * {{^x}} ... {{/x}} stands if x is missing, empty or false; {{>name}} includes
 * another template. Unknown names are an error when the template is checked,
 * an empty text when a letter is made. */
#ifndef DOCKETD_CORE_LETTER_H
#define DOCKETD_CORE_LETTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/mem.h"

struct json_t;

struct rendered {
    char *subject, *text, *html;
};
void rendered_free(struct rendered *);

/* Finds a partial's text by name; NULL if there is none. */
typedef const char *letter_partial(const char *name, void *arg);

/* False and *cause (place and reason) if the template is malformed. */
bool letter_render(const char *name, const char *template_text, const struct json_t *context,
                   letter_partial *partial, void *arg, struct rendered *out, char **cause);

struct letter_file {                /* an attachment of ours */
    char *name, *media_type;
    const void *bytes;
    size_t size;
};

struct letter_head {
    const char *from_name, *from;
    const char *to;                 /* one mailbox */
    const struct strings *cc;       /* NULL: none */
    const char *reply_to;           /* NULL: From */
    const char *message_id;         /* without < > */
    const char *in_reply_to;        /* without < >; NULL */
    const struct strings *references;   /* NULL */
    const char *auto_submitted;     /* "auto-replied", "auto-generated" */
    instant date;
    int utc_offset;
};

/* The whole mail, CRLF line ends, ASCII headers (RFC 2047), multipart/
 * alternative in 7-bit encodings, inside multipart/mixed when there are
 * files. NULL and *cause if an address, an id or a header value holds what may
 * not stand there. */
char *letter_compose(const struct letter_head *, const struct rendered *, const struct letter_file *files,
                     size_t nfiles, size_t *length, char **cause);

/* Keyed, stable Message-ID: "<TAG.HMAC@host>" without the brackets. The tag
 * names the outbox reason; nobody without the secret can invent one. */
char *letter_message_id(const char *secret, const char *tag, const char *office_address);
/* True if the id was made by letter_message_id with this secret. */
bool letter_id_is_ours(const char *secret, const char *message_id);

#endif
