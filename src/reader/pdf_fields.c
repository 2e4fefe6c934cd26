/* The fields of a PDF form. */
#include "pdf_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "pdf_library.h"

static char *
choice_value(PopplerFormField *field)
{
    struct buf b = {0};
    gchar *typed = pdf.poppler_form_field_choice_is_editable(field)
                       ? pdf.poppler_form_field_choice_get_text(field)
                       : NULL;
    int n = pdf.poppler_form_field_choice_get_n_items(field);

    for (int i = 0; i < n && i < LIMIT_ENTRIES; i++) {
        gchar *item;

        if (!pdf.poppler_form_field_choice_is_item_selected(field, i))
            continue;
        item = pdf.poppler_form_field_choice_get_item(field, i);
        buf_addf(&b, "%s%s", b.len > 0 ? "\n" : "", item != NULL ? item : "");
        g_free(item);
    }
    if (b.len == 0 && typed != NULL)
        buf_adds(&b, typed);
    g_free(typed);
    return b.len > 0 ? buf_take(&b) : xstrdup("");
}

static enum form_kind
field_kind(PopplerFormField *field)
{
    switch (pdf.poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT: return FORM_TEXT;
    case POPPLER_FORM_FIELD_CHOICE: return FORM_CHOICE;
    case POPPLER_FORM_FIELD_SIGNATURE: return FORM_SIGNATURE;
    case POPPLER_FORM_FIELD_BUTTON: break;
    case POPPLER_FORM_FIELD_UNKNOWN: return FORM_BUTTON;
    }
    switch (pdf.poppler_form_field_button_get_button_type(field)) {
    case POPPLER_FORM_BUTTON_CHECK: return FORM_CHECKBOX;
    case POPPLER_FORM_BUTTON_RADIO: return FORM_RADIO;
    case POPPLER_FORM_BUTTON_PUSH: break;
    }
    return FORM_BUTTON;
}

/* position: of a button in its group, whose names Poppler does not tell. */
static char *
field_value(PopplerFormField *field, enum form_kind kind, int position)
{
    gchar *text = NULL;
    char *value = NULL;

    switch (kind) {
    case FORM_TEXT:
        text = pdf.poppler_form_field_text_get_text(field);
        value = xstrdup(text != NULL ? text : "");
        break;
    case FORM_CHECKBOX:
        value = xstrdup(pdf.poppler_form_field_button_get_state(field) ? "true" : "false");
        break;
    case FORM_RADIO:
        if (!pdf.poppler_form_field_button_get_state(field))
            break;
        text = pdf.poppler_form_field_get_alternate_ui_name(field);
        value = text != NULL && *text != '\0' ? xstrdup(text) : xasprintf("%d", position);
        break;
    case FORM_CHOICE:
        value = choice_value(field);
        break;
    case FORM_SIGNATURE:
    case FORM_BUTTON:
    case FORM_KINDS:
        break;
    }
    g_free(text);
    return value;
}

/* The buttons of a radio group are one field. */
static struct form_field *
field_new(struct attachment *a, const char *name, enum form_kind kind, int *position)
{
    struct form_field *last = a->nfields > 0 ? &a->fields[a->nfields - 1] : NULL;
    char *clean = text_clean_line(name, strlen(name));

    if (kind == FORM_RADIO && last != NULL && last->kind == FORM_RADIO &&
        strcmp(last->name, clean) == 0) {
        free(clean);
        ++*position;
        return last;
    }
    *position = 1;
    last = ARRAY_MORE(a->fields, a->nfields);
    last->name = clean;
    last->kind = kind;
    if (kind == FORM_RADIO)
        last->value = xstrdup("");
    return last;
}

void
pdf_fields(PopplerPage *page, struct attachment *a)
{
    GList *list = pdf.poppler_page_get_form_field_mapping(page);
    int position = 0;

    /* Poppler's list begins with the last one. */
    for (GList *at = g_list_last(list); at != NULL && a->nfields < LIMIT_ENTRIES; at = at->prev) {
        PopplerFormField *field = ((PopplerFormFieldMapping *)at->data)->field;
        gchar *name = pdf.poppler_form_field_get_name(field);
        struct form_field *to = field_new(a, name != NULL ? name : "", field_kind(field),
                                          &position);
        char *value = field_value(field, to->kind, position);

        if (to->kind == FORM_SIGNATURE)
            flag_add(&a->flags, FLAG_PDF_SIGNATURE);
        if (value != NULL) {
            free(to->value);
            to->value = text_clean(value, strnlen(value, LIMIT_CELL_TEXT));
        }
        free(value);
        g_free(name);
    }
    pdf.poppler_page_free_form_field_mapping(list);
}
