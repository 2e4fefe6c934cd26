/* Values: from what the file says to what the struct holds. One row a type:
 * how it is read, how it is kept. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "values.h"

struct value {
    char *text;                     /* owned until kept */
    long long number;
    double real;
    struct date date, last;         /* last: of a span, else equal to date */
};

#define AT(type, object, offset) ((type *)(void *)((char *)(object) + (offset)))

/* ---- reading ------------------------------------------------------------- */

/* "" says that there is none, where there may be none. */
static bool needs_text(const struct option *o)
{
    return o->required || o->many;
}

static bool
read_text(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    long long most = o->most ? o->most : TEXT_MOST;

    (void)run;
    if (g->as != GIVEN_TEXT || !text_is_utf8(g->text, strlen(g->text)))
        return false;
    v->text = text_clean_line(g->text, strlen(g->text));
    return (long long)text_length(v->text) <= most && (!needs_text(o) || v->text[0] != '\0');
}

static bool only(const char *text, const char *first, const char *rest)
{
    return text[0] != '\0' && strchr(first, text[0]) && strspn(text, rest) == strlen(text) &&
           strlen(text) <= 64;
}

#define SMALL   "abcdefghijklmnopqrstuvwxyz"
#define CAPITAL "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"

static bool
read_code(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o, (void)run;
    if (g->as != GIVEN_TEXT || !only(g->text, SMALL CAPITAL, SMALL CAPITAL DIGITS "-_"))
        return false;
    v->text = xstrdup(g->text);
    return true;
}

static bool
read_name(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o, (void)run;
    if (g->as != GIVEN_TEXT || !only(g->text, SMALL, SMALL DIGITS "_"))
        return false;
    v->text = xstrdup(g->text);
    return true;
}

static bool
read_address(const struct option *o, struct options_run *run, const struct given *g,
             struct value *v)
{
    (void)o, (void)run;
    if (g->as != GIVEN_TEXT || !address_is(g->text))
        return false;
    v->text = address_fold(g->text);
    return true;
}

static bool
read_host(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    struct in6_addr address;

    (void)o, (void)run;
    if (g->as != GIVEN_TEXT || strlen(g->text) > 253 ||
        (!only(g->text, SMALL CAPITAL DIGITS, SMALL CAPITAL DIGITS ".-") &&
         inet_pton(AF_INET6, g->text, &address) != 1))
        return false;
    v->text = xstrdup(g->text);
    return true;
}

static char *under(const char *folder, const char *path)
{
    return path[0] == '/' ? xstrdup(path) : xasprintf("%s/%s", folder, path);
}

static bool
read_path(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o;
    if (g->as != GIVEN_TEXT || g->text[0] == '\0' || strlen(g->text) >= PATH_MAX ||
        !text_is_utf8(g->text, strlen(g->text)))
        return false;
    for (const char *c = g->text; *c; c++)
        if (iscntrl((unsigned char)*c))
            return false;
    v->text = under(run->folder, g->text);
    return true;
}

/* systemd hands credentials over in a folder it names in the environment; a
 * run by hand has none, and then the file is looked for where a unit's would be. */
static bool
read_secret(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    static const char scheme[] = "credential:";
    const char *folder = getenv("CREDENTIALS_DIRECTORY");

    if (g->as != GIVEN_TEXT || strncmp(g->text, scheme, strlen(scheme)) != 0)
        return read_path(o, run, g, v);
    if (!only(g->text + strlen(scheme), SMALL CAPITAL DIGITS "_", SMALL CAPITAL DIGITS "._-"))
        return false;
    v->text = under(folder ? folder : "/run/credentials/docketd.service", g->text + strlen(scheme));
    return true;
}

static bool
read_word(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)run;
    if (g->as != GIVEN_TEXT)
        return false;
    for (size_t i = 0; i < o->nnames; i++) {
        if (strcmp(g->text, o->names[i]) == 0) {
            v->number = (long long)i;
            v->text = xstrdup(g->text);
            return true;
        }
    }
    return false;
}

