#include "model/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/problem.h"
#include "record.h"

#define NAME_MOST (4 * LIMIT_ENTRY_NAME)
#define CODE_MOST 200
#define PACKAGES_MOST 1000000           /* of one report and period */

static const char *const package_is_names[PACKAGE_IS] = { "value", "zero", "blank", "missing", "waived" };

static const struct member value_members[] = {
    NEEDED(package_value, "field", field, CODE_MOST),
    INT(package_value, "row", row, 0),
    NAME(package_value, "type", type, field_type_names, FIELD_TYPES),
    NAME(package_value, "is", is, package_is_names, PACKAGE_IS),
    { KEY("value"), MEMBER_SCALAR, offsetof(struct package_value, value), offsetof(struct package_value, type), LIMIT_CELL_TEXT,
      1 << FIELD_INTEGER | 1 << FIELD_DECIMAL, 0, false, NULL, NULL },
    TEXT(package_value, "place", place, NAME_MOST),
};
static const struct record value_record = RECORD(package_value, value_members);

static const struct member unit_members[] = {
    NEEDED(package_unit, "unit", unit, CODE_MOST),
    TEXT(package_unit, "name", name, NAME_MOST),
    NAME(package_unit, "state", state, state_names, STATES),
    NAME(package_unit, "is", is, package_is_names, PACKAGE_IS),
    TEXT(package_unit, "source", source, CODE_MOST),
    INT(package_unit, "version", version, 0),
    TEXT(package_unit, "file", file, NAME_MOST),
    TEXTS(package_unit, "findings", findings, NAME_MOST, LIMIT_REMARKS),
    LIST(package_unit, "values", values, nvalues, value_record, LIMIT_CELLS),
};
static const struct record unit_record = RECORD(package_unit, unit_members);

static const struct member package_members[] = {
    NEEDED(package, "format", format, CODE_MOST),
    INT(package, "version", version, 0),
    TEXT(package, "plan", plan, CODE_MOST),
    NEEDED(package, "unit", unit, CODE_MOST),
    TEXT(package, "office", office, NAME_MOST),
    NEEDED(package, "report", report, CODE_MOST),
    NEEDED(package, "period", period, 23),
    INT(package, "sequence", sequence, 0),
    TEXT(package, "before", before, HASH_HEX - 1),
    TEXT(package, "made", made, CODE_MOST),
    LIST(package, "units", units, nunits, unit_record, LIMIT_ROWS),
    TEXT(package, "hash", hash, HASH_HEX - 1),
    TEXT(package, "mac", mac, HASH_HEX - 1),
};
const struct record package_record = RECORD(package, package_members);

/* Of all members but hash and mac. */
static void
hash_content(const struct package *p, char hash[static HASH_HEX])
{
    struct package bare = *p;
    struct buf text = {0};

    bare.hash = bare.mac = NULL;
    record_write(&text, &package_record, &bare);
    hash_of(buf_text(&text), text.len, hash);
    buf_free(&text);
}

static char *
mac_of(const struct package *p, const char *key)
{
    char *text = xasprintf(PACKAGE_FORMAT "\n%s", p->hash), mac[HASH_HEX];

    hash_keyed(key, strlen(key), text, mac);
    free(text);
    return xstrdup(mac);
}

void
package_seal(struct package *p, const char *key)
{
    char hash[HASH_HEX];

    hash_content(p, hash);
    free(p->hash);
    free(p->mac);
    p->hash = xstrdup(hash);
    p->mac = key == NULL ? NULL : mac_of(p, key);
}

char *
package_write(const struct package *p)
{
    struct buf text = {0};

    record_write(&text, &package_record, p);
    return buf_take(&text);
}

static bool
is_hash(const char *text)
{
    return text != NULL && strlen(text) == HASH_HEX - 1 && strspn(text, "0123456789abcdef") == HASH_HEX - 1;
}

int
package_check(const struct package *p, char **cause)
{
    char hash[HASH_HEX];

    if (strcmp(p->format, PACKAGE_FORMAT) != 0 || p->version != PACKAGE_VERSION)
        return cause_set(cause, "it is a package of version %d, this program knows %d", p->version, PACKAGE_VERSION);
    if (p->sequence < 1 || p->sequence > PACKAGES_MOST)
        return cause_set(cause, "its sequence is no number from 1 on");
    if (p->before != NULL && !is_hash(p->before))
        return cause_set(cause, "what it says of the package before is no hash");
    hash_content(p, hash);
    return p->hash != NULL && strcmp(hash, p->hash) == 0
               ? 0
               : cause_set(cause, "its content is not what its hash says: it was changed, or not written by docketd");
}

struct package *
package_parse(const char *json, size_t n, char **cause)
{
    struct package *p = xcalloc(1, sizeof *p);

    if (record_read(&package_record, json, n, p, cause) != 0 || package_check(p, cause) != 0) {
        package_free(p);
        return NULL;
    }
    return p;
}

void
package_free(struct package *p)
{
    if (p == NULL)
        return;
    record_clear(&package_record, p);
    free(p);
}

bool
package_signed(const struct package *p, const char *key)
{
    char *wanted = key == NULL || p->mac == NULL || p->hash == NULL ? NULL : mac_of(p, key);
    bool same = wanted != NULL && hash_same(p->mac, wanted);

    free(wanted);
    return same;
}

int
package_cover(const struct package *p, int *expected)
{
    int known = 0;

    *expected = 0;
    for (size_t i = 0; i < p->nunits; i++) {
        *expected += p->units[i].is != PACKAGE_WAIVED;
        known += p->units[i].is == PACKAGE_VALUE;
    }
    return known;
}
