/* HTML as Gumbo parses it, within a budget of memory: the library has no word
 * for "too much". Its time is the caller's to count (step.h). */
#ifndef READER_HTML_TREE_H
#define READER_HTML_TREE_H

#include <gumbo.h>
#include <stddef.h>

struct html_tree;

/* NULL: the page is too large or too deep. The text must outlive the tree. */
struct html_tree *html_tree_new(const char *utf8, size_t n);
GumboNode *html_tree_root(struct html_tree *);
void html_tree_free(struct html_tree *);

/* The node behind this one in the order of the page, NULL at the end of root.
 * down: into this one first. *up: how many elements ended on the way. */
GumboNode *html_next(const GumboNode *node, const GumboNode *root, bool down, int *up);

#endif
