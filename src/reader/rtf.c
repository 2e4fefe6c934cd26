/* RTF (Rich Text Format 1.9.1): words, tables, and how they look. What stands
 * in a group of another purpose is passed over. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "rtf.h"

#define WORD_MOST 32
#define SHIFT_NOT_GIVEN 6               /* half-points of "\\up" and "\\dn" alone */
#define NUMBER_MOST 1000000000L         /* of a control word: what is larger is as good as this */

/* ---- control words ----------------------------------------------------------------------- */

static void
cell_end(struct rtf *r)
{
    struct flow *f = r->flow;

    f->within = true;
    rtf_table_follow(r);
    doc_cell_end(&f->doc, 1, 1);
    doc_cell(&f->doc);
    f->cell++;
}

static void
row_end(struct rtf *r)
{
    struct flow *f = r->flow;

    if (f->in_row) {
        doc_row_grid(&f->doc, f->edges, f->down, f->cells);
        doc_row_end(&f->doc);
    }
    f->in_row = false;
    f->behind = true;
    f->cell = 0;
}

/* Fonts of the table at the head: number, then character set, then name. */
static void
font_word(struct rtf *r, const char *word, int n)
{
    static const struct { int set; const char *charset; } sets[] = {
        { 0, "CP1252" }, { 163, "CP1258" }, { 238, "CP1250" }, { 204, "CP1251" }, { 161, "CP1253" }, { 162, "CP1254" },
    };
    struct font *last = r->nfonts > 0 ? &r->fonts[r->nfonts - 1] : NULL;

    if (strcmp(word, "f") == 0 && r->nfonts < LIMIT_ENTRIES)
        *ARRAY_MORE(r->fonts, r->nfonts) = (struct font){ .number = n };
    for (size_t i = 0; i < ARRAY_LEN(sets) && strcmp(word, "fcharset") == 0 && last != NULL; i++) {
        if (sets[i].set == n)
            snprintf(last->charset, sizeof last->charset, "%s", sets[i].charset);
    }
    if (strcmp(word, "cpg") == 0 && last != NULL)
        snprintf(last->charset, sizeof last->charset, "CP%d", n);
}

static void
look(struct rtf *r, unsigned bit, bool on)
{
    r->now.look = on ? r->now.look | bit : r->now.look & ~bit;
}

/* In half-points above the line. */
static void
shift(struct rtf *r, int half_points)
{
    r->now.look &= ~(unsigned)(LOOK_RAISED | LOOK_LOWERED);
    r->now.look |= look_shifted(half_points);
}

/* 0 is none. */
static bool
is_ground(const struct rtf *r, int colour)
{
    return colour > 0 && !rtf_white(r, colour);
}

enum action {
    A_STRUCK,
    A_HIDDEN,
    A_RAISED,
    A_LOWERED,
    A_UP,
    A_DOWN,
    A_LEVEL,
    A_COLOUR,
    A_COLOUR_PART,
    A_GROUND,
    A_SIZE,
    A_PLAIN,
    A_FONT,
    A_LINE,
    A_TAB,
    A_PARAGRAPH,
    A_WITHIN,
    A_CELL,
    A_ROW,
    A_ROW_NEW,
    A_ROW_LEFT,
    A_MERGED,
    A_PARAGRAPH_GROUND,
    A_SHADED,
    A_CELL_GROUND,
    A_CELL_AT,
    A_UNICODE,
    A_UNICODE_SKIP,
    A_CODEPAGE,
    A_DASH,
    A_QUOTE,
    A_DELETED,
    A_INSERTED,
    A_OBJECT,
    /* a group's purpose */
    A_SKIP,
    A_PICTURE,
    A_COMMENT,
    A_FONTS,
    A_COLOURS,
    A_FIELD,
    A_MARGIN,
    A_BOX,
    A_SHAPE,
    A_AGAIN,
};

