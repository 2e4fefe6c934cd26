/* Comments of a sheet: the part that holds their words (ECMA-376-1, 18.7) and
 * the drawing that shows them (ECMA-376-4, 19.4), with what a package must say
 * of both. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "book.h"
#include "model/cell.h"
#include "../opc.h"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define TYPES "[Content_Types].xml"
#define COMMENTS_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
#define VML_TYPE "application/vnd.openxmlformats-officedocument.vmlDrawing"

/* ---- relationships ------------------------------------------------------------------ */

static char *
rels_name(const char *part)
{
    const char *slash = strrchr(part, '/');
    int base = slash != NULL ? (int)(slash - part) + 1 : 0;

    return xasprintf("%.*s_rels/%s.rels", base, part, part + base);
}

/* Before the end tag of the root: what stands there is a list. */
static int
append(struct marked_book *book, const char *part, char *put, char **why)
{
    const struct part *p = book_part(book, part, why);
    struct tag root = {0};
    struct edits e = {0};
    size_t at = p == NULL ? 0 : p->n;
    int rc;

    while (at > 0 && p->text[at - 1] != '<')
        at--;
    if (at == 0) {
        free(put);
        return p == NULL ? -1 : cause_set(why, "a list in it is odd");
    }
    root.at = at - 1;                   /* the last tag: the root's end, or the root alone */
    root.end = at + strcspn(p->text + at, ">") + 1;
    root.closed = p->text[at] != '/';
    edit_inside(&e, p->text, &root, root.at, put);
    rc = book_edit(book, part, &e, why);
    edits_free(&e);
    return rc;
}

/* Roots of these parts have no prefix in any file that was seen; one that has is refused. */
int
notes_relate(struct marked_book *book, const char *part, const char *id, const char *type,
       const char *target, char **why)
{
    char *name = rels_name(part), *one;
    int rc;

    if (!book_has(book, name))
        book_put(book, name,
                 xstrdup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                         "relationships\"></Relationships>"),
                 0);
    one = xasprintf("<Relationship Id=\"%s\" Type=\"" RELATIONS "/%s\" Target=\"/%s\"/>", id, type,
                    target);
    rc = append(book, name, one, why);
    free(name);
    return rc;
}

char *
notes_id(struct marked_book *book, const char *part, char **why)
{
    char *name = rels_name(part), *id = NULL;
    const struct part *p = book_has(book, name) ? book_part(book, name, why) : NULL;

    for (int i = 1; id == NULL; i++) {
        char *quoted = xasprintf("\"rIdMark%d", i);

        if (p == NULL || strstr(p->text, quoted) == NULL)
            id = xstrdup(quoted + 1);
        free(quoted);
    }
    free(name);
    return id;
}

static char *
free_name(const struct marked_book *book, const char *format_before, const char *ending)
{
    for (int i = 1;; i++) {
        char *name = xasprintf("%s%d%s", format_before, i, ending);

        if (!book_has(book, name))
            return name;
        free(name);
    }
}

int
notes_declare(struct marked_book *book, const char *what, char *put, char **why)
{
    const struct part *p = book_part(book, TYPES, why);

    if (p != NULL && strcasestr(p->text, what) != NULL) {
        free(put);
        return 0;
    }
    return append(book, TYPES, put, why);
}

/* ---- the words -------------------------------------------------------------------------- */

struct commenting {
    const struct spots *spots;
    const char *text;
    struct edits edits;
    struct tag authors, list;
    size_t authors_end, list_end, nauthors;
    long ours;                  /* our author's number; -1 */
    bool own;
    size_t from;                /* of the comment that is read */
    bool *taken;                /* by spot: the cell has a comment of somebody else */
    const char *mended;
    char place[16];
};

static void
comment_start(void *arg, const struct tag *t)
{
    struct commenting *c = arg;
    const char *ref = "", *author = "";

    if (strcmp(t->name, "authors") == 0)
        c->authors = *t;
    if (strcmp(t->name, "commentList") == 0)
        c->list = *t;
    if (strcmp(t->name, "author") == 0)
        c->from = t->end;
    if (strcmp(t->name, "comment") != 0)
        return;
    for (const char **a = t->attributes; a[0] != NULL; a += 2) {
        ref = strcmp(a[0], "ref") == 0 ? a[1] : ref;
        author = strcmp(a[0], "authorId") == 0 ? a[1] : author;
    }
    snprintf(c->place, sizeof c->place, "%s", ref);
    c->own = c->ours >= 0 && strtol(author, NULL, 10) == c->ours;
    c->from = t->end;
}

