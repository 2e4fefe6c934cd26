/* A parser of Authentication-Results, RFC 8601 section 2.2: CFWS (comments
 * nest), quoted strings, folding already undone. What does not parse is no
 * result. */
#include "core/match/authres.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define WORD_MOST 256
#define COMMENT_DEPTH 20

struct reader {
    const char *p;
    bool bad;
};

struct result {                 /* of one method */
    char method[WORD_MOST], verdict[WORD_MOST];
    char header_from[WORD_MOST], header_d[WORD_MOST], header_i[WORD_MOST], mailfrom[WORD_MOST];
};

/* ---- words ------------------------------------------------------------------ */

static void
skip_comment(struct reader *r)
{
    int depth = 0;

    do {
        if (*r->p == '\\' && r->p[1] != '\0')
            r->p++;
        else if (*r->p == '(')
            depth++;
        else if (*r->p == ')')
            depth--;
        r->bad = r->bad || *r->p == '\0' || depth > COMMENT_DEPTH;
        r->p += *r->p != '\0';
    } while (depth > 0 && !r->bad);
}

static void
skip(struct reader *r)
{
    while (!r->bad && (isspace((unsigned char)*r->p) || *r->p == '('))
        if (*r->p == '(')
            skip_comment(r);
        else
            r->p++;
}

static void
read_quoted(struct reader *r, char out[static WORD_MOST], size_t *n)
{
    for (r->p++; *r->p != '"'; r->p++) {
        if (*r->p == '\\' && r->p[1] != '\0')
            r->p++;
        if (*r->p == '\0' || *n + 1 >= WORD_MOST) {
            r->bad = true;
            return;
        }
        out[(*n)++] = *r->p;
    }
    r->p++;
}

/* A token, a quoted string, or a mailbox made of both ("a b"@c.example). */
static bool
read_word(struct reader *r, char out[static WORD_MOST])
{
    size_t n = 0;

    skip(r);
    while (!r->bad && *r->p != '\0' && !isspace((unsigned char)*r->p) &&
           strchr(";=()", *r->p) == NULL) {
        if (*r->p == '"')
            read_quoted(r, out, &n);
        else if (n + 1 >= WORD_MOST)
            r->bad = true;
        else
            out[n++] = *r->p++;
    }
    out[n] = '\0';
    return !r->bad && n > 0;
}

static bool
take(struct reader *r, char c)
{
    skip(r);
    if (r->bad || *r->p != c)
        return false;
    r->p++;
    return true;
}

/* ---- one method -------------------------------------------------------------- */

static void
keep_property(struct result *res, const char *name, const char *value)
{
    char *slot = strcasecmp(name, "header.from") == 0     ? res->header_from
                 : strcasecmp(name, "header.d") == 0      ? res->header_d
                 : strcasecmp(name, "header.i") == 0      ? res->header_i
                 : strcasecmp(name, "smtp.mailfrom") == 0 ? res->mailfrom
                                                          : NULL;
    if (slot != NULL && *slot == '\0')
        memcpy(slot, value, strlen(value) + 1);
}

/* "method[/version]=verdict [reason=...] [ptype.property=value ...]" */
static bool
read_result(struct reader *r, struct result *res)
{
    char name[WORD_MOST], value[WORD_MOST];

    memset(res, 0, sizeof *res);
    if (!read_word(r, res->method))
        return false;
    res->method[strcspn(res->method, "/")] = '\0';
    if (!take(r, '='))
        return strcasecmp(res->method, "none") == 0;
    if (!read_word(r, res->verdict))
        return false;
    for (skip(r); !r->bad && *r->p != ';' && *r->p != '\0'; skip(r)) {
        if (!read_word(r, name) || !take(r, '='))
            return false;
        if (!read_word(r, value))
            value[0] = '\0';
        keep_property(res, name, value);
    }
    return !r->bad;
}

/* ---- alignment --------------------------------------------------------------- */

static const char *
domain_in(const char *address)
{
    const char *at = strrchr(address, '@');

    return at != NULL ? at + 1 : address;
}