static const struct { const char *word; enum action action; } words[] = {
    { "strike", A_STRUCK }, { "striked", A_STRUCK }, { "v", A_HIDDEN }, { "super", A_RAISED }, { "up", A_UP }, { "dn", A_DOWN }, { "nosupersub", A_LEVEL },
    { "sub", A_LOWERED }, { "plain", A_PLAIN }, { "f", A_FONT }, { "par", A_LINE }, { "line", A_LINE }, { "sect", A_LINE },
    { "page", A_LINE }, { "tab", A_TAB }, { "nestcell", A_TAB }, { "nestrow", A_LINE }, { "pard", A_PARAGRAPH }, { "intbl", A_WITHIN },
    { "cell", A_CELL }, { "row", A_ROW }, { "trowd", A_ROW_NEW }, { "trleft", A_ROW_LEFT }, { "clvmrg", A_MERGED }, { "cellx", A_CELL_AT }, { "u", A_UNICODE },
    { "uc", A_UNICODE_SKIP }, { "ansicpg", A_CODEPAGE }, { "emdash", A_DASH }, { "endash", A_DASH }, { "rquote", A_QUOTE },
    { "lquote", A_QUOTE }, { "deleted", A_DELETED }, { "mvf", A_DELETED }, { "revised", A_INSERTED }, { "mvt", A_INSERTED },
    { "object", A_OBJECT }, { "fonttbl", A_FONTS }, { "formfield", A_FIELD },
    { "colortbl", A_COLOURS }, { "stylesheet", A_SKIP }, { "info", A_SKIP }, { "pict", A_PICTURE }, { "header", A_MARGIN },
    { "headerl", A_MARGIN }, { "headerr", A_MARGIN }, { "headerf", A_MARGIN }, { "footer", A_MARGIN }, { "footerl", A_MARGIN },
    { "footerr", A_MARGIN }, { "footerf", A_MARGIN }, { "footnote", A_SKIP }, { "annotation", A_COMMENT }, { "objdata", A_SKIP },
    { "fldinst", A_SKIP }, { "xe", A_SKIP }, { "tc", A_SKIP }, { "nonesttables", A_SKIP }, { "pntext", A_SKIP }, { "private", A_SKIP },
    { "cf", A_COLOUR }, { "red", A_COLOUR_PART }, { "green", A_COLOUR_PART }, { "blue", A_COLOUR_PART }, { "fs", A_SIZE },
    { "chcbpat", A_GROUND }, { "cb", A_GROUND }, { "highlight", A_GROUND }, { "cbpat", A_PARAGRAPH_GROUND },
    { "shading", A_SHADED }, { "clcbpat", A_CELL_GROUND },
    { "shptxt", A_BOX }, { "dptxbxtext", A_BOX }, { "shp", A_SHAPE }, { "shprslt", A_AGAIN },
};

/* A text box of the pages: one in their headers and footers stays a margin. */
static void
box_begin(struct rtf *r)
{
    bool margin = r->now.margin;

    for (size_t i = 0; i < r->nopen && !margin; i++)
        margin = r->open[i].margin;
    r->boxed = true;
    r->now.skip = margin || r->now.again;
    r->now.margin = margin && !r->now.again;
    r->now.box = !r->now.skip;
    if (r->now.box)
        r->flow = &r->boxes;
}

static void
flow_end(struct rtf *r)
{
    struct flow *f = r->flow;

    if (f->in_row && f->doc.levels[f->doc.level].text.len > 0)
        cell_end(r);
    f->within = false;
    row_end(r);
    rtf_table_follow(r);
}

static void
box_end(struct rtf *r)
{
    flow_end(r);
    doc_line(&r->flow->doc);
    r->flow = &r->pages;
}

static void
purpose(struct rtf *r, enum action action)
{
    r->now.skip = true;
    r->now.margin = action == A_MARGIN;
    r->now.fonts |= action == A_FONTS;
    r->now.colours |= action == A_COLOURS;
    if (action == A_FIELD) {
        rtf_field_free(&r->field);
        r->now.field = &r->field;
    }
}

static void
table_word(struct rtf *r, enum action action, int n)
{
    struct flow *f = r->flow;

    switch (action) {
    case A_PARAGRAPH:
        f->within = false;
        r->now.ground = false;
        break;
    case A_WITHIN:
        f->within = true;
        f->behind = false;
        break;
    case A_CELL: cell_end(r); break;
    case A_ROW: row_end(r); break;
    case A_ROW_NEW:
        f->cells = 0;
        f->edges[0] = 0;
        f->next_down = f->next_ground = false;
        break;
    case A_ROW_LEFT: f->edges[0] = n; break;
    case A_MERGED: f->next_down = true; break;
    case A_PARAGRAPH_GROUND: r->now.ground = is_ground(r, n); break;
    case A_SHADED: r->now.ground |= n > 0; break;
    case A_CELL_GROUND: f->next_ground = is_ground(r, n); break;
    case A_CELL_AT:
        if (f->cells < CELLS_MOST) {
            f->grounds[f->cells] = f->next_ground;
            f->down[f->cells++] = f->next_down;
            f->edges[f->cells] = n;
        }
        f->next_down = f->next_ground = false;
        break;
    default: break;
    }
}

