/* Values into the context of a letter. */
#include "put.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/letter/letter.h"

#define LISTED_MOST 40                  /* findings, files: a hostile workbook has thousands */

bool
english(const struct letter_facts *f)
{
    return strcmp(f->language, "en") == 0;
}

const char *
say(const struct letter_facts *f, const char *vi, const char *en)
{
    return english(f) && en != NULL ? en : vi;
}

bool
is_set(instant t)
{
    return t != 0 && t != INSTANT_NONE;
}

bool
wants(const struct letter_facts *f, const char *key)
{
    return f->template == NULL || letter_template_uses(f->template, key);
}

/* May the words of the mail be repeated? To a sender we know, and to officers;
 * never those of a mail that bears marks of a secret (A26). */
bool
may_repeat(const struct letter_facts *f)
{
    if (f->notice != NULL)
        return strcmp(f->notice, "quarantine") != 0;
    return f->known_sender;
}

/* In a row of a list what is not known is null, not missing: the template would
 * else find the letter's own value of that name. In the letter itself it is
 * simply not there. */
void
letter_put_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new_nocheck(object, key, text == NULL ? json_null() : json_string(text));
}

void
put_known(json_t *c, const char *key, const char *text)
{
    if (text != NULL)
        letter_put_text(c, key, text);
}

void
put_found(json_t *c, const char *key, char *text)
{
    put_known(c, key, text);
    free(text);
}

void
put_taken(json_t *object, const char *key, char *text)
{
    letter_put_text(object, key, text);
    free(text);
}

void
put_cut(json_t *object, const char *key, const char *text)
{
    put_taken(object, key, text == NULL ? NULL : text_cut(text, ECHO_MOST));
}

void
put_number(json_t *object, const char *key, int64_t n)
{
    json_object_set_new_nocheck(object, key, json_integer(n));
}

void
put_either(json_t *object, const char *key, bool flag)
{
    json_object_set_new_nocheck(object, key, json_boolean(flag));
}

void
put_flag(json_t *object, const char *key, bool flag)
{
    if (flag)
        put_either(object, key, true);
}

void
put_most(json_t *object, const char *key, json_t *list, size_t most)
{
    size_t n = json_array_size(list);

    if (n > most) {
        char *more = xasprintf("more_%s", key);

        put_number(object, more, (int64_t)(n - most));
        free(more);
    }
    while (n > most)
        json_array_remove(list, --n);
    put_list(object, key, list);
}

void
put_some(json_t *object, const char *key, json_t *list)
{
    put_most(object, key, list, LISTED_MOST);
}

void
put_list(json_t *object, const char *key, json_t *list)
{
    if (json_array_size(list) > 0)
        json_object_set(object, key, list);
    json_decref(list);
}

/* "Báo cáo năm" within a sentence: "báo cáo năm". */
char *
inline_name(const char *name)
{
    size_t first = 1;
    char *head, *lower, *text;

    while (((unsigned char)name[first] & 0xc0) == 0x80)
        first++;
    if (name[0] == '\0' || (name[first] >= 'A' && name[first] <= 'Z'))
        return xstrdup(name);
    head = xstrndup(name, first);
    lower = text_lower(head);
    text = xasprintf("%s%s", lower, name + first);
    free(head);
    free(lower);
    return text;
}
