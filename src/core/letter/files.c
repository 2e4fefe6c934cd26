/* The files of a mail, as a letter lists them. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/flag.h"
#include "model/format.h"
#include "model/rendition.h"
#include "put.h"

static const struct { enum flag flag; const char *vi, *en; } file_notes[] = {
    { FLAG_PDF_SIGNATURE, "bản ký số", "digitally signed" },
    { FLAG_SCAN, "bản scan", "scanned" },
    { FLAG_HIDDEN_SHEET, "có trang tính ẩn", "has hidden sheets" },
};

static const char *
kind_note(const struct letter_facts *f, const struct attachment *a)
{
    for (size_t i = 0; i < ARRAY_LEN(file_notes); i++)
        if (flag_on(&a->flags, file_notes[i].flag))
            return say(f, file_notes[i].vi, file_notes[i].en);
    return NULL;
}

/* pair: number in the list of the editable file whose PDF this is; 0. */
static char *
file_note(const struct letter_facts *f, const struct attachment *a, int pair)
{
    const char *kind = kind_note(f, a);

    if (a->status == ATTACHMENT_UNREADABLE)
        return xstrdup(EITHER(f->language, "không đọc được", "could not be read"));
    if (f->nitems > 0 && a->status != ATTACHMENT_QUARANTINED && attachment_may_act(a))     /* an officer let it be read */
        return xstrdup(EITHER(f->language, "có macro, không chạy", "has macros, which are not run"));
    if (a->status == ATTACHMENT_QUARANTINED && flag_on(&a->flags, FLAG_ENCRYPTED))
        return xstrdup(format_named(a->type) == &format_facts[FORMAT_WRAPPED]
                           ? EITHER(f->language, "được mã hóa, không mở được", "encrypted, could not be opened")
                           : EITHER(f->language, "có mật khẩu, không mở được", "has a password, could not be opened"));
    if (attachment_may_act(a))
        return xstrdup(EITHER(f->language, "không mở, chuyển cán bộ xem xét",
                              "not opened, an officer will look at it"));
    if (pair > 0)
        return xasprintf(EITHER(f->language, "%s của tệp %d", "%s copy of file %d"),
                         kind != NULL ? kind : EITHER(f->language, "bản PDF", "PDF"), pair);
    if (kind != NULL)
        return xstrdup(kind);
    if (a->inside >= 0 && (size_t)a->inside < f->nattachments) {
        const char *title = attachment_title(&f->attachments[a->inside]);
        char *name = text_cut(title == NULL ? "?" : title, ECHO_MOST);
        char *note = xasprintf(EITHER(f->language, "trong tệp %s", "inside %s"), name);

        free(name);
        return note;
    }
    return NULL;
}

/* What mail programs add is no file that anybody sent on purpose. */
void
put_files(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();
    int *rendition_of = xcalloc(f->nattachments + 1, sizeof *rendition_of),
        *number = xcalloc(f->nattachments + 1, sizeof *number);
    int n = 0, pairs = 0;

    renditions_pair(f->attachments, f->nattachments, rendition_of);
    for (size_t i = 0; i < f->nattachments; i++)
        number[i] = attachment_counts(&f->attachments[i]) ? ++n : 0;
    for (size_t i = 0; i < f->nattachments; i++) {
        const struct attachment *a = &f->attachments[i];
        int pair = rendition_of[i] < 0 ? 0 : number[rendition_of[i]];
        const char *title = attachment_title(a);
        json_t *file;

        if (number[i] == 0)
            continue;
        pairs += pair > 0;
        file = json_object();
        put_cut(file, "name",
                title == NULL || *title == '\0' ? EITHER(f->language, "(không tên)", "(no name)")
                                                : title);
        put_taken(file, "size", text_size(a->size));
        letter_put_text(file, "sha256", a->sha256);
        put_taken(file, "note", file_note(f, a, pair));
        json_array_append_new(list, file);
    }
    put_number(c, "nfiles", n);
    put_flag(c, "files_known", !f->files_unknown);
    if (pairs > 0)
        put_number(c, "ndocuments", n - pairs);
    free(rendition_of);
    free(number);
    if (!may_repeat(f))
        json_array_clear(list);
    put_flag(c, "has_files", json_array_size(list) > 0);
    put_some(c, "files", list);
}