static void
act(struct rtf *r, enum action action, int n, bool given)
{
    bool on = !given || n != 0;

    switch (action) {
    case A_STRUCK: look(r, LOOK_STRUCK, on); break;
    case A_HIDDEN: look(r, LOOK_HIDDEN, on); break;
    case A_RAISED: shift(r, on ? RAISED_LEAST : 0); break;
    case A_LOWERED: shift(r, on ? -RAISED_LEAST : 0); break;
    case A_UP: shift(r, given ? n : SHIFT_NOT_GIVEN); break;
    case A_DOWN: shift(r, given ? -n : -SHIFT_NOT_GIVEN); break;
    case A_LEVEL: shift(r, 0); break;
    case A_COLOUR: look(r, LOOK_WHITE, rtf_white(r, n)); break;
    case A_COLOUR_PART:
        r->parts++;
        r->light += n == 255;
        break;
    case A_GROUND: look(r, LOOK_GROUND, is_ground(r, n)); break;
    case A_SIZE: look(r, LOOK_TINY, n < 2 * SIZE_LEAST); break;
    case A_PLAIN:
        r->now.look = 0;
        r->now.deleted = false;
        break;
    case A_FONT: r->now.font = n; break;
    case A_LINE: rtf_line(r); break;
    case A_TAB: rtf_put(r, "\t", 1); break;
    case A_DASH: rtf_put(r, "–", strlen("–")); break;
    case A_QUOTE: rtf_put(r, "'", 1); break;
    case A_UNICODE: rtf_unicode(r, n); break;
    case A_UNICODE_SKIP: r->now.unicode_skip = n >= 0 && n < 10 ? n : 1; break;
    case A_CODEPAGE: snprintf(r->charset, sizeof r->charset, "CP%d", n > 0 && n < 100000 ? n : 1252); break;
    case A_DELETED:
        r->now.deleted = on;
        /* fallthrough */
    case A_INSERTED:
        if (on)
            flag_add(&r->a->flags, FLAG_TRACKED_CHANGES);
        break;
    case A_OBJECT: flag_add(&r->a->flags, FLAG_EMBEDDED); break;
    case A_COMMENT:
        flag_add(&r->a->flags, FLAG_COMMENTS);
        purpose(r, A_SKIP);
        break;
    case A_PICTURE:
        doc_picture(&r->flow->doc);
        purpose(r, A_SKIP);
        break;
    case A_BOX: box_begin(r); break;
    case A_SHAPE: r->boxed = false; break;
    case A_AGAIN: r->now.again = r->boxed; break;
    case A_SKIP: case A_FONTS: case A_COLOURS: case A_FIELD: case A_MARGIN: purpose(r, action); break;
    default:
        if (r->now.margin && (action == A_CELL || action == A_ROW))
            doc_line(&r->margin);
        if (!r->now.skip)
            table_word(r, action, n);
    }
}

/* The number behind a control word; *given: there is one. A hyphen without digits is text. */
static long
control_number(struct rtf *r, bool *given)
{
    bool minus = r->end - r->at > 1 && *r->at == '-' && isdigit(r->at[1]);
    long value = 0;

    for (r->at += minus; r->at < r->end && isdigit(*r->at); *given = true) {
        value = 10 * value + (*r->at++ - '0');
        value = value < NUMBER_MOST ? value : NUMBER_MOST;
    }
    return minus ? -value : value;
}

/* "\word", "\word-12 ", then at the letter behind. */
static void
control_word(struct rtf *r, bool starred)
{
    char word[WORD_MOST + 1];
    size_t n = 0;
    long value;
    bool given = false, first = r->first_word;

    while (r->at < r->end && isalpha(*r->at) && n < WORD_MOST)
        word[n++] = (char)*r->at++;
    word[n] = '\0';
    value = control_number(r, &given);
    r->at += r->at < r->end && *r->at == ' ';
    r->first_word = false;
    if (strcmp(word, "bin") == 0) {
        r->at += value > 0 && value < r->end - r->at ? value : 0;
        return;
    }
    if (strcmp(word, "u") != 0)
        rtf_flush(r);
    if (r->now.fonts)
        font_word(r, word, (int)value);
    if (r->now.field != NULL && rtf_field_word(r->now.field, word, (int)value))
        return;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (strcmp(words[i].word, word) == 0 && (words[i].action < A_SKIP || first || starred)) {
            act(r, words[i].action, (int)value, given);
            return;
        }
    }
    r->now.margin &= !starred;
    r->now.skip |= starred;             /* a purpose nobody here knows */
}

