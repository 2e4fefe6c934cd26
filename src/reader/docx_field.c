#include "docx_field.h"

#include <stdlib.h>
#include <string.h>

#include "docx_style.h"

#define CHOICES_MOST  100

void
docx_field_clear(struct old_field *f)
{
    free(f->name);
    strings_free(&f->entries);
    *f = (struct old_field){0};
}

void
docx_field_property(struct old_field *f, const char *name, const char *value)
{
    if (strcmp(name, "ffData") == 0)
        docx_field_clear(f);
    else if (strcmp(name, "name") == 0 && value != NULL && f->name == NULL)
        f->name = xstrdup(value);
    else if (strcmp(name, "textInput") == 0)
        f->kind = OLD_TEXT;
    else if (strcmp(name, "checkBox") == 0)
        f->kind = OLD_CHECKBOX;
    else if (strcmp(name, "ddList") == 0)
        f->kind = OLD_CHOICE;
    else if (f->kind == OLD_CHECKBOX &&
             (strcmp(name, "default") == 0 || strcmp(name, "checked") == 0))
        f->chosen = docx_is_on(value);
    else if (f->kind == OLD_CHOICE && value != NULL &&
             (strcmp(name, "default") == 0 || strcmp(name, "result") == 0))
        f->chosen = atoi(value);
    else if (f->kind == OLD_CHOICE && value != NULL && strcmp(name, "listEntry") == 0 &&
             f->entries.n < CHOICES_MOST)
        strings_add(&f->entries, value);
}
