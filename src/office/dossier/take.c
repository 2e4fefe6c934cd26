/* Files of a mail to pieces of dossiers. */
#include "dossier_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/calendar.h"
#include "core/dossier/candidate.h"
#include "core/dossier/part.h"
#include "core/match/carrier.h"
#include "model/format.h"
#include "model/rendition.h"
#include "office/filing/kept.h"

struct taking {
    struct desk *desk;
    const struct report *kind;
    const struct message *m;
    struct dossier *ds;                 /* of the unit, kind and period */
    size_t n;
    bool *hinted, any_hint;
    int *pairs;                         /* the editable file that a PDF is of */
    bool *others;                       /* files that are another report of the same mail */
};

/* ---- what the mail says of which dossier -------------------------------------------- */

/* "HS-2023-0007" in its subject or words, or in the letter that it answers. */
static void
hint_text(struct taking *t, const char *text)
{
    for (const char *at = text; at != NULL && (at = strcasestr(at, "HS-")) != NULL; at++)
        for (size_t i = 0; i < t->n; i++) {
            size_t len = strlen(t->ds[i].code);

            if (strncasecmp(at, t->ds[i].code, len) == 0 && (at[len] < '0' || at[len] > '9'))
                t->hinted[i] = t->any_hint = true;
        }
}

/* Our letter "dossier:HS-2023-0007:...", "order:GN-...:HS-..."; else a mail whose files all went to one. */
static int
hint_parent(struct taking *t, const char *id)
{
    struct letter_row letter = {0};
    struct pieces p = {0};
    int64_t message = 0, one = 0;
    bool same = true;
    int rc = letter_by_message_id(t->desk->store, id, &letter);

    if (rc == 0) {
        hint_text(t, letter.reason);
        if (!t->any_hint)
            hint_text(t, letter.subject);
        message = t->any_hint ? 0 : letter.message;
    } else if (rc == 1) {
        rc = message_by_message_id(t->desk->store, id, &message);
    }
    letter_row_clear(&letter);
    if (rc < 0 || message == 0)
        return rc < 0 ? -1 : 0;
    if (piece_list(t->desk->store, PIECE_OF_MESSAGE, message, &p) != 0)
        return -1;
    for (size_t i = 0; i < p.n; i++) {
        same = same && (one == 0 || p.v[i].dossier == one);
        one = p.v[i].dossier;
    }
    for (size_t i = 0; i < t->n && same && one != 0; i++)
        if (t->ds[i].id == one)
            t->hinted[i] = t->any_hint = true;
    pieces_free(&p);
    return 0;
}

static int
hints(struct taking *t)
{
    const struct strings *const lists[] = { &t->m->in_reply_to, &t->m->references };
    int rc = 0;

    hint_text(t, t->m->subject);
    if (!t->any_hint)
        hint_text(t, t->m->text);
    for (size_t l = 0; l < ARRAY_LEN(lists); l++)       /* the nearest that tells */
        for (size_t i = lists[l]->n; rc == 0 && !t->any_hint && i-- > 0;)
            rc = hint_parent(t, lists[l]->v[i]);
    return rc;
}

static int
others_of(struct taking *t, const struct submission_row *v, const struct evidences *e)
{
    struct obligation o = {0};
    int rc = obligation_by_id(t->desk->store, v->obligation, &o);
    const struct report *r = rc == 0 ? plan_report(t->desk->plan, o.report) : NULL;

    for (size_t i = 0; i < t->m->nattachments && r != NULL && r->nparts == 0; i++)
        t->others[i] = t->others[i] || carries_report(e, (int)i, r->code);
    obligation_clear(&o);
    return rc;
}

/* What the mail brought towards other reports is no piece. */
static int
others(struct taking *t, int64_t message)
{
    struct submission_row *v = NULL;
    struct evidences e = {0};
    size_t n = 0;
    int rc = submission_of_message(t->desk->store, message, &v, &n);

    if (rc == 0 && n > 1)
        rc = message_evidence(t->desk->store, message, &e);
    for (size_t i = 0; rc == 0 && n > 1 && i < n; i++)
        rc = others_of(t, &v[i], &e);
    evidences_free(&e);
    submission_rows_free(v, n);
    return rc;
}

