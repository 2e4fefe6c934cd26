/* The values of a form as one JSON text: a list of [field, row, type, value,
 * place]. Written by hand because it stands on the way of every mail (a tenth
 * of the time that building and dumping jansson's tree takes). */
#include "values.h"

#include <jansson.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

static void
add_text(struct buf *b, const char *text)
{
    if (text != NULL)
        text_json(text, b);
    else
        buf_adds(b, "null");
}

#define AROUND 32               /* bytes: brackets, quotation marks, commas and a row's number */

static char *
put(char *to, const char *bytes, size_t n)
{
    memcpy(to, bytes, n);
    return to + n;
}

/* ["field",row,"type", of names in which nothing is escaped: room is made once. */
static void
add_front(const struct value *v, struct buf *out)
{
    const char *type = field_type_names[v->type];
    size_t field_size = strlen(v->field), type_size = strlen(type);
    char *to;

    buf_room(out, field_size + type_size + AROUND);
    to = put(out->data + out->len, "[\"", 2);
    to = put(put(to, v->field, field_size), "\",", 2);
    out->len = (size_t)(to - out->data);
    buf_addi(out, v->row);
    to = put(out->data + out->len, ",\"", 2);
    to = put(put(to, type, type_size), "\",", 2);
    out->len = (size_t)(to - out->data);
}

void
values_write(const struct values *values, struct buf *out)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < values->n; i++) {
        if (i > 0)
            buf_addc(out, ',');
        add_front(&values->v[i], out);
        add_text(out, values->v[i].value);
        buf_addc(out, ',');
        add_text(out, values->v[i].place);
        buf_addc(out, ']');
    }
    buf_addc(out, ']');
}

static int
read_one(const json_t *item, struct values *out)
{
    const char *field = json_string_value(json_array_get(item, 0));
    const json_t *row = json_array_get(item, 1);
    const char *word = json_string_value(json_array_get(item, 2));
    int type = word == NULL ? -1 : name_index(field_type_names, FIELD_TYPES, word);

    if (field == NULL || !json_is_integer(row) || type < 0)
        return -1;
    values_add(out, field, (int)json_integer_value(row), (enum field_type)type,
               json_string_value(json_array_get(item, 3)),
               json_string_value(json_array_get(item, 4)));
    return 0;
}

int
values_read(const char *json, struct values *out, char **cause)
{
    json_error_t error = {0};
    json_t *list = json_loads(json, JSON_REJECT_DUPLICATES, &error);
    int rc = json_is_array(list) ? 0 : -1;

    for (size_t i = 0; rc == 0 && i < json_array_size(list); i++)
        rc = read_one(json_array_get(list, i), out);
    json_decref(list);
    if (rc == 0)
        return 0;
    values_free(out);
    return cause_set(cause, "the values of a submission cannot be read: %s",
                     error.text[0] != '\0' ? error.text
                                           : "not a list of [field, row, type, value, place]");
}
