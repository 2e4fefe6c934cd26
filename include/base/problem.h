/* What is wrong, for a person: where, what, and what to do, in one sentence.
 * Configuration readers collect all problems before refusing; other functions
 * hand one up as `char **cause` (owned by the caller, untouched on success). */
#ifndef DOCKETD_BASE_PROBLEM_H
#define DOCKETD_BASE_PROBLEM_H

#include <stddef.h>
#include <stdio.h>

struct problem {
    char *file;             /* NULL: no file */
    int line;               /* 0: no line */
    char *key;              /* NULL: no key */
    char *text;
};

struct problems {
    struct problem *v;
    size_t n;
};

void problem_add(struct problems *list, const char *file, int line, const char *key,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
char *problem_line(const struct problem *p);                /* "file:line: key: text" */
void problems_print(const struct problems *list, FILE *out);
void problems_free(struct problems *list);

/* Sets *cause (if cause is not NULL) to the formatted sentence; returns -1. */
int cause_set(char **cause, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
