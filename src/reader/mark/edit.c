#include "edit.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "../xml_guard.h"

void
edit_add(struct edits *e, size_t at, size_t cut, char *put)
{
    size_t i = e->n;

    ARRAY_MORE(e->v, e->n);
    for (; i > 0 && e->v[i - 1].at > at; i--)
        e->v[i] = e->v[i - 1];
    e->v[i] = (struct edit){ at, cut, put };
}

char *
edits_apply(const char *text, size_t n, const struct edits *e, size_t *size)
{
    struct buf b = {0};
    size_t at = 0;

    for (size_t i = 0; i < e->n; i++) {
        if (e->v[i].at < at || e->v[i].at > n)
            continue;                   /* within what is cut already */
        buf_add(&b, text + at, e->v[i].at - at);
        buf_adds(&b, e->v[i].put == NULL ? "" : e->v[i].put);
        at = e->v[i].at + e->v[i].cut;
    }
    buf_add(&b, text + at, n - at);
    *size = b.len;
    return buf_take(&b);
}

void
edits_free(struct edits *e)
{
    for (size_t i = 0; i < e->n; i++)
        free(e->v[i].put);
    free(e->v);
    *e = (struct edits){0};
}

/* ---- walking ------------------------------------------------------------------------ */

struct walk {
    struct xml_guard guard;
    const struct scan *scan;
    int depth;
};

static const char *
local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon != NULL ? colon + 1 : name;
}

static struct tag
tag_here(const struct walk *w, const char *name)
{
    size_t at = (size_t)XML_GetCurrentByteIndex(w->guard.parser);
    struct tag t = { .name = local(name), .at = at, .depth = w->depth,
                     .end = at + (size_t)XML_GetCurrentByteCount(w->guard.parser) };

    t.prefix = (int)(t.name - name);
    return t;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
    struct walk *w = data;
    struct tag t;

    if (++w->depth > LIMIT_XML_DEPTH) {
        xml_guard_refuse(&w->guard, "is nested too deeply");
        return;
    }
    t = tag_here(w, name);
    t.attributes = attributes;
    t.closed = t.end >= t.at + 2 && w->scan->text[t.end - 2] == '/';
    if (w->guard.refused == NULL)
        w->scan->start(w->scan->arg, &t);
}

static void XMLCALL
on_end(void *data, const char *name)
{
    struct walk *w = data;
    struct tag t = tag_here(w, name);

    if (w->guard.refused == NULL && w->scan->end != NULL)
        w->scan->end(w->scan->arg, &t);
    w->depth--;
}

/* Places count bytes of the text itself, so it must be what expat reads. */
static void XMLCALL
on_declaration(void *data, const char *version, const char *encoding, int standalone)
{
    (void)version;
    (void)standalone;
    if (encoding != NULL && strcasecmp(encoding, "UTF-8") != 0 &&
        strcasecmp(encoding, "US-ASCII") != 0)
        xml_guard_refuse(data, "is not in UTF-8");
}

int
scan_run(const struct scan *s, char **why)
{
    struct walk w = { .scan = s };
    enum XML_Status status;
    int rc = 0;

    if (xml_guard_open(&w.guard, why) != 0)
        return -1;
    XML_SetElementHandler(w.guard.parser, on_start, on_end);
    XML_SetXmlDeclHandler(w.guard.parser, on_declaration);
    if (memchr(s->text, '\0', s->n < 4 ? s->n : 4) != NULL)
        w.guard.refused = "is not in UTF-8";
    status = w.guard.refused != NULL ? XML_STATUS_OK
                                     : XML_Parse(w.guard.parser, s->text, (int)s->n, 1);
    if (w.guard.refused != NULL)
        rc = cause_set(why, "the XML in it %s", w.guard.refused);
    else if (status == XML_STATUS_ERROR)
        rc = cause_set(why, "the XML in it is damaged: %s",
                       XML_ErrorString(XML_GetErrorCode(w.guard.parser)));
    xml_guard_close(&w.guard);
    return rc;
}

/* ---- within a tag --------------------------------------------------------------------- */

#define BLANK " \t\r\n"

/* The parser has passed it: names and quoted values are where they must be. */
static bool
tag_attribute(const char *text, const struct tag *t, const char *name, size_t *from, size_t *to)
{
    size_t at = t->at + strcspn(text + t->at, BLANK "/>"), length = strlen(name);

    while (at < t->end) {
        size_t word, equals, close;

        at += strspn(text + at, BLANK);
        word = strcspn(text + at, BLANK "=/>");
        if (word == 0)
            return false;
        equals = at + word + strspn(text + at + word, BLANK);
        equals += 1 + strspn(text + equals + 1, BLANK);         /* at the quote */
        close = equals + 1;
        while (close < t->end && text[close] != text[equals])
            close++;
        if (word == length && strncmp(text + at, name, word) == 0) {
            *from = equals + 1;
            *to = close;
            return true;
        }
        at = close + 1;
    }
    return false;
}

void
edit_attribute(struct edits *e, const char *text, const struct tag *t, const char *name,
               size_t value)
{
    size_t from, to, behind = t->at + strcspn(text + t->at, BLANK "/>");

    if (tag_attribute(text, t, name, &from, &to))
        edit_add(e, from, to - from, xasprintf("%zu", value));
    else
        edit_add(e, behind, 0, xasprintf(" %s=\"%zu\"", name, value));
}

void
edit_inside(struct edits *e, const char *text, const struct tag *begun, size_t end, char *put)
{
    int word = (int)strcspn(text + begun->at + 1, BLANK "/>");

    if (begun->closed) {
        edit_add(e, begun->end - 2, 2,
                 xasprintf(">%s</%.*s>", put, word, text + begun->at + 1));
        free(put);
    } else {
        edit_add(e, end, 0, put);
    }
}

char *
xml_escaped(const char *text)
{
    struct buf b = {0};

    buf_adds(&b, "");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '&')
            buf_adds(&b, "&amp;");
        else if (*p == '<')
            buf_adds(&b, "&lt;");
        else if (*p == '>')
            buf_adds(&b, "&gt;");
        else if (*p == '"')
            buf_adds(&b, "&quot;");
        else if ((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t')
            buf_addc(&b, *p);
    }
    return buf_take(&b);
}
