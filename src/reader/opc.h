/* Relationships between the parts of an OOXML package. */
#ifndef READER_OPC_H
#define READER_OPC_H

#include <stdbool.h>
#include <stddef.h>

struct zipbox;

struct rel { char *id, *type, *target; };       /* type: its last word, "worksheet" */

struct rels {
    struct rel *v;
    size_t n;
};

/* Those of one part; "" is the package. No relationships at all are fine. */
int rels_read(struct zipbox *box, const char *part, struct rels *rels, char **why);
/* The member that a relationship of that id or type (NULL: any) names; owned. */
char *rel_target(const struct rels *rels, const char *part, const char *id, const char *type);
void rels_free(struct rels *rels);

/* Of a package in one file of XML: */
bool flat_is_other_part(const char *name, const char **attributes);    /* only the document is text */
bool flat_has_macros(const char *name, const char **attributes);

#endif
