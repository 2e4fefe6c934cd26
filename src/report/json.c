#include "report/json.h"

#include <jansson.h>

json_t *
json_instant(instant t)
{
    char text[21];

    if (t == INSTANT_NONE)
        return json_null();
    instant_write(t, text);
    return json_string(text);
}

json_t *
json_day(struct date d)
{
    char text[11];

    if (d.year == 0)
        return json_null();
    date_write(d, text);
    return json_string(text);
}

json_t *
json_texts(const struct strings *list)
{
    json_t *out = json_array();

    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_string(list->v[i]));
    return out;
}

json_t *
json_findings(const struct findings *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->n; i++)
        json_array_append_new(list, json_pack("{s:s s:s s:s? s:s}", "severity",
                                              f->v[i].severity == SEVERITY_ERROR ? "error" : "warning",
                                              "code", f->v[i].code, "place", f->v[i].place, "text",
                                              f->v[i].text));
    return list;
}
