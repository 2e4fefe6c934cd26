/* Rows of the docket: names and lifecycles. */
#include "model/docket.h"

#include <stdlib.h>
#include <string.h>

const char *const outcome_names[OUTCOMES] = {
    "filed",   "review", "duplicate", "quarantine",  "ignored",  "bounce",
    "command", "note",   "wrong-route", "historic", "too-large", "not-obtainable",
};

const char *
outcome_said(enum outcome outcome, const char *language)
{
    static const char *const labels[OUTCOMES][2] = {
        [OUTCOME_FILED] = { "đã vào sổ", "filed" },
        [OUTCOME_REVIEW] = { "chờ phân loại", "waits for classification" },
        [OUTCOME_DUPLICATE] = { "trùng", "repetition" },
        [OUTCOME_QUARANTINE] = { "cách ly", "quarantined" },
        [OUTCOME_IGNORED] = { "không cần xử lý", "nothing to do" },
        [OUTCOME_BOUNCE] = { "thư trả lại", "returned by a mail server" },
        [OUTCOME_COMMAND] = { "lệnh của cán bộ", "an officer's order" },
        [OUTCOME_NOTE] = { "trao đổi", "correspondence" },
        [OUTCOME_WRONG_ROUTE] = { "sai tuyến", "wrong route" },
        [OUTCOME_HISTORIC] = { "trước ngày vận hành", "before the start" },
        [OUTCOME_TOO_LARGE] = { "quá lớn, chưa đọc", "too large, not read" },
        [OUTCOME_NOT_OBTAINABLE] = { "máy chủ không giao, chưa đọc", "not handed out by the server" },
    };

    return labels[outcome][strcmp(language, "en") == 0];
}
const char *const state_names[STATES] = {
    "open",     "received", "incomplete", "returned",  "accepted",
    "on-paper", "waived",     "cancelled",
};
const char *const standing_names[STANDINGS] = { "vouched", "provisional", "aside", "rejected" };
const char *const standing_labels[STANDINGS] = {
    [STANDING_VOUCHED] = "",
    [STANDING_PROVISIONAL] = "ghi nhận tạm, chờ đơn vị xác nhận",
    [STANDING_ASIDE] = "không tính, chờ đơn vị xác nhận",
    [STANDING_REJECTED] = "đã từ chối, không tính",
};
const char *const standing_labels_en[STANDINGS] = {
    [STANDING_VOUCHED] = "",
    [STANDING_PROVISIONAL] = "recorded for now, until the unit confirms it",
    [STANDING_ASIDE] = "not counted, until the unit confirms it",
    [STANDING_REJECTED] = "rejected, not counted",
};

char *
obligation_name(const char *report, const char *period, const char *unit)
{
    return xasprintf("%s/%s/%s", report, period, unit);
}

void
obligation_clear(struct obligation *o)
{
    free(o->unit);
    free(o->report);
    free(o->period);
    *o = (struct obligation){0};
}

void
findings_add(struct findings *list, enum severity severity, const char *code, const char *place,
             char *text, char *text_en)
{
    *ARRAY_MORE(list->v, list->n) = (struct finding){
        .severity = severity,
        .code = xstrdup(code),
        .place = xstrdup(place),
        .text = text,
        .text_en = text_en,
    };
}

bool
findings_blocking(const struct findings *list)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].severity == SEVERITY_ERROR)
            return true;
    }
    return false;
}

const struct finding *
findings_get(const struct findings *list, const char *code)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i].code, code) == 0)
            return &list->v[i];
    }
    return NULL;
}

void
findings_free(struct findings *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->v[i].code);
        free(list->v[i].place);
        free(list->v[i].text);
        free(list->v[i].text_en);
    }
    free(list->v);
    *list = (struct findings){0};
}

const struct value *
values_get(const struct values *list, const char *field, int row)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].row == row && strcmp(list->v[i].field, field) == 0)
            return &list->v[i];
    }
    return NULL;
}

int
values_last_row(const struct values *values, const char *table)
{
    size_t n = strlen(table);
    int last = 0;

    for (size_t i = 0; i < values->n; i++)
        if (strncmp(values->v[i].field, table, n) == 0 && values->v[i].field[n] == '.' &&
            values->v[i].row > last)
            last = values->v[i].row;
    return last;
}

void
values_add(struct values *list, const char *field, int row, enum field_type type, const char *value,
           const char *place)
{
    struct arena *texts = &list->texts;

    values_take(list, arena_text(texts, field), row, type, arena_text(texts, value),
                arena_text(texts, place));
}

void
values_take(struct values *list, const char *field, int row, enum field_type type, char *value,
            char *place)
{
    *ARRAY_MORE(list->v, list->n) = (struct value){
        .field = field, .row = row, .type = type, .value = value, .place = place
    };
}

void
values_free(struct values *list)
{
    free(list->v);
    arena_free(&list->texts);
    *list = (struct values){0};
}

void
item_clear(struct item *item)
{
    free(item->period);
    free(item->earlier);
    free(item->files);
    values_free(&item->values);
    findings_free(&item->findings);
    *item = (struct item){0};
}

void
decision_drop_items(struct decision *d)
{
    for (size_t i = 0; i < d->nitems; i++)
        item_clear(&d->items[i]);
    free(d->items);
    d->items = NULL;
    d->nitems = 0;
}

void
decision_clear(struct decision *d)
{
    free(d->asked);
    free(d->repeats);
    free(d->unclear);
    decision_drop_items(d);
    evidences_free(&d->evidences);
    strings_free(&d->candidates);
    dossiers_told_clear(&d->dossiers);
    *d = (struct decision){0};
}
