/* Parts of a unit that report in one file: communes, hamlets, quarters, each in a sheet, a block or a
 * row of its own. What one of them reports is no second reading of what another does. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define NAME_MOST 80            /* bytes: a longer title is a sentence */

static const struct { const char *folded, *accented; int rank; bool number; } levels[] = {
    { "xa", "xã", 1, false }, { "phuong", "phường", 1, false }, { "thi tran", "thị trấn", 1, false },
    { "ap", "ấp", 2, false }, { "khom", "khóm", 2, false }, { "thon", "thôn", 2, false },
    { "khu pho", "khu phố", 2, false }, { "to dan pho", "tổ dân phố", 2, false },
    { "quy", "quý", 3, true }, { "thang", "tháng", 4, true },
};

struct unit_part { int rank; char *name; };

/* "UBND xã", "1. Đơn vị: Công an xã". */
static const char *
past_office(const char *folded)
{
    static const char *const leads[] = { "ubnd", "uy ban nhan dan", "cong an", "don vi", "ten don vi",
                                         "dia ban", "ban chi dao", "bcd", "138", "so lieu", "bao cao",
                                         "cua", "bieu", "trang" };

    for (size_t i = 0; i < ARRAY_LEN(leads); i++)
        if (text_begins(folded, leads[i])) {
            folded += strlen(leads[i]) + (folded[strlen(leads[i])] == ' ');
            i = (size_t)-1;
        }
    return folded;
}

static size_t
level_of(const char *said)
{
    size_t i = 0;

    while (i < ARRAY_LEN(levels) &&
           !(text_begins(said, levels[i].folded) && said[strlen(levels[i].folded)] == ' '))
        i++;
    return i;
}

/* Where accents are left out: "Don vi: xa Dinh Yen". NULL: it stands nowhere as a word. */
static const char *
plain_level(const char *lower, const char *level)
{
    size_t n = strlen(level);
    const char *at = lower;

    while ((at = strstr(at, level)) != NULL &&
           ((at > lower && isalpha((unsigned char)at[-1])) || at[n] != ' '))
        at += n;
    return at;
}

/* Behind the level a name stands, or a number: "xã điển hình" names none. */
static bool
names_one(const char *text, const char *rest, size_t level)
{
    char *lower = text_lower(text);
    const char *word = levels[level].accented, *at = strstr(lower, word), *name;
    bool low = at == NULL && strcmp(lower, text) == 0, number = isdigit((unsigned char)*rest) != 0;

    if (at == NULL)
        at = plain_level(lower, word = levels[level].folded);
    name = at;
    if (at != NULL) {
        name = text + (at - lower) + strlen(word);
        name += strspn(name, " \t");
    }
    if (levels[level].number)
        number = number || strchr("ivx", *rest) != NULL;
    else
        number = number || low ||
                 (at != NULL && strncmp(name, lower + (name - text), 4) != 0);
    free(lower);
    return number;
}

/* Behind the name: "năm 2023", "huyện Tháp Mười". */
static bool
no_name(const char *rest)
{
    static const char *const words[] = { "nam", "ky", "ngay", "trong", "den", "bao", "huyen", "tinh",
                                         "thanh", "thi", "tp", "quy", "thang" };

    return *rest == '\0' || isdigit((unsigned char)*rest) || grid_begins(rest, words, ARRAY_LEN(words));
}

/* name NULL: it is none. */
static struct unit_part
part_of(const char *text)
{
    size_t cut = text != NULL ? strcspn(text, ",;(") : 0, level;
    char *copy = text != NULL && strlen(text) <= NAME_MOST ? xstrndup(text, cut) : NULL;
    char *folded = copy != NULL ? label_fold(copy) : NULL;
    const char *said = folded != NULL ? past_office(folded) : "";
    struct unit_part part = {0};

    level = level_of(said);
    if (copy != NULL && level < ARRAY_LEN(levels)) {
        const char *rest = said + strlen(levels[level].folded) + 1;
        size_t first = strcspn(rest, " ");

        part.rank = levels[level].rank;
        if (names_one(copy, rest, level))
            part.name = levels[level].number || isdigit((unsigned char)*rest)
                            ? xstrndup(said, (size_t)(rest - said) + first)
                            : xstrdup(said);
    }
    free(folded);
    free(copy);
    return part;
}

bool
part_named(const struct spot *title)
{
    struct unit_part part;

    if (level_of(past_office(title->folded)) == ARRAY_LEN(levels))
        return false;
    part = part_of(title->value);
    free(part.name);
    return part.name != NULL;
}

/* "xã Tân Phú", "xã Tân Phú năm 2023" are one, "xã Tân Phú Trung" is another. */
static bool
same_name(const char *a, const char *b)
{
    const char *longer = strlen(a) > strlen(b) ? a : b, *shorter = longer == a ? b : a;
    size_t n = strlen(shorter);

    return text_begins(longer, shorter) && no_name(longer + n + (longer[n] == ' '));
}

bool
parts_differ(const char *one, const char *other)
{
    struct unit_part a = part_of(one), b = a.name != NULL ? part_of(other) : (struct unit_part){0};
    bool differ = b.name != NULL && a.rank == b.rank && !same_name(a.name, b.name);

    free(a.name);
    free(b.name);
    return differ;
}