static long
spot_at(const struct spots *s, const char *place)
{
    int row = 0, column = 0;

    for (size_t i = 0; cell_parse(place, &row, &column) && i < s->n; i++)
        if (s->v[i].row == row && s->v[i].column == column)
            return (long)i;
    return -1;
}

static char *
words(const struct commenting *c, const char *text)
{
    char *escaped = xml_escaped(text);
    const char *p = c->text == NULL ? "" : c->text + c->list.at + 1;
    int n = c->text == NULL ? 0 : c->list.prefix;
    char *out = xasprintf("<%.*stext><%.*st xml:space=\"preserve\">%s</%.*st></%.*stext>", n, p, n,
                          p, escaped, n, p, n, p);

    free(escaped);
    return out;
}

/* Our own comment of an earlier return gets the words of this one. */
static void
comment_end(void *arg, const struct tag *t)
{
    struct commenting *c = arg;
    long spot;

    if (strcmp(t->name, "authors") == 0)
        c->authors_end = t->at;
    if (strcmp(t->name, "commentList") == 0)
        c->list_end = t->at;
    if (strcmp(t->name, "author") == 0) {
        if (t->at - c->from == strlen(MARK_AUTHOR) &&
            strncmp(c->text + c->from, MARK_AUTHOR, t->at - c->from) == 0)
            c->ours = (long)c->nauthors;
        c->nauthors++;
    }
    if (strcmp(t->name, "comment") != 0)
        return;
    spot = spot_at(c->spots, c->place);
    if (c->own)
        edit_add(&c->edits, c->from, t->at - c->from,
                 words(c, spot >= 0 ? c->spots->v[spot].text : c->mended));
    if (spot >= 0)
        c->taken[spot] = true;
}

static char *
comment_list(const struct commenting *c, size_t author)
{
    const char *p = c->text == NULL ? "" : c->text + c->list.at + 1;
    int n = c->text == NULL ? 0 : c->list.prefix;
    struct buf b = {0};

    buf_adds(&b, "");
    for (size_t i = 0; i < c->spots->n; i++) {
        char place[16], *said;

        if (c->taken[i])
            continue;
        said = words(c, c->spots->v[i].text);
        cell_place(c->spots->v[i].row, c->spots->v[i].column, place);
        buf_addf(&b, "<%.*scomment ref=\"%s\" authorId=\"%zu\">%s</%.*scomment>", n, p, place,
                 author, said, n, p);
        free(said);
    }
    return buf_take(&b);
}

static int
comments_change(struct marked_book *book, const char *name, struct commenting *c, char **why)
{
    const struct part *p = book_part(book, name, why);
    struct scan scan = { .start = comment_start, .end = comment_end, .arg = c };
    int rc = p == NULL ? -1 : 0;

    if (rc == 0) {
        scan.text = c->text = p->text;
        scan.n = p->n;
        rc = scan_run(&scan, why);
    }
    if (rc == 0 && (c->authors.end == 0 || c->list.end == 0))
        rc = cause_set(why, "its comments have no list");
    if (rc == 0 && c->ours < 0)
        edit_inside(&c->edits, c->text, &c->authors, c->authors_end,
                    xasprintf("<%.*sauthor>" MARK_AUTHOR "</%.*sauthor>", c->list.prefix,
                              c->text + c->list.at + 1, c->list.prefix,
                              c->text + c->list.at + 1));
    if (rc == 0) {
        edit_inside(&c->edits, c->text, &c->list, c->list_end,
                    comment_list(c, c->ours < 0 ? c->nauthors : (size_t)c->ours));
        rc = book_edit(book, name, &c->edits, why);
    }
    edits_free(&c->edits);
    return rc;
}

static void
comments_new(struct marked_book *book, const char *name, const struct commenting *c)
{
    char *list = comment_list(c, 0);

    book_put(book, name,
             xasprintf("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                       "<comments xmlns=\"" MAIN "\"><authors><author>" MARK_AUTHOR
                       "</author></authors><commentList>%s</commentList></comments>", list), 0);
    free(list);
}

/* ---- the boxes they are shown in ------------------------------------------------------- */

