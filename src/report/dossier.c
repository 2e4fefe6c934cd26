/* Dossiers out of the docket, as text and JSON. */
#include "report/dossier.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "core/dossier/candidate.h"
#include "core/dossier/slots.h"
#include "core/dossier/stage.h"
#include "store/docket.h"

/* ---- loading ------------------------------------------------------------------- */

void
dossier_fill(struct dossier_told *t)
{
    free(t->slots);
    t->slots = xcalloc(t->report->nparts + 1, sizeof *t->slots);
    slots_fill(t->report, &t->pieces, &t->d.faults, t->slots);
    slots_seen(t->slots, t->report->nparts, t->seen);
    t->wanting = slots_wanting(t->slots, t->report->nparts);
}

int
dossier_look(struct store *s, const struct plan *plan, struct dossier *d, struct dossier_told *out)
{
    *out = (struct dossier_told){ .d = *d, .unit = plan_unit(plan, d->unit), 
                                 .report = calendar_report(plan, d->report, d->period) };
    *d = (struct dossier){0};
    if (out->report == NULL)
        return 0;                       /* the plan has it no longer: its row stays as it is */
    if (out->d.id != 0 && piece_list(s, PIECE_OF_DOSSIER, out->d.id, &out->pieces) != 0)
        return -1;
    dossier_fill(out);
    return 0;
}

int
dossier_load(struct store *s, const struct plan *plan, const char *report, const char *period,
             const char *unit, struct dossiers_told *out)
{
    struct dossier *rows = NULL;
    size_t n = 0;
    int rc = dossier_list(s, report, period, unit, &rows, &n);

    *out = (struct dossiers_told){0};
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = dossier_look(s, plan, &rows[i], ARRAY_MORE(out->v, out->n));
    dossiers_free(rows, n);
    return rc;
}

void
dossier_count(const struct dossiers_told *all, int out[static STAGES])
{
    memset(out, 0, STAGES * sizeof *out);
    for (size_t i = 0; i < all->n; i++)
        out[all->v[i].d.stage]++;
}

/* ---- text ------------------------------------------------------------------------ */

static void
line(struct buf *out, const char *label, const char *value)
{
    if (value != NULL && value[0] != '\0')
        buf_addf(out, "%s: %s\n", label, value);
}

static void
slot_text(struct buf *out, const struct slot *s, size_t number, const char *l)
{
    static const char marks[SLOT_STATES] = {
        [SLOT_MISSING] = ' ', [SLOT_PRESENT] = 'x', [SLOT_INVALID] = '!'
    };
    char *said = slot_say(s, l);

    buf_addf(out, "  [%c] %zu. %s", marks[s->state], number, s->part->name);
    if (s->state != SLOT_PRESENT)
        buf_addf(out, ": %s", said);
    if (s->piece != NULL)
        buf_addf(out, "\n        %s, sha256 %.8s%s%s%s%s",
                 s->piece->name == NULL ? EITHER(l, "(không tên)", "(without a name)") : s->piece->name,
                 s->piece->sha256,
                 s->piece->number == NULL ? "" : EITHER(l, ", số ", ", number "),
                 s->piece->number == NULL ? "" : s->piece->number,
                 s->piece->date == NULL ? "" : EITHER(l, ", ngày ", ", of "),
                 s->piece->date == NULL ? "" : s->piece->date);
    if (s->piece != NULL && s->piece->total > 0)
        buf_addf(out,
                 EITHER(l, ", ghi đạt %d/%d tiêu chí", ", says that it meets %d of %d criteria"),
                 s->piece->met, s->piece->total);
    if (s->copy != NULL)
        buf_addf(out,
                 EITHER(l, "\n        bản khác: %s, sha256 %.8s",
                        "\n        another copy: %s, sha256 %.8s"),
                 s->copy->name == NULL ? EITHER(l, "(không tên)", "(without a name)") : s->copy->name,
                 s->copy->sha256);
    if (s->earlier > 0)
        buf_addf(out,
                 EITHER(l, "\n        thay %zu bản cũ hơn", "\n        in place of %zu older ones"),
                 s->earlier);
    buf_addc(out, '\n');
    free(said);
}