static bool in_range(const struct option *o, long long number)
{
    return number >= o->least && number <= o->most;
}

static bool whole(const char *text, long long *number, const char **end)
{
    char *stop = NULL;

    errno = 0;
    *number = strtoll(text, &stop, 10);
    *end = stop;
    return stop != text && errno == 0;
}

static bool
read_int(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    const char *end = "";

    (void)run;
    v->number = g->number;
    if (g->as == GIVEN_TEXT && (!g->fallback || !whole(g->text, &v->number, &end)))
        return false;
    v->text = xasprintf("%lld", v->number);
    return (g->as == GIVEN_NUMBER || g->as == GIVEN_TEXT) && *end == '\0' && in_range(o, v->number);
}

static bool
read_number(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o, (void)run;
    v->real = g->as == GIVEN_NUMBER ? (double)g->number : g->real;
    return g->as == GIVEN_NUMBER || g->as == GIVEN_REAL;
}

static bool
read_bool(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o, (void)run;
    v->number = g->as == GIVEN_BOOL ? g->number : strcmp(g->text ? g->text : "", "true") == 0;
    return g->as == GIVEN_BOOL || g->fallback;
}

/* A whole number with one of these letters behind it, or none. */
static bool
scaled(const struct given *g, const char *letters, const long long *scales, long long *number)
{
    const char *end = "", *letter;

    *number = g->number;
    if (g->as == GIVEN_NUMBER)
        return true;
    if (g->as != GIVEN_TEXT || !whole(g->text, number, &end) || *number < 0)
        return false;
    if (*end == '\0')
        return true;
    letter = strchr(letters, *end);
    return letter && end[1] == '\0' &&
           !__builtin_mul_overflow(*number, scales[letter - letters], number);
}

static bool
read_duration(const struct option *o, struct options_run *run, const struct given *g,
              struct value *v)
{
    static const long long scales[] = { 1, 60, 3600, 86400 };

    (void)run;
    return scaled(g, "smhd", scales, &v->number) && in_range(o, v->number);
}

static bool
read_size(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    static const long long scales[] = { 1024, 1024 * 1024, 1024 * 1024 * 1024 };

    (void)run;
    return scaled(g, "KMG", scales, &v->number) && in_range(o, v->number);
}

static bool
read_date(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    const char *dots = g->as == GIVEN_TEXT ? strstr(g->text, "..") : NULL;
    char *first = NULL;
    bool fine;

    (void)run;
    if (g->as != GIVEN_TEXT)
        return false;
    if (!o->many || dots == NULL) {
        fine = date_parse(g->text, &v->date);
        v->last = v->date;
        return fine;
    }
    first = xstrndup(g->text, (size_t)(dots - g->text));
    fine = date_parse(first, &v->date) && date_parse(dots + 2, &v->last) &&
           date_compare(v->date, v->last) <= 0 && date_day(v->last) - date_day(v->date) < 366;
    free(first);
    return fine;
}

/* "HH:MM" exactly. */
static bool clock_parse(const char *text, long long *minutes)
{
    if (strlen(text) != 5 || strspn(text, DIGITS) != 2 || text[2] != ':' ||
        strspn(text + 3, DIGITS) != 2)
        return false;
    *minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
    return text[3] < '6' && *minutes < 24 * 60;
}

static bool
read_clock(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    (void)o, (void)run;
    return g->as == GIVEN_TEXT && clock_parse(g->text, &v->number);
}

static bool
read_zone(const struct option *o, struct options_run *run, const struct given *g, struct value *v)
{
    long long minutes = 0;

    (void)o;
    if (g->as != GIVEN_TEXT || (g->text[0] != '+' && g->text[0] != '-') ||
        !clock_parse(g->text + 1, &minutes) || minutes > 14 * 60)
        return false;
    v->number = (g->text[0] == '-' ? -60 : 60) * minutes;
    run->utc_offset = (int)v->number;
    return true;
}