static char *
shapes(const struct commenting *c, const char *before)
{
    struct buf b = {0};
    int number = 9000;

    buf_adds(&b, "");
    if (strstr(before, "id=\"_x0000_t202\"") == NULL)
        buf_adds(&b, "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                     "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                     "id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
                     "path=\"m,l,21600r21600,l21600,xe\">"
                     "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" "
                     "o:connecttype=\"rect\"/></v:shapetype>");
    for (size_t i = 0; i < c->spots->n; i++) {
        const struct spot *s = &c->spots->v[i];
        char *id = NULL;

        if (c->taken[i])
            continue;
        do {
            free(id);
            id = xasprintf("\"_x0000_s%d\"", ++number);
        } while (strstr(before, id) != NULL);
        buf_addf(&b,
                 "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                 "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                 "xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=%s type=\"#_x0000_t202\" "
                 "style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:"
                 "60pt;z-index:%d;visibility:hidden\" "
                 "fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow "
                 "on=\"t\" color=\"black\" obscured=\"t\"/>"
                 "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div "
                 "style=\"text-align:left\"></div></v:textbox>"
                 "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
                 "<x:Anchor>%d, 15, %d, 2, %d, 40, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
                 "<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>",
                 id, number, s->column, s->row > 1 ? s->row - 2 : 0, s->column + 3, s->row + 3,
                 s->row - 1, s->column - 1);
        free(id);
    }
    return buf_take(&b);
}

static int
drawing_change(struct marked_book *book, const char *name, const struct commenting *c, char **why)
{
    const struct part *p = book_part(book, name, why);

    return p == NULL ? -1 : append(book, name, shapes(c, p->text), why);
}

static void
drawing_new(struct marked_book *book, const char *name, const struct commenting *c)
{
    char *all = shapes(c, "");

    book_put(book, name,
             xasprintf("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                       "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                       "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">%s</xml>",
                       all),
             0);
    free(all);
}

/* ---- both --------------------------------------------------------------------------------- */

static int
words_put(struct marked_book *book, const char *part, const struct rels *rels, const char *id,
          struct commenting *c, char **why)
{
    char *name = rel_target(rels, part, NULL, "comments"), *other, *entry;
    int rc;

    if (name != NULL) {
        rc = comments_change(book, name, c, why);
        free(name);
        return rc;
    }
    name = free_name(book, "xl/comments", ".xml");
    other = xasprintf("%sC", id);
    entry = xasprintf("<Override PartName=\"/%s\" ContentType=\"" COMMENTS_TYPE "\"/>", name);
    comments_new(book, name, c);
    rc = notes_relate(book, part, other, "comments", name, why) != 0 ||
                 notes_declare(book, name, entry, why) != 0 ? -1 : 0;
    free(other);
    free(name);
    return rc;
}

static int
drawing_put(struct marked_book *book, const char *part, const struct rels *rels, const char *id,
            const char *drawing, const struct commenting *c, char **why)
{
    char *name = *drawing != '\0' ? rel_target(rels, part, drawing, NULL) : NULL;
    int rc;

    if (name != NULL)
        rc = drawing_change(book, name, c, why);
    else if (*drawing != '\0')
        rc = cause_set(why, "a drawing of it is missing");
    else {
        name = free_name(book, "xl/drawings/vmlDrawing", ".vml");
        drawing_new(book, name, c);
        rc = notes_relate(book, part, id, "vmlDrawing", name, why) != 0 ||
                     notes_declare(book, "Extension=\"vml\"",
                             xstrdup("<Default Extension=\"vml\" ContentType=\"" VML_TYPE "\"/>"),
                             why) != 0
                 ? -1
                 : 0;
    }
    free(name);
    return rc;
}

int
notes_mark(struct marked_book *book, const char *part, const struct spots *spots, const char *id,
           const char *drawing, char **why)
{
    struct commenting c = { .spots = spots, .ours = -1, .mended = book->mended,
                            .taken = xcalloc(spots->n + 1, sizeof *c.taken) };
    struct rels rels = {0};
    int rc = rels_read(book->box, part, &rels, why);

    if (rc == 0)
        rc = words_put(book, part, &rels, id, &c, why);
    if (rc == 0)
        rc = drawing_put(book, part, &rels, id, drawing, &c, why);
    rels_free(&rels);
    free(c.taken);
    return rc;
}
