/* Relationships between the parts of an OOXML package (ECMA-376-2, 6.5). */
#include "opc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "xml.h"
#include "zipbox.h"

static void
rel_start(void *arg, const char *name, const char **attributes)
{
    struct rels *rels = arg;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");

    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
        rels->n >= LIMIT_ENTRIES)
        return;
    type = strrchr(type, '/') != NULL ? strrchr(type, '/') + 1 : type;
    *ARRAY_MORE(rels->v, rels->n) = (struct rel){ xstrdup(id), xstrdup(type), xstrdup(target) };
    for (char *p = rels->v[rels->n - 1].target; (p = strchr(p, '\\')) != NULL; p++)
        *p = '/';
}

static void
nothing_end(void *arg, const char *name)
{
    (void)arg;
    (void)name;
}

void
rels_free(struct rels *rels)
{
    for (size_t i = 0; i < rels->n; i++) {
        free(rels->v[i].id);
        free(rels->v[i].type);
        free(rels->v[i].target);
    }
    free(rels->v);
}

/* The member a target names, seen from a part: "/xl/x.xml", "x.xml", "../x.xml". */
static char *
target_member(const char *part, const char *target)
{
    const char *slash = strrchr(part, '/');
    size_t base = slash != NULL ? (size_t)(slash - part) + 1 : 0;

    if (*target == '/')
        return xstrdup(target + 1);
    while (strncmp(target, "./", 2) == 0 || strncmp(target, "../", 3) == 0) {
        if (target[1] == '/') {
            target += 2;
            continue;
        }
        target += 3;
        if (base > 0)
            base--;                     /* the slash, then the folder before it */
        while (base > 0 && part[base - 1] != '/')
            base--;
    }
    return xasprintf("%.*s%s", (int)base, part, target);
}

/* "xl/workbook.xml" has its relationships in "xl/_rels/workbook.xml.rels". */
int
rels_read(struct zipbox *box, const char *part, struct rels *rels, char **why)
{
    static const struct xml how = { rel_start, nothing_end, NULL, NULL, NULL, NULL };
    const char *slash = strrchr(part, '/');
    int base = slash != NULL ? (int)(slash - part) + 1 : 0;
    char *name = xasprintf("%.*s_rels/%s.rels", base, part, part + base);
    long member = zipbox_find(box, name);

    free(name);
    return member == -1 ? 0 : xml_member(box, (size_t)member, &how, rels, why);
}

char *
rel_target(const struct rels *rels, const char *part, const char *id, const char *type)
{
    for (size_t i = 0; i < rels->n; i++) {
        if ((id == NULL || strcmp(rels->v[i].id, id) == 0) &&
            (type == NULL || strcmp(rels->v[i].type, type) == 0))
            return target_member(part, rels->v[i].target);
    }
    return NULL;
}

bool
flat_is_other_part(const char *name, const char **attributes)
{
    const char *part = strcmp(name, "part") == 0 ? xml_attribute(attributes, "name") : NULL;

    return part != NULL && strcasecmp(part, "/word/document.xml") != 0;
}

/* A document in one file says so at its head, or has them in a part of its own. */
bool
flat_has_macros(const char *name, const char **attributes)
{
    const char *key = strcmp(name, "part") == 0           ? "contentType"
                      : strcmp(name, "wordDocument") == 0 ? "macrosPresent" : NULL,
               *value = key != NULL ? xml_attribute(attributes, key) : NULL;

    return value != NULL && (strcmp(value, "yes") == 0 || strcasestr(value, "vbaProject") != NULL);
}
