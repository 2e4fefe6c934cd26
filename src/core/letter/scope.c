#include "scope.h"

#include <string.h>

/* "a.b": a in the innermost scope that has it, then b in it. */
const json_t *
scope_value(const struct scopes *scopes, const char *key)
{
    size_t n = strcspn(key, ".");
    const json_t *value = NULL;

    if (strcmp(key, ".") == 0)
        return scopes->v[scopes->n - 1];
    for (size_t i = scopes->n; i-- > 0 && value == NULL;)
        value = json_object_getn(scopes->v[i], key, n);
    while (value != NULL && key[n] == '.') {
        key += n + 1;
        n = strcspn(key, ".");
        value = json_object_getn(value, key, n);
    }
    return value;
}

bool
scope_stands(const json_t *value)
{
    switch (value == NULL ? JSON_NULL : json_typeof(value)) {
    case JSON_OBJECT:   return json_object_size(value) > 0;
    case JSON_ARRAY:    return json_array_size(value) > 0;
    case JSON_STRING:   return json_string_length(value) > 0;
    case JSON_INTEGER:  return json_integer_value(value) != 0;
    case JSON_REAL:
    case JSON_TRUE:     return true;
    default:            return false;
    }
}