static int
begin(struct taking *t, struct desk *desk, const struct obligation *o, const struct message *m, int64_t message)
{
    *t = (struct taking){ .desk = desk, 
                          .kind = calendar_report(desk->plan, o->report, o->period), .m = m };
    if (dossier_list(desk->store, o->report, o->period, o->unit, &t->ds, &t->n) != 0)
        return -1;
    t->hinted = xcalloc(t->n + 1, sizeof *t->hinted);
    t->pairs = xcalloc(m->nattachments + 1, sizeof *t->pairs);
    t->others = xcalloc(m->nattachments + 1, sizeof *t->others);
    renditions_pair(m->attachments, m->nattachments, t->pairs);
    return others(t, message) != 0 ? -1 : hints(t);
}

static void
end(struct taking *t)
{
    dossiers_free(t->ds, t->n);
    free(t->hinted);
    free(t->pairs);
    free(t->others);
}

/* ---- one file ---------------------------------------------------------------------------- */

/* An archive is what it holds. */
static bool
is_piece(const struct message *m, size_t file)
{
    for (size_t i = 0; i < m->nattachments; i++)
        if (m->attachments[i].inside == (int)file)
            return false;
    return attachment_counts(&m->attachments[file]) && m->attachments[file].sha256 != NULL;
}

/* A scan tells nothing of itself: what its editable file is, it is too. */
static struct part_guess
guess_part(const struct taking *t, size_t file)
{
    struct part_guess g = part_of(t->kind, &t->m->attachments[file]);

    if (g.part == NULL && !g.several && t->pairs[file] >= 0)
        g = part_of(t->kind, &t->m->attachments[t->pairs[file]]);
    return g;
}

/* By itself, else by the other copy of the same paper. */
static enum belongs
guess_dossiers(const struct taking *t, const char *unit, size_t file, bool *to)
{
    const bool *hinted = t->any_hint ? t->hinted : NULL;
    enum belongs own = candidate_find(t->ds, t->n, t->desk->plan, unit, t->m, &t->m->attachments[file], hinted, to);

    if (own == BELONGS_ASK && t->pairs[file] >= 0)
        return candidate_find(t->ds, t->n, t->desk->plan, unit, t->m, &t->m->attachments[t->pairs[file]], hinted, to);
    return own;
}

/* A page that was photographed is a copy of what was signed, as a scan is. */
static int
rendition_of_piece(const struct attachment *a)
{
    return a->status == ATTACHMENT_STORED && format_named(a->type)->class == FORMAT_IS_PICTURE
               ? RENDITION_SIGNED
               : rendition_of(a->type, attachment_status_names[a->status]);
}

static void
describe(const struct taking *t, size_t file, const struct message_row *row, struct piece *p)
{
    const struct attachment *a = &t->m->attachments[file];
    const struct letterhead *h = a->letterhead;
    struct part_guess g = guess_part(t, file);

    *p = (struct piece){ .message = row->id,
                         .attachment = (int)file,
                         .part = g.part == NULL ? NULL : g.part->code,
                         .several = g.several,
                         .name = (char *)attachment_title(a),
                         .sha256 = a->sha256,
                         .rendition = rendition_of_piece(a) };
    if (h != NULL) {
        struct date day;

        p->number = h->number;
        p->date = h->date != NULL && date_parse(h->date, &day) ? h->date : NULL;
    }
    criteria_read(a->text, &p->met, &p->total);
}

static void
ask(struct dossiers_told *out, enum ask what, const char *file)
{
    for (size_t i = 0; i < out->nasks; i++)
        if (out->asks[i].what == what && strcmp(out->asks[i].file, file == NULL ? "" : file) == 0)
            return;
    *ARRAY_MORE(out->asks, out->nasks) = (struct dossier_ask){ what, xstrdup(file == NULL ? "" : file) };
}

/* The same bytes that nobody could place before are placed by what this mail says. */
static int
place_loose(const struct taking *t, struct pieces *loose, const struct piece *p, int64_t dossier)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < loose->n; i++) {
        struct piece *l = &loose->v[i];

        if (l->dossier != 0 || strcmp(l->sha256, p->sha256) != 0)
            continue;
        l->dossier = dossier;
        rc = piece_place(t->desk->store, l->id, dossier, l->part != NULL ? l->part : p->part);
    }
    return rc;
}

static int
put(const struct taking *t, int64_t obligation, struct pieces *loose, struct piece *p,
    const bool *to, bool repeated)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < t->n; i++) {
        if (!to[i])
            continue;
        p->dossier = t->ds[i].id;
        rc = place_loose(t, loose, p, p->dossier);
        if (rc == 0 && !repeated)
            rc = piece_put(t->desk->store, obligation, p);
    }
    return rc;
}

/* ---- one mail ------------------------------------------------------------------------------ */

