/* What every reader of XML refuses: nesting without end is its own to count, a DOCTYPE,
 * and with it entities, is refused here. */
#ifndef READER_XML_GUARD_H
#define READER_XML_GUARD_H

#include <expat.h>
#include <stdbool.h>

struct xml_guard {              /* the first member of what the parser's handlers are given */
    XML_Parser parser;          /* NULL: it is read as plain XML */
    const char *refused;        /* the rule that was broken */
    bool stopped;               /* refused, or enough was read */
};

/* A parser without handlers but the guard's; -1 and *why. xml_guard_close frees it, if there is one. */
int xml_guard_open(struct xml_guard *, char **why);
void xml_guard_close(struct xml_guard *);
void xml_guard_stop(struct xml_guard *);
void xml_guard_refuse(struct xml_guard *, const char *rule);

#endif