/* Behind a backslash. */
static void
control(struct rtf *r)
{
    unsigned char c = r->at < r->end ? *r->at : '\0';
    bool starred = c == '*' && r->end - r->at > 2 && r->at[1] == '\\';

    if (starred)
        r->at += 2;
    if (starred || isalpha(c)) {
        control_word(r, starred);
        return;
    }
    r->at += r->at < r->end;
    if (c == '\'' && r->end - r->at >= 2) {
        rtf_letter(r, (char)(rtf_hex(r->at[0]) * 16 + rtf_hex(r->at[1])));
        r->at += 2;
    } else if (c == '\\' || c == '{' || c == '}') {
        rtf_letter(r, (char)c);
    } else if (c == '~') {
        rtf_letter(r, ' ');
    } else if (c == '_') {
        rtf_letter(r, '-');
    } else if (c == '\n' || c == '\r') {
        rtf_flush(r);
        rtf_line(r);
    }
}

/* ---- groups ---------------------------------------------------------------------------------- */

static void
group_begin(struct rtf *r)
{
    rtf_flush(r);
    if (r->nopen < LIMIT_XML_DEPTH)
        r->open[r->nopen++] = r->now;
    else
        r->too_deep++;
    r->first_word = true;
    r->to_skip = 0;
}

static void
group_end(struct rtf *r)
{
    const struct group *was = r->nopen > 0 ? &r->open[r->nopen - 1] : NULL;
    char *shown;

    rtf_flush(r);
    r->to_skip = 0;
    if (r->too_deep > 0) {
        r->too_deep--;
        return;
    }
    if (was == NULL)
        return;
    if (r->now.fonts && r->nfonts > 0)
        r->fonts[r->nfonts - 1].legacy = legacy_font(buf_text(&r->fonts[r->nfonts - 1].name));
    shown = r->now.field != NULL && was->field == NULL ? rtf_field_shown(&r->field) : NULL;
    if (was->field != NULL)
        rtf_field_entry_end(was->field);
    if (r->now.box && !was->box)
        box_end(r);
    r->now = *was;
    r->nopen--;
    if (shown != NULL) {
        r->now.skip = false;            /* it stands in the code of its field */
        rtf_put(r, shown, strlen(shown));
        r->now.skip = was->skip;
    }
    free(shown);
}

/* A line's end says nothing in RTF. Programs that write UTF-8 into it know no more of it, and let
 * the lines of a cell stand as they were: "Số cuộc", "Meetings". */
static bool
breaks_cell(const struct rtf *r)
{
    return r->utf8 && r->flow->within && r->at < r->end && strchr("\\{}\r\n", *r->at) == NULL;
}

void
rtf_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct attachment aside = {0}, boxes = {0};
    struct rtf r = { .a = a, .flow = &r.pages, .at = bytes, .end = bytes + n, .charset = "CP1252", .utf8 = rtf_holds_utf8(bytes, n), .now = { .unicode_skip = 1, .font = -1 } };

    (void)o;
    doc_begin(&r.pages.doc, a);
    doc_begin(&r.boxes.doc, &boxes);
    doc_begin(&r.margin, &aside);
    while (r.at < r.end) {
        unsigned char c = *r.at++;

        if (c == '{')
            group_begin(&r);
        else if (c == '}')
            group_end(&r);
        else if (c == '\\')
            control(&r);
        else if (c == '\n' && breaks_cell(&r))
            rtf_flush(&r), rtf_line(&r);
        else if (c != '\r' && c != '\n' && c != '\0')
            rtf_letter(&r, (char)c);
    }
    rtf_flush(&r);
    if (r.flow == &r.boxes)
        box_end(&r);
    flow_end(&r);
    a->status = ATTACHMENT_READ;
    if (r.nopen > 0)
        shorten(a, "its end is missing");
    doc_boxes_end(&r.boxes.doc, &r.pages.doc);
    doc_end(&r.pages.doc);
    doc_margin_end(&r.margin, a);
    for (size_t i = 0; i < r.nfonts; i++)
        buf_free(&r.fonts[i].name);
    free(r.fonts);
    buf_free(&r.raw);
    rtf_field_free(&r.field);
}