static int
take_files(struct taking *t, const struct obligation *o, const struct message_row *row, bool repeated,
           bool *touched, struct dossiers_told *out)
{
    bool *to = xcalloc(t->n + 1, sizeof *to);
    struct pieces before = {0};
    int rc = piece_list(t->desk->store, PIECE_OF_OBLIGATION, o->id, &before);

    for (size_t file = 0; rc == 0 && file < t->m->nattachments; file++) {
        struct piece p;
        enum belongs whose;
        bool known;

        if (!is_piece(t->m, file) || t->others[file] || (t->pairs[file] >= 0 && t->others[t->pairs[file]]))
            continue;
        describe(t, file, row, &p);
        whose = guess_dossiers(t, o->unit, file, to);
        known = whose == BELONGS_ONE;
        if (known)
            rc = put(t, o->id, &before, &p, to, repeated);
        else if (!repeated)
            rc = piece_put(t->desk->store, o->id, &p);
        for (size_t i = 0; known && i < t->n; i++)      /* an invitation alone opens none */
            touched[i] = touched[i] ||
                         (to[i] && (p.part != NULL || p.several || t->ds[i].stage > STAGE_BUILDING));
        if (!known)
            ask(out, whose == BELONGS_OTHER ? ASK_LIST : ASK_WHOSE, p.name);
        if (p.several)
            ask(out, ASK_SEVERAL, p.name);
        else if (p.part == NULL)
            ask(out, ASK_WHICH, p.name);
    }
    pieces_free(&before);
    free(to);
    return rc;
}

/* Something is asked that the code of a dossier would answer. */
static bool
asks_whose(const struct dossiers_told *out)
{
    for (size_t i = 0; i < out->nasks; i++)
        if (out->asks[i].what != ASK_LIST)
            return true;
    return false;
}

static int
tell(struct taking *t, const bool *touched, struct dossiers_told *out)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < t->n; i++) {
        struct dossier d = {0};
        char *name = candidate_say(&t->ds[i], true);

        if (asks_whose(out))
            strings_take(&out->choices, xasprintf("%s %s", t->ds[i].code, name));
        free(name);
        if (!touched[i])
            continue;
        rc = dossier_by_id(t->desk->store, t->ds[i].id, &d);
        if (rc == 0)
            rc = dossier_look(t->desk->store, t->desk->plan, &d, ARRAY_MORE(out->v, out->n));
    }
    return rc != 0 ? -1 : 0;
}

/* What came for the unit and belongs to nobody yet: which parts are among it. */
static int
tell_loose(struct desk *desk, const struct obligation *o, struct dossiers_told *out)
{
    struct dossier d = { .report = xstrdup(o->report),
                         .period = xstrdup(o->period),
                         .unit = xstrdup(o->unit),
                         .until = INSTANT_NONE };
    struct dossier_told t;
    struct pieces all = {0};
    int rc = dossier_look(desk->store, desk->plan, &d, &t);

    if (rc == 0)
        rc = piece_list(desk->store, PIECE_OF_OBLIGATION, o->id, &all);
    for (size_t i = 0; rc == 0 && i < all.n; i++)
        if (all.v[i].dossier == 0) {
            *ARRAY_MORE(t.pieces.v, t.pieces.n) = all.v[i];
            all.v[i] = (struct piece){0};
        }
    if (rc == 0 && t.pieces.n > 0) {
        dossier_fill(&t);
        *ARRAY_MORE(out->v, out->n) = t;
    } else {
        dossier_told_clear(&t);
    }
    pieces_free(&all);
    return rc;
}

static int
take(struct desk *desk, const struct item *item, const struct message *m,
     const struct message_row *row, instant now, struct dossiers_told *out)
{
    struct dossier_act act = { .actor = "intake", .about = row->code, .now = now };
    struct obligation o = {0};
    struct taking t = {0};
    bool *touched = NULL;
    int rc;

    rc = obligation_by_id(desk->store, item->obligation, &o);
    if (rc == 0)
        rc = dossier_own(desk, &o, &act);
    if (rc == 0)
        rc = begin(&t, desk, &o, m, row->id);
    if (rc == 0) {
        touched = xcalloc(t.n + 1, sizeof *touched);
        rc = take_files(&t, &o, row, item->beside == BESIDE_AGAIN, touched, out);
    }
    if (rc == 0)
        rc = dossier_follow(desk, &o, act.actor, act.about, now);
    if (rc == 0)
        rc = tell(&t, touched, out);
    for (size_t i = 0; rc == 0 && i < out->nasks; i++)
        if (out->asks[i].what == ASK_WHOSE || out->asks[i].what == ASK_LIST) {
            rc = tell_loose(desk, &o, out);
            break;
        }
    free(touched);
    end(&t);
    obligation_clear(&o);
    return rc != 0 ? -1 : 0;
}

