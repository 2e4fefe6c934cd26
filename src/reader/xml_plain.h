/* The plain XML that office programs write, read in place. expat is the judge
 * of everything else: it is slow (85 instructions a byte, for its tables of
 * names and its copies) but right, and sees what this declines. */
#ifndef READER_XML_PLAIN_H
#define READER_XML_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* As expat's handlers, and told in its order; but text comes in one run. */
struct xml_events {
    void (*start)(void *arg, const char *name, const char **attributes);
    void (*end)(void *arg, const char *name);
    void (*text)(void *arg, const char *utf8, int n);       /* may be NULL */
};

/* bytes[n] is NUL; they are written over. False: not plain, or not well-formed;
 * the first *told starts and ends and the text before them are told, and nothing
 * after. True: all is told, or *stop was set by a handler. */
bool xml_plain(char *bytes, size_t n, const struct xml_events *to, void *arg, const bool *stop, size_t *told);

#endif
