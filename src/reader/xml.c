/* expat behind limits. */
#include "xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "zipbox.h"

#define PIECE (64 << 10)              /* an ordinary member at once: between pieces expat counts lines, a tenth of its time */

struct parse {
    XML_Parser parser;
    const struct xml *how;
    void *arg;
    int depth;
    const char *refused;        /* the rule that was broken */
    int left_out;               /* the depth of the alternative that is not read; 0: none */
    bool chosen[LIMIT_XML_DEPTH + 1];   /* by depth: one of the alternatives below has been read */
    struct strings office;      /* prefixes of Office's languages */
    bool rest, enough;          /* how->after has ended; how->stop_at was met */
};

static const char *
local(const char *name)
{
    const char *colon = name[1] != '\0' ? strchr(name, ':') : NULL;

    return colon != NULL ? colon + 1 : name;
}

static void
refuse_xml(struct parse *p, const char *rule)
{
    p->refused = rule;
    XML_StopParser(p->parser, XML_FALSE);
}

static void
stop(struct parse *p)
{
    p->enough = true;
    XML_StopParser(p->parser, XML_FALSE);
}

/* ---- alternatives ------------------------------------------------------------------- */

static void
prefixes_note(struct parse *p, const char **attributes)
{
    static const char *const makers[] = { "http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/" };

    for (; attributes[0] != NULL && p->office.n < LIMIT_XML_DEPTH; attributes += 2) {
        for (size_t i = 0; attributes[0][0] == 'x' && i < ARRAY_LEN(makers) &&
                           strncmp(attributes[0], "xmlns:", 6) == 0;
             i++) {
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
    if (strchr("ACF", *name) == NULL)           /* most are cells */
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
        refuse_xml(p, "is nested too deeply");
        return;
    }
    prefixes_note(p, attributes);
    if (is_left_out(p, local(name), attributes))
        return;
    if (p->rest && p->depth == 2 && xml_among(p->how->stop_at, local(name)))
        stop(p);
    else if (p->refused == NULL && !p->enough)
        p->how->start(p->arg, local(name), attributes);
}

static void XMLCALL
on_end(void *data, const char *name)
{
    struct parse *p = data;
    bool left_out = p->left_out > 0;

    if (p->left_out == p->depth)
        p->left_out = 0;
    if (--p->depth == 1 && p->how->stop_at != NULL && strcmp(local(name), p->how->after) == 0)
        p->rest = true;
    if (p->refused == NULL && !p->enough && !left_out)
        p->how->end(p->arg, local(name));
}

static void XMLCALL
on_text(void *data, const char *utf8, int n)
{
    struct parse *p = data;

    if (p->refused == NULL && !p->enough && p->left_out == 0)
        p->how->text(p->arg, utf8, n);
}

static void XMLCALL
on_doctype(void *data, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    refuse_xml(data, "has a DOCTYPE, which office files never have");
}

static int
parse_begin(struct parse *p, const struct xml *how, void *arg, char **why)
{
    *p = (struct parse){ .parser = XML_ParserCreate(NULL), .how = how, .arg = arg };
    if (p->parser == NULL)
        return cause_set(why, "no memory to read the XML");
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    if (how->text != NULL)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return 0;
}

static int
parse_end(struct parse *p, enum XML_Status status, char **why)
{
    int rc = 0;

    if (p->refused != NULL)
        rc = cause_set(why, "the XML in it %s", p->refused);
    else if (status == XML_STATUS_ERROR && !p->enough)
        rc = cause_set(why, "the XML in it is damaged: %s in line %lu",
                       XML_ErrorString(XML_GetErrorCode(p->parser)),
                       (unsigned long)XML_GetCurrentLineNumber(p->parser));
    strings_free(&p->office);
    XML_ParserFree(p->parser);
    return rc;
}

int
xml_member(struct zipbox *box, size_t i, const struct xml *how, void *arg, char **why)
{
    struct parse p;
    struct member *m = member_open(box, i, why);
    enum XML_Status status;
    void *piece;
    long n;

    if (m == NULL)
        return -1;
    if (parse_begin(&p, how, arg, why) != 0) {
        member_close(m);
        return -1;
    }
    do {
        n = 0;
        status = XML_STATUS_ERROR;
        if ((piece = XML_GetBuffer(p.parser, PIECE)) == NULL)
            break;
        if ((n = member_fill(m, piece, PIECE, why)) >= 0)
            status = XML_ParseBuffer(p.parser, (int)n, n < PIECE);
    } while (n == PIECE && status == XML_STATUS_OK);
    while (n == PIECE && p.enough)      /* for the checksum at its end */
        n = member_fill(m, piece, PIECE, why);
    member_close(m);
    if (n < 0) {
        strings_free(&p.office);
        XML_ParserFree(p.parser);
        return -1;
    }
    return parse_end(&p, status, why);
}

int
xml_bytes(const void *bytes, size_t n, const struct xml *how, void *arg, char **why)
{
    struct parse p;
    enum XML_Status status = XML_STATUS_OK;
    const char *at = bytes;

    if (parse_begin(&p, how, arg, why) != 0)
        return -1;
    do {
        size_t piece = n < PIECE ? n : PIECE;

        n -= piece;
        status = XML_Parse(p.parser, at, (int)piece, n == 0);
        at += piece;
    } while (n > 0 && status == XML_STATUS_OK);
    return parse_end(&p, status, why);
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
