/* expat behind limits. */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "xml_guard.h"
#include "xml_plain.h"
#include "zipbox.h"

#define PIECE (64ul << 10)            /* for expat: between pieces it counts lines, a tenth of its time */
#define STILL_SEARCHED (8ul << 10)
#define WHOLE_MOST (8ul << 20)        /* larger ones are not copied to be read in place */

struct parse {
    struct xml_guard guard;
    const struct xml *how;
    void *arg;
    int depth;
    int left_out;               /* the depth of the alternative that is not read; 0: none */
    bool chosen[LIMIT_XML_DEPTH + 1];   /* by depth: one of the alternatives below has been read */
    struct strings office;      /* prefixes of Office's languages */
    bool rest, enough;          /* how->after has ended; how->stop_at was met */
    bool pieces;                /* nothing is known of what is behind: all is read where some of it is told */
    size_t told;                /* starts and ends that are still to pass by: they were told before */
};

static const char *
local(const char *name)
{
    const char *colon = name[1] != '\0' ? strchr(name, ':') : NULL;

    return colon != NULL ? colon + 1 : name;
}

/* ---- alternatives ------------------------------------------------------------------- */

static void
prefixes_note(struct parse *p, const char **attributes)
{
    static const char *const makers[] = { "http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/" };

    for (; attributes[0] != NULL && p->office.n < LIMIT_XML_DEPTH; attributes += 2) {
        if (attributes[0][0] != 'x' || strncmp(attributes[0], "xmlns:", 6) != 0)
            continue;
        for (size_t i = 0; i < ARRAY_LEN(makers); i++) {
            if (strncmp(attributes[1], makers[i], strlen(makers[i])) == 0 &&
                !strings_has(&p->office, attributes[0] + 6))
                strings_add(&p->office, attributes[0] + 6);
        }
    }
}

/* A choice asks for languages by their prefixes. */
static bool
is_understood(const struct parse *p, const char *prefixes)
{
    char *copy = xstrdup(prefixes != NULL ? prefixes : ""), *save = NULL;
    bool all = true;

    for (char *word = strtok_r(copy, " \t\n", &save); word != NULL;
         word = strtok_r(NULL, " \t\n", &save))
        all = all && strings_has(&p->office, word);
    free(copy);
    return all;
}

static bool
is_left_out(struct parse *p, const char *name, const char **attributes)
{
    bool choice;

    if (p->left_out > 0)
        return true;
    if (*name != 'A' && *name != 'C' && *name != 'F')       /* most are cells */
        return false;
    choice = strcmp(name, "Choice") == 0;
    if (strcmp(name, "AlternateContent") == 0)
        p->chosen[p->depth] = false;
    if (!choice && strcmp(name, "Fallback") != 0)
        return false;
    if (!p->chosen[p->depth - 1] &&
        (!choice || is_understood(p, xml_attribute(attributes, "Requires")))) {
        p->chosen[p->depth - 1] = true;
        return false;
    }
    p->left_out = p->depth;
    return true;
}

/* ---- what expat meets ----------------------------------------------------------------- */

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
    struct parse *p = data;

    if (++p->depth > LIMIT_XML_DEPTH) {
        xml_guard_refuse(&p->guard, "is nested too deeply");
        return;
    }
    prefixes_note(p, attributes);
    name = local(name);
    if (is_left_out(p, name, attributes))
        return;
    if (p->rest && p->depth == 2 && xml_among(p->how->stop_at, name)) {
        p->enough = true;
        xml_guard_stop(&p->guard);
    } else if (!p->guard.stopped) {
        p->how->start(p->arg, name, attributes);
    }
}

static void XMLCALL
on_end(void *data, const char *name)
{
    struct parse *p = data;
    bool left_out = p->left_out > 0;

    if (p->left_out == p->depth)
        p->left_out = 0;
    if (--p->depth == 1 && p->how->stop_at != NULL && !p->pieces &&
        strcmp(local(name), p->how->after) == 0)
        p->rest = true;
    if (!p->guard.stopped && !left_out)
        p->how->end(p->arg, local(name));
}

static void XMLCALL
on_text(void *data, const char *utf8, int n)
{
    struct parse *p = data;

    if (!p->guard.stopped && p->left_out == 0)
        p->how->text(p->arg, utf8, n);
}

/* ---- expat, which sees what is not plain ----------------------------------------------- */

static bool
passes_by(struct parse *p)
{
    return p->told > 0 && p->told-- > 0;
}

static void XMLCALL
start_met(void *data, const char *name, const char **attributes)
{
    if (!passes_by(data))
        on_start(data, name, attributes);
}

static void XMLCALL
end_met(void *data, const char *name)
{
    if (!passes_by(data))
        on_end(data, name);
}

static void XMLCALL
text_met(void *data, const char *utf8, int n)
{
    const struct parse *p = data;

    if (p->told == 0)
        on_text(data, utf8, n);
}

static int
parse_begin(struct parse *p, char **why)
{
    if (xml_guard_open(&p->guard, why) != 0)
        return -1;
    XML_SetElementHandler(p->guard.parser, start_met, end_met);
    if (p->how->text != NULL)
        XML_SetCharacterDataHandler(p->guard.parser, text_met);
    return 0;
}

/* In pieces: an error ends it early. */
static enum XML_Status
parse_all(struct parse *p, const char *bytes, size_t n)
{
    enum XML_Status status;

    do {
        size_t piece = n < PIECE ? n : PIECE;

        n -= piece;
        status = XML_Parse(p->guard.parser, bytes, (int)piece, n == 0);
        bytes += piece;
    } while (n > 0 && status == XML_STATUS_OK);
    return status;
}

