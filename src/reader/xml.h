/* XML with limits: no DOCTYPE, so no entities; bounded depth. Names come
 * without their prefix. Of alternatives (ECMA-376-3, 7.6) one is seen: the
 * first that is in a language of Office's own, else the fallback. */
#ifndef READER_XML_H
#define READER_XML_H

#include <stdbool.h>
#include <stddef.h>

struct zipbox;

struct xml {
    void (*start)(void *arg, const char *name, const char **attributes);
    void (*end)(void *arg, const char *name);
    void (*text)(void *arg, const char *utf8, int n);       /* may be NULL */
    const char *const *stop_at; /* may be NULL: parsing stops at the first of these right below the root ... */
    const char *after;          /* ... once this element has ended */
    const char *still;          /* may be NULL: the last element of this name is told all the same */
};

/* Parses one member of a container, or bytes. -1 and *why. */
int xml_member(struct zipbox *box, size_t i, const struct xml *how, void *arg, char **why);
int xml_bytes(const void *bytes, size_t n, const struct xml *how, void *arg, char **why);

const char *xml_attribute(const char **attributes, const char *name);   /* by local name; NULL */
bool xml_among(const char *const *names, const char *name);             /* NULL ends the names */

#endif
