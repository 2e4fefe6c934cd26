/* What of a mail can answer a report: one rule over its parts, by kind, size,
 * name and place in the tree. A document is a page or a table that somebody
 * sent: office files, PDF, scans, archives that hold one. What mail programs,
 * phones and servers add is context, whatever it is called: only what is known
 * to be a document is one. */
#ifndef DOCKETD_CORE_FORM_DOCUMENT_H
#define DOCKETD_CORE_FORM_DOCUMENT_H

#include "model/docket.h"
#include "model/message.h"

/* Sets `role` of every attachment; once, as soon as a message is read. */
void document_sort(struct message *);

/* Documents that were sent, of which an archive with all it holds is one. */
size_t document_count(const struct message *);
/* No document, but what a mail program sends when somebody presses a button: an
 * answer to an invitation, a reaction. */
bool document_gesture(const struct message *);
/* The document stands elsewhere: a page that leads to it, an external body, a
 * cloud named in the sender's words. */
bool document_link(const struct message *);
/* ... in such words: the address of a place for files, any that is said to lead to one, or what was shared. */
bool link_given(const char *text);
/* A12: the finding where the report needs a document and none came, or only a link to one. */
void document_wanting(const struct message *, const struct report *, struct findings *);

#endif