static bool
read_instant(const struct option *o, struct options_run *run, const struct given *g,
             struct value *v)
{
    instant at = INSTANT_NONE;

    (void)o;
    if (g->as != GIVEN_TEXT || !instant_parse(g->text, run->utc_offset, &at))
        return false;
    v->number = at;
    return true;
}

/* ---- keeping ------------------------------------------------------------- */

static void keep_text(const struct option *o, struct value *v, void *object)
{
    char **at = AT(char *, object, o->offset);

    if (o->many) {
        strings_take(AT(struct strings, object, o->offset), v->text);
    } else {
        free(*at);
        *at = v->text;
        if (v->text[0] == '\0') {
            free(v->text);
            *at = NULL;
        }
    }
    v->text = NULL;
}

static void keep_int(const struct option *o, struct value *v, void *object)
{
    if (o->many)
        keep_text(o, v, object);
    else
        *AT(int, object, o->offset) = (int)v->number;
}

static void keep_size(const struct option *o, struct value *v, void *object)
{
    *AT(size_t, object, o->offset) = (size_t)v->number;
}

static void keep_number(const struct option *o, struct value *v, void *object)
{
    *AT(double, object, o->offset) = v->real;
    *AT(bool, object, o->extra) = true;
}

static void keep_bool(const struct option *o, struct value *v, void *object)
{
    *AT(bool, object, o->offset) = v->number != 0;
}

static void keep_date(const struct option *o, struct value *v, void *object)
{
    struct date **list = AT(struct date *, object, o->offset);
    size_t *n = AT(size_t, object, o->extra);

    if (!o->many) {
        *AT(struct date, object, o->offset) = v->date;
        return;
    }
    for (struct date d = v->date; date_compare(d, v->last) <= 0; d = date_add(d, 1))
        *ARRAY_MORE(*list, *n) = d;
}

static void keep_instant(const struct option *o, struct value *v, void *object)
{
    *AT(instant, object, o->offset) = v->number;
}

/* ---- the types ----------------------------------------------------------- */

static const struct type_row {
    bool (*read)(const struct option *, struct options_run *, const struct given *, struct value *);
    void (*keep)(const struct option *, struct value *, void *object);
} types[OPTION_TYPES] = {
    [OPTION_TEXT] = { read_text, keep_text },
    [OPTION_CODE] = { read_code, keep_text },
    [OPTION_NAME] = { read_name, keep_text },
    [OPTION_ADDRESS] = { read_address, keep_text },
    [OPTION_HOST] = { read_host, keep_text },
    [OPTION_PATH] = { read_path, keep_text },
    [OPTION_SECRET] = { read_secret, keep_text },
    [OPTION_WORD] = { read_word, keep_text },
    [OPTION_CHOICE] = { read_word, keep_int },
    [OPTION_INT] = { read_int, keep_int },
    [OPTION_COUNT] = { read_int, keep_size },
    [OPTION_NUMBER] = { read_number, keep_number },
    [OPTION_BOOL] = { read_bool, keep_bool },
    [OPTION_DURATION] = { read_duration, keep_int },
    [OPTION_SIZE] = { read_size, keep_size },
    [OPTION_DATE] = { read_date, keep_date },
    [OPTION_CLOCK] = { read_clock, keep_int },
    [OPTION_ZONE] = { read_zone, keep_int },
    [OPTION_INSTANT] = { read_instant, keep_instant },
};

bool
value_store(const struct option *o, struct options_run *run, const struct given *g, void *object,
            char **cause)
{
    struct value v = {0};
    struct buf wanted = {0};
    struct option one = *o;         /* an element of a list is told what an element must be */
    bool fine = types[o->type].read(o, run, g, &v);

    if (fine) {
        types[o->type].keep(o, &v, object);
    } else {
        one.many = o->type == OPTION_DATE && o->many;
        one.required = needs_text(o);
        option_wants(&one, &wanted);
        cause_set(cause, "must be %s", buf_text(&wanted));
    }
    buf_free(&wanted);
    free(v.text);
    return fine;
}
