/* Marks of secrecy, urgency and drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/draft.h"
#include "core/language/marks.h"
#include "core/language/secret.h"
#include "core/match/own.h"
#include "gather.h"

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

/* A file calls itself a draft by its name or on its first page. */
static void
mark_draft(struct gather *g, const struct attachment *a, bool head, int attachment)
{
    const char *title = attachment_title(a);
    char *stem = gather_stem(title);
    bool named = draft_name(stem);

    if (attachment_counts(a) && (named || head))
        gather_row(g, named ? SOURCE_FILE_NAME : SOURCE_DOCUMENT, STRENGTH_WEAK, title, attachment)
            ->matter = MATTER_QUESTION;
    free(stem);
}

/* What was said of it to others is said of it: where all words are passed on, or in a forwarded mail. */
static bool
passed_on_secret(const struct message *m)
{
    bool own = m->text != NULL && *m->text != '\0', secret = !own && secret_told(m->text_full);

    for (size_t i = 0; i < m->nattachments && !secret; i++)
        secret = m->attachments[i].subject != NULL && secret_told(m->attachments[i].text);
    return secret;
}

/* Our own subject, within his, is no word of his: "Re: [...] Thư có dấu hiệu chứa tài liệu mật". */
static void
marks_of_subject(const struct gather *g, struct marks *all)
{
    const char *subject = g->m->subject, *letter = g->known->letter_subject, *ours;
    size_t before = 0;
    char *his;

    if (own_subject(subject, index_plan(g->index), letter, &before) == OWN_NONE) {
        marks_find(subject, all);
        return;
    }
    his = xstrndup(subject, before);
    marks_find(his, all);
    free(his);
    if (letter != NULL && (ours = strstr(subject, letter)) != NULL)
        marks_find(ours + strlen(letter), all);
}

/* The words themselves are never quoted (A26). */
void
gather_marks(struct gather *g)
{
    struct marks all = head_marks_of_text(g->m->text);
    struct tokens subject;

    g->out->beside.answer = all.perhaps;        /* an officer sees what was meant */
    all.perhaps = false;
    marks_of_subject(g, &all);
    all.secret = all.secret || secret_told(g->m->text) || passed_on_secret(g->m);
    tokens_letter(g->m->subject, &subject);
    if (draft_short(&subject))
        gather_row(g, SOURCE_SUBJECT, STRENGTH_WEAK, g->m->subject, -1)->matter = MATTER_QUESTION;
    tokens_free(&subject);
    for (size_t i = 0; i < g->m->nattachments; i++) {
        const struct attachment *a = &g->m->attachments[i];
        struct marks head = head_marks(a);

        marks_find(attachment_title(a), &all);
        marks_find(a->subject, &all);
        all.secret = all.secret || head.secret || head.perhaps;
        all.urgent = all.urgent || head.urgent;
        mark_draft(g, a, head.draft, (int)i);
    }
    if (all.secret || all.perhaps || any_letterhead(g->m, true))
        gather_row(g, SOURCE_MARK, STRENGTH_STRONG, "MẬT", -1)->matter = MATTER_SECRET;
    if (all.urgent || any_letterhead(g->m, false))
        gather_row(g, SOURCE_MARK, STRENGTH_STRONG, "KHẨN", -1)->matter = MATTER_URGENT;
}
