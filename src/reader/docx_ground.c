#include "docx_ground.h"

#include <string.h>

#include "xml.h"

static void
shade(const struct docx_ground *g, struct doc *d, struct props *paragraph, const char **attributes)
{
    static const enum doc_ground grounds[] = { [OF_TABLE] = GROUND_TABLE, [OF_CELL] = GROUND_CELL };

    if (!docx_shades(attributes))
        return;
    if (g->told == OF_PARAGRAPH)
        props_look(paragraph, LOOK_GROUND, true);
    else
        doc_ground(d, grounds[g->told]);
}

void
docx_ground_start(struct docx_ground *g, struct doc *d, const struct styles *styles,
                  struct props *paragraph, const char *name, const char **attributes)
{
    const char *page;

    if (strcmp(name, "p") == 0) {
        g->told = OF_PARAGRAPH;
    } else if (strcmp(name, "tbl") == 0) {
        g->told = OF_TABLE;
    } else if (strcmp(name, "tc") == 0) {
        g->told = OF_CELL;
    } else if (strcmp(name, "shd") == 0) {
        shade(g, d, paragraph, attributes);
    } else if (strcmp(name, "tblStyle") == 0) {
        if (style_props(styles, xml_attribute(attributes, "val")).look & LOOK_GROUND)
            doc_ground(d, GROUND_TABLE);
    } else if (strcmp(name, "background") == 0) {
        page = xml_attribute(attributes, "color");
        if (page == NULL || !look_white(page))
            doc_ground(d, GROUND_TABLE);
    } else if (strcmp(name, "txbxContent") == 0) {
        g->boxes++;
    }
}

void
docx_ground_end(struct docx_ground *g, const char *name)
{
    g->boxes -= strcmp(name, "txbxContent") == 0 && g->boxes > 0;
}