char *
dossier_text(const struct dossier_told *t, const struct plan *plan, struct date today,
             const char *l)
{
    struct buf out = {0};
    char *name = candidate_say(&t->d, false), *stage = stage_say(t->d.stage, t->report, l);
    const char *assessor = candidate_assessor(&t->d, plan, today),
               *decider = candidate_decider(&t->d, plan, today);

    buf_addf(&out, "%s  %s %s\n", t->d.code, t->report == NULL ? t->d.report : t->report->name,
             t->d.period);
    line(&out, EITHER(l, "Đơn vị được chọn", "Candidate"), name);
    line(&out, EITHER(l, "Loại", "Kind"), t->d.kind);
    line(&out, EITHER(l, "Địa bàn", "Place"), t->d.place);
    line(&out, EITHER(l, "Cấp quản lý", "Level"), t->d.level);
    line(&out, EITHER(l, "Nơi đề nghị", "Proposed by"), t->unit == NULL ? t->d.unit : t->unit->name);
    line(&out, EITHER(l, "Minh chứng năm trước", "Evidence of the year before"),
         t->d.evidence == NULL ? EITHER(l, "chưa kèm minh chứng", "none came along") : t->d.evidence);
    line(&out, EITHER(l, "Danh sách", "List"),
         t->d.listed ? EITHER(l, "có tên", "names it")
                     : EITHER(l, "danh sách đang tính không còn tên", "the one that counts names it no more"));
    line(&out, EITHER(l, "Tình trạng", "Stage"), stage);
    line(&out, EITHER(l, "Lý do", "Reason"), t->d.reason);
    line(&out, EITHER(l, "Đánh giá", "Assessed by"),
         assessor == NULL ? EITHER(l, "chưa xác định", "not known yet") : assessor);
    line(&out, EITHER(l, "Quyết định thuộc", "Decided by"),
         decider == NULL ? EITHER(l, "chưa xác định", "not known yet") : decider);
    if (t->d.decision != NULL)
        buf_addf(&out,
                 EITHER(l, "Quyết định: số %s ngày %s, trên các văn bản có dấu %s\n",
                        "Decision: number %s of %s, on the documents of mark %s\n"),
                 t->d.decision,
                 t->d.decided == NULL ? "?" : t->d.decided,
                 t->d.decided_seen == NULL ? "?" : t->d.decided_seen);
    buf_addf(&out,
             EITHER(l, "Dấu các văn bản: %s\nThành phần: %s%zu\n",
                    "Mark of the documents: %s\nParts: %s%zu\n"),
             t->seen,
             t->wanting == 0 ? EITHER(l, "đủ; thiếu ", "complete; wanting ")
                             : EITHER(l, "thiếu ", "wanting "),
             t->wanting);
    for (size_t i = 0; t->report != NULL && i < t->report->nparts; i++)
        slot_text(&out, &t->slots[i], i + 1, l);
    free(name);
    free(stage);
    return buf_take(&out);
}

/* ---- JSON ---------------------------------------------------------------------------- */

static json_t *
file_json(const struct piece *p)
{
    json_t *o;

    if (p == NULL)
        return json_null();
    o = json_pack("{s:s? s:s s:s? s:s?}", "name", p->name, "sha256", p->sha256, "number", p->number,
                  "date", p->date);
    json_object_set_new(o, "criteria",
                        p->total == 0 ? json_null()
                                      : json_pack("{s:i s:i}", "met", p->met, "total", p->total));
    return o;
}

static json_t *
slot_json(const struct slot *s)
{
    return json_pack("{s:s s:s s:b s:s s:s s:s? s:o s:o s:I}", "part", s->part->code, "name",
                     s->part->name, "required", s->part->required, "state",
                     slot_state_names[s->state], "fault", slot_fault_names[s->fault], "why", s->why,
                     "file", file_json(s->piece), "copy", file_json(s->copy), "earlier",
                     (json_int_t)s->earlier);
}

