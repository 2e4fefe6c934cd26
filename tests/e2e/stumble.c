/* A docket-reader that fails when a mail asks for it, for the stories about
 * that: with the field "X-Stumble: mail" it ends at once, with "X-Stumble:
 * form" at the form fields of the mail's first file. The Makefile puts these
 * in front of the reader's own functions (ld's --wrap). */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/reader/process/step.h"
#include "reader/reader.h"

struct message *__real_reader_message(const void *bytes, size_t n);
struct message *__wrap_reader_message(const void *bytes, size_t n);
bool __real_step_begin(int file, enum step_part part, struct step *outer);
bool __wrap_step_begin(int file, enum step_part part, struct step *outer);

static bool at_form;

static bool
asked(const void *bytes, size_t n, const char *field)
{
    return memmem(bytes, n, field, strlen(field)) != NULL;
}

struct message *
__wrap_reader_message(const void *bytes, size_t n)
{
    if (asked(bytes, n, "X-Stumble: mail"))
        abort();
    at_form = asked(bytes, n, "X-Stumble: form");
    return __real_reader_message(bytes, n);
}

bool
__wrap_step_begin(int file, enum step_part part, struct step *outer)
{
    bool begun = __real_step_begin(file, part, outer);

    if (begun && at_form && file == 0 && part == STEP_FIELDS)
        abort();
    return begun;
}
