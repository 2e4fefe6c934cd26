/* Printing for terminals and for programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ctl/ctl.h"
#include "model/evidence.h"

const char *
ctl_language(const struct ctl *ctl)
{
    return office_language(&ctl->desk->settings->office);
}

bool
ctl_english(const struct ctl *ctl)
{
    return strcmp(ctl_language(ctl), "en") == 0;
}

int
ctl_print_list(const struct ctl *ctl, json_t *list)
{
    if (ctl->json)
        return ctl_print_json(list);
    json_decref(list);
    return 0;
}

const struct report *
ctl_report(const struct ctl *ctl, const char *code)
{
    const struct plan *plan = ctl->desk->plan;
    const struct report *report = plan_report(plan, code);

    if (report != NULL)
        return report;
    fprintf(stderr, "docketctl: the plan has no report \"%s\"; it has", code);
    for (size_t i = 0; i < plan->nreports; i++)
        fprintf(stderr, " %s", plan->reports[i].code);
    fputs("\n", stderr);
    return NULL;
}

bool
ctl_no_docket(const struct ctl *ctl)
{
    if (ctl->no_docket)
        puts(ctl->json ? "[]" : TELL(ctl, "Chưa có sổ: docketd chưa chạy lần nào.",
                                     "There is no docket: docketd has not run yet."));
    return ctl->no_docket;
}

int
ctl_print_json(struct json_t *value)
{
    int rc = json_dumpf(value, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(15));

    putchar('\n');
    json_decref(value);
    return rc == 0 ? 0 : 1;
}

char *
ctl_cell(const char *text, size_t columns)
{
    char *clean = text_clean_line(text == NULL ? "" : text, text == NULL ? 0 : strlen(text)), *out;

    if (columns == 0)
        return clean;
    out = text_pad(clean, columns);
    free(clean);
    return out;
}

void
ctl_time(instant t, int utc_offset, char out[static CTL_TIME])
{
    struct moment m = moment_of(t == INSTANT_NONE ? 0 : t, utc_offset);

    if (t == INSTANT_NONE)
        snprintf(out, CTL_TIME, "-");
    else
        snprintf(out, CTL_TIME, "%02d:%02d %02d/%02d/%04d", m.hour, m.minute, m.date.day,
                 m.date.month, m.date.year);
}

void
ctl_print_findings(const struct ctl *ctl, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *f = &findings->v[i];
        char *text = ctl_cell(TELL(ctl, f->text, f->text_en != NULL ? f->text_en : f->text), 0),
             *place = ctl_cell(f->place, 0);

        printf("    - %s%s%s\n", place, *place ? ": " : "", text);
        free(text);
        free(place);
    }
}

void
ctl_print_evidences(const struct evidences *evidences)
{
    for (size_t i = 0; i < evidences->n; i++) {
        const struct evidence *e = &evidences->v[i];
        char *quote = ctl_cell(e->quote, 0);

        printf("  %-10s %-6s %s/%s/%s  «%s»\n", source_names[e->source],
               strength_names[e->strength], evidence_about(e) ? evidence_about(e) : "-",
               e->period ? e->period : "-", e->unit ? e->unit : "-", quote);
        free(quote);
    }
}