int
dossier_filed(struct desk *desk, const struct item *item, const struct message *m,
              const struct message_row *row, struct dossiers_told *told)
{
    struct obligation o = {0};
    int rc;

    if (item->obligation == 0)
        return 0;
    if (item->report->nparts > 0)
        return take(desk, item, m, row, row->entered, told);
    rc = obligation_by_id(desk->store, item->obligation, &o);
    if (rc == 0)
        rc = dossier_follow(desk, &o, "intake", row->code, row->entered);
    obligation_clear(&o);
    return rc;
}

static int
retake_one(struct desk *desk, const struct submission_row *v, const struct message_row *row,
           const struct message *m, const char *actor, instant now)
{
    struct obligation o = {0};
    struct dossiers_told told = {0};
    int rc = obligation_by_id(desk->store, v->obligation, &o);
    struct item item = { .report = rc == 0 ? calendar_report(desk->plan, o.report, o.period) : NULL,
                         .obligation = v->obligation };

    if (rc == 0 && item.report != NULL && item.report->nparts > 0 && m != NULL)
        rc = take(desk, &item, m, row, now, &told);
    else if (rc == 0)
        rc = dossier_follow(desk, &o, actor, row->code, now);
    for (size_t i = 0; rc == 0 && i < told.n; i++) {
        char *reason =
            xasprintf("dossier:%s:%s", row->code, told.v[i].d.code == NULL ? "" : told.v[i].d.code);

        if (told.v[i].wanting > 0)
            rc = dossier_letter(desk, "dossier", &told.v[i], NULL, reason, NULL, now);
        free(reason);
    }
    if (rc == 0)
        rc = dossier_notice(desk, &told, row->code, row->id, now);
    dossiers_told_clear(&told);
    obligation_clear(&o);
    return rc;
}

int
dossier_retake(struct desk *desk, const char *code, const char *actor, instant now)
{
    struct message_row row = {0};
    struct submission_row *v = NULL;
    struct message *m = NULL;
    char *cause = NULL;
    size_t n = 0;
    int rc = submission_of_code(desk->store, code, &row, &v, &n);

    if (rc == 0 && n > 0 && (m = kept_read(desk, &row, &cause)) == NULL)
        log_warning("%s could not be read again for its dossier: %s", code, cause);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = retake_one(desk, &v[i], &row, m, actor, now);
    free(cause);
    message_free(m);
    submission_rows_free(v, n);
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

/* ---- later ----------------------------------------------------------------------------------- */

static int
rebind_message(struct desk *desk, const struct obligation *o, struct pieces *loose, int64_t message)
{
    struct message_row row = {0};
    struct message *m = NULL;
    struct taking t = {0};
    char *cause = NULL;
    bool *to = NULL;
    int rc = message_get(desk->store, message, &row);

    if (rc == 0 && (m = kept_read(desk, &row, &cause)) == NULL)
        log_warning("%s could not be read again for its dossier: %s", row.code, cause);
    if (rc == 0 && m != NULL)
        rc = begin(&t, desk, o, m, message);
    to = xcalloc(t.n + 1, sizeof *to);
    for (size_t i = 0; rc == 0 && m != NULL && i < loose->n; i++) {
        size_t file = (size_t)loose->v[i].attachment;
        struct piece p;

        if (loose->v[i].message != message || loose->v[i].dossier != 0 || file >= m->nattachments ||
            guess_dossiers(&t, o->unit, file, to) != BELONGS_ONE)
            continue;
        describe(&t, file, &row, &p);
        rc = put(&t, o->id, loose, &p, to, false);
    }
    free(to);
    free(cause);
    end(&t);
    message_free(m);
    message_row_clear(&row);
    return rc;
}

int
dossier_rebind(struct desk *desk, const struct obligation *o)
{
    struct pieces all = {0};
    int rc = piece_list(desk->store, PIECE_OF_OBLIGATION, o->id, &all);

    for (size_t i = 0; rc == 0 && i < all.n; i++) {
        bool first = all.v[i].dossier == 0;

        for (size_t k = 0; k < i && first; k++)
            first = all.v[k].dossier != 0 || all.v[k].message != all.v[i].message;
        if (first)
            rc = rebind_message(desk, o, &all, all.v[i].message);
    }
    pieces_free(&all);
    return rc;
}
