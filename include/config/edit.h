/* docketd.conf changed as a person would change it: the value alone, and every
 * comment, blank and line around it stays. Plain text to plain text; what the
 * options mean is settings_read's matter. */
#ifndef DOCKETD_CONFIG_EDIT_H
#define DOCKETD_CONFIG_EDIT_H

#include <stddef.h>

extern const char settings_sample[];    /* etc/docketd.conf as it was built in */

struct setting_edit {
    const char *path;                   /* "mailbox.server.host" */
    const char *value;                  /* as the file writes it; NULL: the option is taken out */
};

/* The changed text, owned by the caller; NULL and *cause if a group of a path
 * is not there. An option that is not there takes the place of its own line
 * in a comment ("# go_live = ..."), else the last of its group. */
char *settings_edit(const char *text, const struct setting_edit *edits, size_t n, char **cause);
/* A text as the file writes it: "..." with its quotes and backslashes kept apart. */
char *settings_quoted(const char *text);

#endif
