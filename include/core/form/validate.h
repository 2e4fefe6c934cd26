/* The form of a report against its field rules (plan data; domain: forms). */
#ifndef DOCKETD_CORE_FORM_VALIDATE_H
#define DOCKETD_CORE_FORM_VALIDATE_H

#include "model/docket.h"
#include "model/message.h"

/* Reads the values of `form` out of one attachment: by our defined names
 * d_FIELD and t_TABLE, each in its own sheet, else by labels. Every value keeps
 * its place. Findings: what cannot be read as its type, required fields left
 * empty, too few rows, two readings that disagree (neither is taken). A file
 * that shows nothing of the form gives nothing. period: the report's,
 * whose column is read where several are told apart by their headings; NULL: not known. */
void validate_extract(const struct form *, const char *period, const struct attachment *, struct values *,
                      struct findings *);
/* How many fields of the form the attachment gives: scalar ones, and columns of its tables; of a form
 * that was not filled in, how many it names. */
size_t validate_found(const struct form *, const struct attachment *);
/* Two files that give no scalar field twice: parts of one form, of which each fills in its own. */
bool validate_parts(const struct form *, const struct attachment *, const struct attachment *);
/* The same out of several attachments of a mail, by index, likeliest first: a
 * form may be spread over them. The PDF of a file that was read is left out.
 * True if some hold anything of the form: then `files` are those alone. */
bool validate_files(const struct form *, const char *period, const struct message *, int *files, size_t *n,
                    struct values *, struct findings *);

/* range, length, sum, at_most, rows of what was read. A rule is not judged
 * while one of its terms is unreadable. previous: accepted values of the
 * unit's period before ("prev." terms); NULL: those rules are skipped. */
void validate_rules(const struct form *, const struct values *, const struct values *previous,
                    struct findings *);
/* A figure of the files that the sender's own words correct: told, and the file's stays. */
void validate_words(const struct form *, const struct values *, const char *text, struct findings *);
bool validate_corrected(const struct message *);        /* subject or letter says that something was corrected */
/* Which of its renditions a report lacks; have: bits of model/rendition.h that came. */
void validate_renditions(const struct report *, int have, struct findings *);

/* The candidates a list names, held against the unit: kinds it cannot have
 * (A16: code "candidate-kind"; an officer looks before it is filed), and its
 * quota of the period (A17). Warnings. *nil: the list says that no unit is
 * eligible (A18), or the mail said so before and the list has no rows. */
void validate_candidates(const struct form *, const struct values *, const struct unit *,
                         const char *period, struct findings *, bool *nil);

#endif
