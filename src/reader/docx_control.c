#include "docx_control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "docx_style.h"
#include "xml.h"

void
control_begin(struct controls *c)
{
    if (c->n == CONTROLS_DEEP || c->too_deep > 0)
        c->too_deep++;
    else
        c->v[c->n++] = (struct open_control){0};
}

/* "2023-06-05T00:00:00Z" as people here write it. */
static void
day_of(const char *full, char out[static 16])
{
    struct date day;

    if (full != NULL && sscanf(full, "%4d-%2d-%2d", &day.year, &day.month, &day.day) == 3 &&
        date_valid(day))
        snprintf(out, 16, "%02d/%02d/%04d", day.day, day.month, day.year);
}

void
control_property(struct controls *open, const struct doc *doc, const char *name,
                 const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");
    struct open_control *c = open->n > 0 ? &open->v[open->n - 1] : NULL;

    if (c == NULL || c->content)
        return;
    if (value != NULL &&
        (strcmp(name, "tag") == 0 || (strcmp(name, "alias") == 0 && c->tag == NULL))) {
        free(c->tag);
        c->tag = xstrdup(value);
    } else if (strcmp(name, "showingPlcHdr") == 0) {
        c->placeholder = docx_is_on(value);
    } else if (strcmp(name, "date") == 0) {
        day_of(xml_attribute(attributes, "fullDate"), c->date);
    } else if (strcmp(name, "checked") == 0) {
        c->checked = docx_is_on(value) ? "true" : "false";
    } else if (strcmp(name, "sdtContent") == 0) {
        c->content = true;
        c->level = doc->level;
        c->from = doc->levels[doc->level].text.len;
    }
}

/* The figures shown are those of the day, in whatever order; the hour aside. */
static bool
pictures(const char *date, const char *shown)
{
    int parts[3], n = sscanf(date, "%d/%d/%d", &parts[0], &parts[1], &parts[2]), number;

    for (const char *p = shown, *end; *(p += strcspn(p, "0123456789")) != '\0'; p = end) {
        int is = 0;

        number = (int)strtol(p, (char **)&end, 10);
        if (*end == ':' || (p > shown && p[-1] == ':'))
            continue;
        while (is < n && number != parts[is] && !(is == 2 && number == parts[2] % 100))
            is++;
        if (is == n)
            return false;
        parts[is] = -1;
    }
    return true;
}

/* The day that it holds; if a hand wrote another over it, both. */
static char *
control_day(const struct open_control *c)
{
    return pictures(c->date, c->picture) ? xstrdup(c->date)
                                         : xasprintf("%s; %s", c->date, c->picture);
}

void
control_say(struct controls *open, struct doc *doc)
{
    for (int i = 0; i < open->n; i++) {
        struct open_control *c = &open->v[i];
        char *day;

        if (*c->date == '\0' || *c->picture == '\0' || c->shown)
            continue;
        day = control_day(c);
        doc_add(doc, day, strlen(day));
        c->shown = true;
        free(day);
    }
}

bool
control_replaces(struct controls *open, const char *text, size_t n)
{
    for (int i = 0; i < open->n; i++) {
        struct open_control *c = &open->v[i];
        size_t len = strlen(c->picture), room = sizeof c->picture - 1 - len;

        if (!c->content || (!c->placeholder && *c->date == '\0'))
            continue;
        if (!c->placeholder && !c->shown)
            snprintf(c->picture + len, sizeof c->picture - len, "%.*s", (int)(n < room ? n : room), text);
        return true;
    }
    return false;
}

void
control_add(struct attachment *a, const char *tag, char *value)
{
    struct control *to;

    if (tag == NULL || *tag == '\0' || a->ncontrols >= LIMIT_ENTRIES) {
        free(value);
        return;
    }
    to = ARRAY_MORE(a->controls, a->ncontrols);
    to->tag = text_clean_line(tag, strlen(tag));
    to->value = value;
}

char *
control_text(const struct doc *doc, int level, size_t from)
{
    const struct buf *text = &doc->levels[level].text;
    size_t n;

    from = from < text->len ? from : text->len;
    n = text->len - from;
    while (n > 0 && text->data[from + n - 1] == '\n')
        n--;
    return text_clean(buf_text(text) + from, n);
}

void
control_end(struct controls *open, struct doc *doc)
{
    struct open_control *c;
    char *value;

    if (open->too_deep > 0) {
        open->too_deep--;
        return;
    }
    if (open->n == 0)
        return;
    control_say(open, doc);
    c = &open->v[--open->n];
    if (c->checked != NULL)
        value = xstrdup(c->checked);
    else if (c->placeholder || !c->content)
        value = xstrdup("");
    else
        value = *c->date != '\0' ? control_day(c) : control_text(doc, c->level, c->from);
    control_add(doc->a, c->tag, value);
    free(c->tag);
    c->tag = NULL;
}
