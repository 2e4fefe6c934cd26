/* The template texts of a folder, by name. */
#ifndef DOCKETD_OFFICE_DESK_SOURCES_H
#define DOCKETD_OFFICE_DESK_SOURCES_H

#include <stddef.h>

struct source_text { char *name, *text; };      /* name without the ending */
struct sources { struct source_text *v; size_t n; };

/* Adds every file of the folder with this ending (".txt"), by name. 0, or -1 and *cause. */
int sources_read(struct sources *, const char *folder, const char *ending, char **cause);
/* A letter_partial: the text by its name; NULL if there is none. */
const char *sources_find(const char *name, void *sources);
void sources_free(struct sources *);

#endif
