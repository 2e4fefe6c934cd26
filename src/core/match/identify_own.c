/* The head of our own form: whose it is and of which period, says what is hidden in it; what its sender
 * sees there he may have typed over. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "gather.h"

#define OWN_HEAD 12             /* cells */

/* whose: it stands where we wrote the unit. Who writes is a commune: it is not the unit's report. */
static void
typed_over(struct gather *g, const char *text, size_t n, bool whose, int attachment)
{
    struct gist said;
    bool local;

    gist_of(g->index, text, n, g->day, &said);
    local = said.local.first != said.local.last;
    gather_unit_rows(g, SOURCE_HEAD, STRENGTH_STRONG, &said, attachment);
    gather_others_communes(g, &said, attachment);
    gather_report_rows(g, SOURCE_HEAD, STRENGTH_WEAK, &said, attachment);
    if ((local && (whose || said.local_writes)) || gather_below_commune(&said)) {
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, text, attachment)->matter = MATTER_LOCAL_WRITES;
        gather_commune_rows(g, SOURCE_HEAD, &said, attachment);
    }
    gist_free(&said);
}

/* "... – kỳ 2023 – thời hạn: ..." */
static void
kept_line(struct gather *g, const struct attachment *a, const char *text, const char *kept, int attachment)
{
    const struct unit *unit = plan_unit(index_plan(g->index), a->identity.unit);
    const char *name = unit == NULL ? NULL : unit->holder != NULL ? unit->holder : unit->name,
               *period = kept + strlen(FORM_KEPT), *end = strstr(period, " – ");
    char *made = a->identity.period != NULL ? words_period(a->identity.period, "vi") : NULL;

    if (name == NULL || strncmp(text, name, strlen(name)) != 0)
        typed_over(g, text, (size_t)(kept - text), true, attachment);
    if (made != NULL && strncmp(period, made, strlen(made)) != 0)
        typed_over(g, period, end != NULL ? (size_t)(end - period) : strlen(period), false, attachment);
    free(made);
}

static bool
is_title(const struct gather *g, const struct attachment *a, const char *text)
{
    const struct report *r = plan_report(index_plan(g->index), a->identity.report);
    const char *title = r == NULL ? NULL : r->form != NULL && r->form->title != NULL ? r->form->title : r->name;
    char *clean;
    bool is;

    if (title == NULL || strcmp(title, text) == 0)
        return true;
    clean = text_clean_line(title, strlen(title));
    is = strcmp(clean, text) == 0;
    free(clean);
    return is;
}

/* A line of theirs among ours, that begins as who writes does. */
static bool
writes(const char *text)
{
    static const char *const bodies[] = { "UBND", "Ủy ban", "ỦY BAN", "Uỷ ban", "UỶ BAN", "Công an", "CÔNG AN",
                                          "Xã ", "XÃ ", "Phường ", "PHƯỜNG ", "Thị trấn ", "THỊ TRẤN ", "Đơn vị", "ĐƠN VỊ",
                                          "Ấp ", "ẤP ", "Khóm ", "KHÓM " };

    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        if (*text == *bodies[i] && strncmp(text, bodies[i], strlen(bodies[i])) == 0)
            return true;
    return false;
}

void
gather_own_head(struct gather *g, const struct attachment *a, int attachment)
{
    for (size_t i = 0; a->nsheets > 0 && i < a->sheets[0].ncells && i < OWN_HEAD; i++) {
        const struct cell *cell = &a->sheets[0].cells[i];
        const char *kept = cell->value != NULL && cell->type == CELL_TEXT ? strstr(cell->value, FORM_KEPT) : NULL;

        if (cell->value == NULL || cell->type != CELL_TEXT)
            continue;
        if (kept != NULL)
            kept_line(g, a, cell->value, kept, attachment);
        else if ((cell->row == 1 && !is_title(g, a, cell->value)) || writes(cell->value))
            typed_over(g, cell->value, strlen(cell->value), false, attachment);
    }
}
