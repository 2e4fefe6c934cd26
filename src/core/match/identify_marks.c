/* Marks of secrecy, urgency and drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/marks.h"
#include "gather.h"

#define HEAD_READ 1500          /* bytes of a first page in which its marks stand */
#define MARK_MOST 24            /* letters of such a line: "Độ mật: Tuyệt mật" */

/* The name without its extension; to be freed. */
char *
gather_stem(const char *title)
{
    const char *dot = title != NULL ? strrchr(title, '.') : NULL;

    return dot != NULL && strlen(dot) <= 6 ? xstrndup(title, (size_t)(dot - title))
                                           : xstrdup(title != NULL ? title : "");
}

static bool
any_letterhead(const struct message *m, bool secrecy)
{
    for (size_t i = 0; i < m->nattachments; i++) {
        const struct letterhead *l = m->attachments[i].letterhead;
        const char *mark = l == NULL ? NULL : secrecy ? l->secrecy : l->urgency;
        if (mark != NULL && *mark != '\0')
            return true;
    }
    return false;
}

/* A mark stands on a line of its own at the head of the first page, where a
 * letterhead was found or not. */
static bool
head_marked(const char *text, bool (*marks)(const char *))
{
    bool found = false;

    for (const char *line = text, *stop = text + strcspn(text, "\f");
         line < stop && line < text + HEAD_READ && !found;) {
        size_t len = strcspn(line, "\n\f");
        char *copy = len <= 4 * MARK_MOST ? xstrndup(line, len) : NULL;       /* of at most so many bytes */
        found = copy != NULL && text_length(copy) <= MARK_MOST && marks(copy);
        free(copy);
        line += len + (line[len] == '\n');
    }
    return found;
}

/* What calls itself a draft: the subject, a file by its name or on its first page. */
static void
mark_drafts(struct gather *g)
{
    if (marks_draft_short(g->m->subject))
        gather_row(g, SOURCE_SUBJECT, STRENGTH_WEAK, g->m->subject, -1)->matter = MATTER_QUESTION;
    for (size_t i = 0; i < g->m->nattachments; i++) {
        const struct attachment *a = &g->m->attachments[i];
        const char *title = attachment_title(a);
        char *stem = gather_stem(title);
        bool named = marks_draft_name(stem);
        if (attachment_counts(a) && (named || (a->text != NULL && head_marked(a->text, marks_draft))))
            gather_row(g, named ? SOURCE_FILE_NAME : SOURCE_DOCUMENT, STRENGTH_WEAK, title, (int)i)
                ->matter = MATTER_QUESTION;
        free(stem);
    }
}

/* The words themselves are never quoted (A26). */
void
gather_marks(struct gather *g)
{
    const char *body = g->m->text != NULL ? g->m->text : "";
    bool secret = marks_secret(g->m->subject) || any_letterhead(g->m, true) || head_marked(body, marks_secret);
    bool urgent = marks_urgent(g->m->subject) || any_letterhead(g->m, false) || head_marked(body, marks_urgent);

    for (size_t i = 0; i < g->m->nattachments; i++) {
        const struct attachment *a = &g->m->attachments[i];
        const char *title = attachment_title(a), *text = a->text != NULL ? a->text : "";
        secret = secret || marks_secret(title) || head_marked(text, marks_secret);
        urgent = urgent || marks_urgent(title) || head_marked(text, marks_urgent);
    }
    mark_drafts(g);
    if (secret)
        gather_row(g, SOURCE_MARK, STRENGTH_STRONG, "MẬT", -1)->matter = MATTER_SECRET;
    if (urgent)
        gather_row(g, SOURCE_MARK, STRENGTH_STRONG, "KHẨN", -1)->matter = MATTER_URGENT;
}
