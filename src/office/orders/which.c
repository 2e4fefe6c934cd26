/* An undo without its code: "HỦY GHI NHẬN huyện Tân Hồng" names the unit, or the
 * mail, and what was ordered; which orders that may be. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "order.h"

#define MOST 3

struct which {
    struct order *o;
    char *asked;                        /* the line, folded */
    struct strings codes, said;         /* of the orders that fit: "GN-2023-0007", "GHI NHẬN Huyện Tân Hồng, ..." */
    bool named;                         /* one of them is called as the line calls it: only those */
};

/* The line says what was ordered: "hủy GHI NHẬN ...". */
static bool
calls_it(const struct which *w, const char *understood)
{
    bool calls = false;

    for (size_t v = 0; v < VERBS && !calls; v++) {
        const char *const names[] = { command_rules[v].name, command_rules[v].name_en };

        for (size_t i = 0; i < ARRAY_LEN(names) && !calls; i++)
            if (strncmp(understood, names[i], strlen(names[i])) == 0) {
                char *folded = text_fold(names[i]);

                calls = strstr(w->asked, folded) != NULL;
                free(folded);
            }
    }
    return calls;
}

static int
touching(struct which *w, const char *kind, int64_t id)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(w->o->desk->store, kind, id, &rows, &n);

    for (size_t i = n; i-- > 0;) {
        bool named = calls_it(w, rows[i].understood);

        if (strings_has(&w->codes, rows[i].code) || (w->named && !named))
            continue;
        if (named && !w->named) {       /* what fitted only the unit goes */
            strings_free(&w->codes);
            strings_free(&w->said);
            w->named = true;
        }
        strings_add(&w->codes, rows[i].code);
        strings_add(&w->said, rows[i].understood);
    }
    command_rows_free(rows, n);
    return rc;
}

static int
of_unit(struct which *w, const struct unit *unit)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_of_unit(w->o->desk->store, unit->code, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = touching(w, "obligation", rows[i].id);
    obligations_free(rows, n);
    return rc;
}

static int
of_mail(struct which *w, const char *code)
{
    struct message_row m = {0};
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_of_code(w->o->desk->store, code, &m, &v, &n);

    if (rc == 0)
        rc = touching(w, "message", m.id);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = touching(w, "obligation", v[i].obligation);
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

static void
say(struct which *w)
{
    struct command *c = w->o->c;

    for (size_t i = 0; i < w->codes.n && i < MOST; i++) {
        char *cause = xasprintf("%s; %s: %s", c->cause, w->codes.v[i], w->said.v[i]);

        free(c->cause);
        c->cause = cause;
        strings_take(&c->choices, xasprintf("%s %s", command_name(c), w->codes.v[i]));
    }
}

int
order_undo_which(struct order *o)
{
    struct command *c = o->c;
    struct which w = { .o = o, .asked = text_fold(c->line) };
    const char *code = c->code != NULL ? c->code : o->context != NULL ? o->context->code : NULL;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < c->nunits; i++)
        rc = of_unit(&w, c->units[i]);
    if (rc == 0 && c->nunits == 0 && code != NULL)
        rc = of_mail(&w, code);
    if (rc == 0)
        say(&w);
    free(w.asked);
    strings_free(&w.codes);
    strings_free(&w.said);
    return rc;
}