static int
parse_end(struct parse *p, enum XML_Status status, char **why)
{
    if (p->guard.refused != NULL)
        return cause_set(why, "the XML in it %s", p->guard.refused);
    if (status == XML_STATUS_ERROR && !p->enough)
        return cause_set(why, "the XML in it is damaged: %s in line %lu",
                         XML_ErrorString(XML_GetErrorCode(p->guard.parser)),
                         (unsigned long)XML_GetCurrentLineNumber(p->guard.parser));
    return 0;
}

static void
parse_free(struct parse *p)
{
    strings_free(&p->office);
    xml_guard_close(&p->guard);
}

/* ---- members and bytes ------------------------------------------------------------------- */

/* Written over. */
static bool
read_plain(struct parse *p, char *bytes, size_t n)
{
    const struct xml_events to = { on_start, on_end, p->how->text != NULL ? on_text : NULL };

    return xml_plain(bytes, n, &to, p, &p->guard.stopped, &p->told);
}

static int
read_any(struct parse *p, const char *bytes, size_t n, char **why)
{
    if (parse_begin(p, why) != 0)
        return -1;
    return parse_end(p, parse_all(p, bytes, n), why);
}

/* A copy of the last element of this name, with what it holds; NULL. Its bytes may
 * lie behind what is read: only the end is searched. */
static char *
element_copy(const char *bytes, size_t n, const char *name)
{
    const char *from = n > STILL_SEARCHED ? bytes + n - STILL_SEARCHED : bytes, *stop = bytes + n,
               *first = NULL, *last = NULL;
    size_t len = strlen(name);

    for (const char *at = from; (at = memmem(at, (size_t)(stop - at), name, len)) != NULL;
         at += len) {
        const char *open = at;

        while (open > from && *open != '<')
            open--;
        first = open[1] != '/' ? open : first;
        last = open[1] == '/' && first != NULL ? memchr(at, '>', (size_t)(stop - at)) : last;
    }
    return first != NULL && last != NULL && last > first
               ? xstrndup(first, (size_t)(last - first) + 1)
               : NULL;
}

/* Without the rest that stands between, which nobody reads: what is wrong here spoils nothing. */
static void
read_still(const struct parse *p, const char *element)
{
    const struct xml how = { p->how->start, p->how->end, p->how->text, NULL, NULL, NULL };
    char *why = NULL;

    if (element != NULL && p->enough)
        xml_bytes(element, strlen(element), &how, p->arg, &why);
    free(why);
}

/* A member that is at hand as a whole. Where it turns out not to be plain it is
 * inflated again for expat, because read_plain has written over it. */
static int
read_whole(struct parse *p, struct member *m, char *bytes, size_t n, char **why)
{
    char *still = p->how->still != NULL ? element_copy(bytes, n, p->how->still) : NULL;
    bool plain = read_plain(p, bytes, n);
    int rc;

    if (!plain) {
        free(bytes);
        bytes = member_whole(m, &n);
    }
    rc = plain ? parse_end(p, XML_STATUS_OK, why) : read_any(p, bytes, n, why);
    if (rc == 0)
        read_still(p, still);
    free(still);
    free(bytes);
    return rc;
}

/* Enough is read to the checksum at its end. */
static int
read_pieces(struct parse *p, struct member *m, char **why)
{
    enum XML_Status status = XML_STATUS_OK;
    char *piece;
    long n = (long)PIECE;

    p->pieces = p->how->still != NULL;
    if (parse_begin(p, why) != 0)
        return -1;
    piece = xmalloc(PIECE);
    while (n == (long)PIECE && (status == XML_STATUS_OK || p->enough)) {
        if ((n = member_fill(m, piece, PIECE, why)) >= 0 && !p->enough)
            status = XML_Parse(p->guard.parser, piece, (int)n, n < (long)PIECE);
    }
    free(piece);
    return n < 0 ? -1 : parse_end(p, status, why);
}

int
xml_member(struct zipbox *box, size_t i, const struct xml *how, void *arg, char **why)
{
    struct parse p = { .how = how, .arg = arg };
    struct member *m = member_open(box, i, why);
    char *whole;
    size_t n;
    int rc;

    if (m == NULL)
        return -1;
    whole = member_whole(m, &n);
    rc = whole != NULL ? read_whole(&p, m, whole, n, why) : read_pieces(&p, m, why);
    member_close(m);
    parse_free(&p);
    return rc;
}

int
xml_bytes(const void *bytes, size_t n, const struct xml *how, void *arg, char **why)
{
    struct parse p = { .how = how, .arg = arg };
    char *copy = n <= WHOLE_MOST ? xmalloc(n + 1) : NULL;
    bool plain = false;
    int rc;

    if (copy != NULL) {
        memcpy(copy, bytes, n);
        copy[n] = '\0';
        plain = read_plain(&p, copy, n);
        free(copy);
    }
    rc = plain ? parse_end(&p, XML_STATUS_OK, why) : read_any(&p, bytes, n, why);
    parse_free(&p);
    return rc;
}

const char *
xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    }
    return NULL;
}

bool
xml_among(const char *const *names, const char *name)
{
    for (; *names != NULL; names++) {
        if (strcmp(*names, name) == 0)
            return true;
    }
    return false;
}
