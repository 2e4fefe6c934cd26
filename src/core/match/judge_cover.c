/* A covering letter: it says that a report comes with it, and is none itself. */
#include "core/match/judge.h"

#include <string.h>

#include "base/mem.h"

#define COVER_MOST 2200         /* bytes with its letterhead: a report is longer */
#define TITLE_ALONE 110         /* words, where only its title says so */
#define NEAR 8                  /* words between "kèm" and the report */

/* A document whose type may bring a report or be one: a letter, or one that was not told. */
static bool
may_cover(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];
    const char *type = a->letterhead != NULL ? a->letterhead->type : NULL;

    return attachment_counts(a) && a->nsheets == 0 && a->identity.report == NULL &&
           (type == NULL || strcmp(type, "Công văn") == 0 || strcmp(type, "Tờ trình") == 0) &&
           judge_row(j, SOURCE_LETTERHEAD, MATTER_OURS, file) == NULL;
}

/* "Phieu gui.pdf" */
static bool
called_cover(const struct attachment *a)
{
    static const char *const names[] = { "phieu gui", "phieu chuyen", "giay gioi thieu" };
    const char *name = attachment_title(a);
    struct tokens t;
    bool is;

    tokens_of(name != NULL ? name : "", 200, &t);
    is = tokens_within(&t, 0, t.n, names, ARRAY_LEN(names));
    tokens_free(&t);
    return is;
}

/* "V/v gửi báo cáo ..." */
static bool
title_sends(const struct attachment *a)
{
    static const char *const sends[] = { "gui", "nop", "chuyen",
                                         "v v gui", "v v nop", "v v chuyen",
                                         "ve viec gui", "ve viec nop", "ve viec chuyen" };
    const char *title = a->letterhead != NULL ? a->letterhead->subject : NULL;
    struct tokens t;
    bool is;

    tokens_of(title != NULL ? title : "", 200, &t);
    is = t.n > 0 && tokens_any(&t, 0, sends, ARRAY_LEN(sends));
    tokens_free(&t);
    return is;
}

/* "gửi kèm báo cáo", "(có báo cáo kèm theo)"; not the report's own annexes. */
static bool
comes_along(const struct tokens *t)
{
    static const char *const along[] = { "gui kem", "kem theo", "dinh kem", "kem cong van nay",
                                         "kem van ban nay" },
                             *const papers[] = { "bao cao", "danh sach", "ke hoach", "van ban",
                                                 "tai lieu", "ho so", "file", "tep" },
                             *const annexes[] = { "phu luc", "bieu", "bang" };

    for (size_t i = TOKENS_FIND(t, 0, along); i < t->n; i = TOKENS_FIND(t, i + 1, along)) {
        size_t first = i > NEAR ? i - NEAR : 0, end = i + NEAR < t->n ? i + NEAR : t->n;

        if (tokens_within(t, first, end, papers, ARRAY_LEN(papers)) &&
            !tokens_within(t, first, end, annexes, ARRAY_LEN(annexes)))
            return true;
    }
    return false;
}

/* "Gửi kèm báo cáo", and not much more. */
static bool
says_so(const struct attachment *a)
{
    static const char *const tells[] = { "nhu sau", "cu the", "ket qua dat duoc", "khong co",
                                         "khong phat sinh", "chua co" };
    struct tokens t;
    bool is;

    if (a->status != ATTACHMENT_READ || a->text == NULL ||
        strnlen(a->text, COVER_MOST) == COVER_MOST)
        return false;
    tokens_of(a->text, COVER_MOST, &t);
    is = TOKENS_FIND(&t, 0, tells) >= t.n &&
         (comes_along(&t) || (title_sends(a) && t.n < TITLE_ALONE));
    tokens_free(&t);
    return is;
}

bool
judge_cover(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];

    return may_cover(j, file) && (called_cover(a) || says_so(a)) && !judge_form_stands(j, a);
}