struct json_t *
dossier_json(const struct dossier_told *t, const struct plan *plan, struct date today)
{
    const struct dossier *d = &t->d;
    json_t *slots = json_array(), *o;

    for (size_t i = 0; t->report != NULL && i < t->report->nparts; i++)
        json_array_append_new(slots, slot_json(&t->slots[i]));
    o = json_pack("{s:s s:s s:s s:s s:s s:s? s:s? s:s? s:s? s:b s:s s:s? s:s? s:s? s:s? s:s? s:s? "
                  "s:s s:I s:o}",
                  "code", d->code, "report", d->report, "period", d->period, "unit", d->unit,
                  "candidate", d->name, "kind", d->kind, "place", d->place, "level", d->level,
                  "evidence", d->evidence, "listed", d->listed, "stage", stage_names[d->stage],
                  "reason", d->reason, "assessor", candidate_assessor(d, plan, today), "decider",
                  candidate_decider(d, plan, today), "decision", d->decision, "decided", d->decided,
                  "decided_seen", d->decided_seen, "seen", t->seen, "wanting",
                  (json_int_t)t->wanting, "parts", slots);
    return o;
}

int
dossier_history(struct store *s, const struct dossier_told *t, int utc_offset, const char *l,
                struct json_t **out)
{
    struct step_row *rows = NULL;
    json_t *steps = json_array(), *files = json_array();
    size_t n = 0;
    int rc = step_list(s, t->d.id, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        char *at = words_moment(rows[i].at, utc_offset, l);

        json_array_append_new(steps, json_pack("{s:s s:s s:s s:s s:s s:s s:s? s:s?}", "at", at,
                                               "actor", rows[i].actor, "event", rows[i].event,
                                               "from", stage_names[rows[i].from], "to",
                                               stage_names[rows[i].to], "seen", rows[i].seen,
                                               "about", rows[i].about, "note", rows[i].note));
        free(at);
    }
    for (size_t i = 0; i < t->pieces.n; i++) {
        const struct piece *p = &t->pieces.v[i];
        char *at = words_moment(p->received, utc_offset, l);

        json_array_append_new(files,
                              json_pack("{s:s s:s s:s? s:s? s:s s:b}", "mail", p->message_code,
                                        "received", at, "name", p->name, "part", p->part, "sha256",
                                        p->sha256, "counts", p->counts));
        free(at);
    }
    step_rows_free(rows, n);
    *out = json_pack("{s:o s:o}", "steps", steps, "files", files);
    return rc;
}

static const char *
member(const json_t *o, const char *key)
{
    const char *v = json_string_value(json_object_get(o, key));

    return v == NULL ? "-" : v;
}

static void
step_text(struct buf *out, const json_t *row, const char *l)
{
    const char *note = json_string_value(json_object_get(row, "note"));

    buf_addf(out,
             EITHER(l, "  %s  %s: %s -> %s  (%s, %s, dấu %s)%s%s\n",
                    "  %s  %s: %s -> %s  (%s, %s, mark %s)%s%s\n"),
             member(row, "at"),
             member(row, "event"), member(row, "from"), member(row, "to"), member(row, "actor"),
             member(row, "about"), member(row, "seen"), note == NULL ? "" : ": ",
             note == NULL ? "" : note);
}

char *
dossier_history_text(const struct json_t *history, const char *l)
{
    const json_t *steps = json_object_get(history, "steps"),
                 *files = json_object_get(history, "files");
    struct buf out = {0};

    buf_adds(&out, EITHER(l, "Lịch sử:\n", "History:\n"));
    for (size_t i = 0; i < json_array_size(steps); i++)
        step_text(&out, json_array_get(steps, i), l);
    buf_adds(&out, EITHER(l, "Tệp đã nhận:\n", "Files received:\n"));
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *row = json_array_get(files, i);

        buf_addf(&out, "  %s  %s  %s: %s, sha256 %.8s%s\n", member(row, "received"),
                 member(row, "mail"), member(row, "part"), member(row, "name"),
                 member(row, "sha256"),
                 json_is_true(json_object_get(row, "counts")) ? "" : EITHER(l, " (không tính)", " (not counted)"));
    }
    return buf_take(&out);
}
