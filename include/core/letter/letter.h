/* Letters: a template and a JSON context give subject, plain text and HTML;
 * these give one RFC 5322 message. Pure: template texts are handed in.
 *
 * A template is one text file an office can edit. First line "Subject: ..."
 * (a partial has none), then blocks separated by empty lines:
 *   paragraph            re-wrapped at 76 columns in the text part
 *   - item               a list; "# item" a numbered one
 *     more               two spaces: a new line within the item before
 *   | label | value      two cells: "label : value", aligned; in HTML a table
 *   | a | b | c          three or more: aligned columns
 *   |= a | b | c         the same, set off: a table's heading, a row that matters
 *   |% part | whole      a bar, so long: 8 of 12
 *   ## heading
 *   > line               a line to send back: never broken
 *   > line | link        the same, and a mailto: link that opens it
 *   = line               printed as it stands (signature, boxes)
 *   --                   alone on its line: what follows is the small print
 * {{name}}, {{a.b}} insert a value of the context (escaped for its part), {{.}}
 * the element of a list of texts; behind a value " day(s)" reads " day" for 1, else " days"; {{#list}} ... {{/list}} repeats over an array
 * or stands if true; {{^x}} ... {{/x}} stands if x is missing, empty, 0 or
 * false; {{>name}}, alone on its line, includes another template; {{! note }},
 * alone on its line, is for the reader of the template. A section opened alone
 * on its line closes alone on its line, any other closes on the line it opened.
 * The blocks are fixed when the template is parsed: a value is data and never
 * makes a line, a cell, a header or markup. Names the context does not have
 * give no text; letter_template_check finds them before a letter is made. */
#ifndef DOCKETD_CORE_LETTER_H
#define DOCKETD_CORE_LETTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/mem.h"

struct json_t;

/* ---- template -------------------------------------------------------------- */

struct letter_template;

/* Finds a partial's text by name; NULL if there is none. */
typedef const char *letter_partial(const char *name, void *arg);

/* Parsed with its partials, once; keeps no pointer to text or arg. NULL and
 * *cause ("late:12: ...") if it is malformed. */
struct letter_template *letter_template_parse(const char *name, const char *text,
                                              letter_partial *partial, void *arg, char **cause);
/* True if it uses only these keys ("code", "files", "files.name"; within
 * {{#files}} "name" is "files.name" if there is one, else "name"). */
bool letter_template_check(const struct letter_template *, const char *const *keys, size_t nkeys,
                           char **cause);
void letter_template_free(struct letter_template *);        /* NULL is safe */
/* True if it, or a partial of it, uses a key that is this one or ends with it: "deadline", "items.deadline". */
bool letter_template_uses(const struct letter_template *, const char *key);

struct rendered {
    char *subject;              /* one line */
    char *text;                 /* NFC, LF, at most 76 columns */
    char *html;                 /* one <div>; letter_compose puts the document around it */
};
/* The context's "lang" ("vi", "en") marks the HTML. */
void letter_template_render(const struct letter_template *, const struct json_t *context,
                            struct rendered *out);
/* Several templates one below the other, as one letter: the subject is the first that is not empty. */
struct letter_part {
    const struct letter_template *template;
    const struct json_t *context;
};
void letter_parts_render(const struct letter_part *, size_t n, const char *language,
                         struct rendered *out);
/* The same letter in a second language below the first; the subject stays. */
void rendered_append(struct rendered *, const struct rendered *second);
void rendered_free(struct rendered *);

/* ---- message --------------------------------------------------------------- */

#define LETTER_MOST (20ul << 20)    /* bytes of a whole letter: what every mail server takes */
#define LETTER_ITSELF (64ul << 10)  /* ... of its words, about */
#define LETTER_FILES(whole) (((whole) - LETTER_ITSELF) / 78 * 57)   /* ... left for its files, before they are base64 */

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
    const char *in_reply_to;        /* without < >; NULL. What is no id (a foreign oddity) is left out */
    const struct strings *references;   /* NULL; those of the mail answered, which itself is added; of a long thread the first and the latest stand */
    const char *auto_submitted;     /* "auto-replied", "auto-generated"; "no": an officer ordered this very letter */
    instant date;
    int utc_offset;
};

/* The whole mail, CRLF line ends, ASCII headers (RFC 2047), multipart/
 * alternative in base64, inside multipart/mixed when there are files; the same
 * input gives the same bytes. NULL and *cause if an address, our own id or a
 * media type holds what may not stand there. */
char *letter_compose(const struct letter_head *, const struct rendered *,
                     const struct letter_file *files, size_t nfiles, size_t *length, char **cause);

/* ---- identity -------------------------------------------------------------- */

/* Keyed, stable Message-ID: "TAG.HMAC@host", without brackets. The tag names
 * the outbox reason and recipient: equal tags, equal ids. Nobody without the
 * secret can invent one. */
char *letter_message_id(const char *secret, const char *tag, const char *office_address);
/* True if the id was made by letter_message_id with this secret. */
bool letter_id_is_ours(const char *secret, const char *message_id);

#endif