/* The From domain, or a parent of it that signs for it (at least two labels). */
static bool
aligned(const char *signer, const char *from)
{
    const char *d = domain_in(signer);
    size_t nd = strlen(d), nf = strlen(from);

    if (nd == 0 || strchr(d, '.') == NULL || nd > nf)
        return false;
    return strcasecmp(from + nf - nd, d) == 0 && (nd == nf || from[nf - nd - 1] == '.');
}

enum word_of_method { NOTHING, OTHER, PASSED, DMARC_PASSED, DMARC_FAILED };

/* RFC 8601, 2.7.1 and 2.7.2: there was nothing to check, it proves nothing
 * either way, or it could not be checked just then. */
static bool
says_nothing(const struct result *res)
{
    static const char *const words[] = {"", "none", "neutral", "temperror"};

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strcasecmp(res->verdict, words[i]) == 0)
            return true;
    return false;
}

static enum word_of_method
weigh(const struct result *res, const char *from)
{
    bool pass = strcasecmp(res->verdict, "pass") == 0;

    if (says_nothing(res))
        return NOTHING;
    if (strcasecmp(res->method, "dmarc") == 0) {
        if (!pass)
            return strcasecmp(res->verdict, "fail") == 0 ? DMARC_FAILED : OTHER;
        return res->header_from[0] == '\0' || strcasecmp(domain_in(res->header_from), from) == 0
                   ? DMARC_PASSED
                   : OTHER;
    }
    if (strcasecmp(res->method, "dkim") == 0)
        return pass && aligned(res->header_d[0] != '\0' ? res->header_d : res->header_i, from)
                   ? PASSED
                   : OTHER;
    if (strcasecmp(res->method, "spf") == 0)
        return pass && strcasecmp(domain_in(res->mailfrom), from) == 0 ? PASSED : OTHER;
    return NOTHING;
}

static bool
trusted_id(const struct strings *trusted, const char *id)
{
    for (size_t i = 0; i < trusted->n; i++)
        if (strcasecmp(trusted->v[i], id) == 0)
            return true;
    return false;
}

/* Microsoft 365 names no server in its field: it proves nothing, for anybody
 * can write one, but a failure that it tells of is believed. */
static bool
names_no_server(struct reader r)
{
    char word[WORD_MOST];

    return read_word(&r, word) && take(&r, '=');
}

/* Every method's word; false: it does not parse. */
static bool
read_words(struct reader *r, const char *domain, bool seen[DMARC_FAILED + 1])
{
    struct result res;

    do {
        skip(r);
        if (*r->p == '\0')
            return !r->bad;
        if (!read_result(r, &res))
            return false;
        seen[weigh(&res, domain)] = true;
    } while (take(r, ';'));
    skip(r);
    return !r->bad && *r->p == '\0';
}

enum authres
authres_read(const char *body, const struct strings *trusted, const char *domain)
{
    struct reader r = {.p = body};
    char id[WORD_MOST], version[WORD_MOST];
    bool seen[DMARC_FAILED + 1] = {false}, nameless = names_no_server(r), passed;

    if (!nameless) {
        if (!read_word(&r, id) || !trusted_id(trusted, id))
            return AUTHRES_FAIL;
        skip(&r);
        if (*r.p != ';' && *r.p != '\0' && (!read_word(&r, version) || strcmp(version, "1") != 0))
            return AUTHRES_FAIL;
        if (!take(&r, ';'))
            return AUTHRES_FAIL;
    }
    if (!read_words(&r, domain, seen) || seen[DMARC_FAILED])
        return AUTHRES_FAIL;
    passed = seen[PASSED] || seen[DMARC_PASSED];
    if (passed)
        return nameless ? AUTHRES_NONE : AUTHRES_PASS;
    return seen[OTHER] ? AUTHRES_FAIL : AUTHRES_NONE;
}

enum authres
authres_of(const struct message *m, const struct office_settings *office)
{
    const char *sender = message_sender(m);
    const char *at = sender != NULL ? strrchr(sender, '@') : NULL;

    if (office == NULL || office->authserv_ids.n == 0 || m->authentication_results.n == 0)
        return AUTHRES_NONE;
    if (at == NULL)
        return AUTHRES_FAIL;
    return authres_read(m->authentication_results.v[0], &office->authserv_ids, at + 1);
}
