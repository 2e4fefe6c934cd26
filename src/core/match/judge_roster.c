/* What a list lists. A list of persons or of things is not the one of selected units, whatever
 * mail or file call it: its own title and the heads of its table say whom it names. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/form/validate.h"
#include "core/language/want.h"
#include "gather.h"
#include "model/format.h"
#include "model/rendition.h"

#define TOP_READ 1500           /* bytes of a page, in which title and first head stand */
#define TOP_ROWS 12             /* of a sheet */
#define TITLE_LINES 4

enum lists { LISTS_UNKNOWN, LISTS_UNITS, LISTS_MAYBE, LISTS_OTHERS };

static const char *const chosen[] = { "dien hinh", "kieu mau", "lua chon", "duoc chon" };

static const char *const units[] = {
    "don vi", "co quan", "doanh nghiep", "co so giao duc", "truong hoc", "truong mam non",
    "truong mau giao", "truong tieu hoc", "truong th", "truong thcs", "truong thpt",
    "truong trung", "truong cao dang", "truong dai hoc", "cong ty", "xa phuong", "xa", "phuong",
    "thi tran",
};

static const char *const fillers[] = { "cac", "nhung", "de nghi", "dang ky", "de xuat",
                                       "gioi thieu", "xay dung", "tong hop", "cua" };

static const char *const models[] = { "mo hinh" },
                  *const there[] = { "tren dia ban", "dong tren", "hien co", "dang hoat dong" };

/* People, and what is done with them. */
static const char *const others[] = {
    "can bo", "cong chuc", "vien chuc", "nhan vien", "nhan su", "dang vien", "doan vien",
    "hoi vien", "thanh vien", "to vien", "xa vien", "ca nhan", "cac dong chi", "dong chi",
    "hoc sinh", "sinh vien", "hoc vien", "giao vien", "chien si", "dai bieu",
    "khach moi", "ban chi dao", "hoi dong", "to cong tac", "ho gia dinh", "gia dinh", "ho ngheo",
    "ho dan", "chu ho", "cu tri", "xa doi", "truong ap", "truong khom", "trich ngang", "ho ten",
    "ho va ten", "khen thuong", "bieu duong", "ky luat", "tap huan", "boi duong", "du hop",
    "hoi nghi", "hoi thao",
};

static const char *const person_heads[] = {
    "stt ho ten", "stt ho va ten", "tt ho ten", "tt ho va ten", "stt chu ho", "tt chu ho",
    "stt ten chu ho", "stt ho ten chu ho", "ho ten chuc vu", "ho va ten chuc vu",
    "ho ten nam sinh", "ho va ten nam sinh", "ho ten ngay", "ho va ten ngay",
};

/* ---- its words -------------------------------------------------------------------------- */

/* Rows of the first sheet that is seen, or the page. */
static char *
top_of(const struct attachment *a)
{
    struct buf b = {0};
    const struct sheet *s = a->sheets;

    if (a->nsheets == 0)
        return xstrndup(a->text != NULL ? a->text : "",
                        strnlen(a->text != NULL ? a->text : "", TOP_READ));
    while (s + 1 < a->sheets + a->nsheets && s->hidden)
        s++;
    for (size_t i = 0; i < s->ncells && s->cells[i].row <= TOP_ROWS; i++)
        if (s->cells[i].value != NULL)
            buf_addf(&b, "%s%s", i == 0 || s->cells[i].row != s->cells[i - 1].row ? "\n" : " ",
                     s->cells[i].value);
    return buf_take(&b);
}

/* "DANH SÁCH", "PHỤ LỤC II: Danh sách ..."; not a sentence that speaks of one. */
static bool
heads_list(const struct tokens *t)
{
    size_t at = tokens_are(t, 0, "phu luc") ? 2 : 0;

    while (at > 0 && at < t->n && at < 4 && !tokens_are(t, at, "danh sach"))
        at++;
    return tokens_are(t, at, "danh sach");
}

/* The lines of a title, without what is said in brackets; ends where the table begins. */
static void
title_of(const char *top, struct buf *title)
{
    int lines = 0;

    while (*top != '\0' && lines < TITLE_LINES) {
        size_t len = strcspn(top, "\n\f\t");
        struct tokens t;

        tokens_of(top, len, &t);
        if (lines > 0 ? t.n > 0 && *top != '(' : heads_list(&t)) {
            if (lines > 0 && (tokens_are(&t, 0, "stt") || tokens_are(&t, 0, "tt") ||
                              t.v[0].number >= 0 || memchr(top, ':', len) != NULL))
                lines = TITLE_LINES;
            else
                buf_addf(title, "%.*s ", (int)len, top);
            lines++;
        }
        tokens_free(&t);
        top += len + (top[len] != '\0');
    }
}

static bool
plain_word(const struct token *t)
{
    return t->number >= 0 || token_is(t, "nam") || token_is(t, "stt") || token_is(t, "tt");
}

/* How many words of it say nothing of whom the list names. */
static size_t
filler_at(const struct tokens *t, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(fillers); i++)
        if (tokens_are(t, at, fillers[i]))
            return tokens_in(fillers[i]);
    return t->v[at].number >= 0;
}

/* Whom it names first; units that are chosen stand before whatever else it says. */
static enum lists
told(const struct tokens *t)
{
    static const char *const list[] = { "danh sach" };
    size_t at = TOKENS_FIND(t, 0, list) + 2, end = at, other, choice, filler;
    bool unit, plain = true;

    for (; end < t->n && !token_is(&t->v[end], "stt") && !tokens_are(t, end, "kem theo"); end++)
        plain = plain && plain_word(&t->v[end]);
    while (at < end && (filler = filler_at(t, at)) > 0)
        at += filler;
    other = TOKENS_FIND(t, at, others);
    choice = TOKENS_FIND(t, at, chosen);
    unit = tokens_any(t, at, units, ARRAY_LEN(units)) && other != at;
    if (at > t->n || plain)
        return LISTS_UNKNOWN;
    if (TOKENS_FIND(t, at, models) == at || (choice >= end && TOKENS_FIND(t, at, there) < end))
        return LISTS_MAYBE;             /* what units have, and all that there are */
    if (choice < end && (unit || choice < other))
        return LISTS_UNITS;
    if (other < end)
        return unit ? LISTS_MAYBE : LISTS_OTHERS;
    return unit ? LISTS_UNITS : LISTS_MAYBE;
}

static enum lists
told_by(const char *title)
{
    struct tokens t;
    enum lists lists;

    tokens_of(title, TOP_READ, &t);
    lists = told(&t);
    tokens_free(&t);
    return lists;
}

/* ---- the file --------------------------------------------------------------------------- */

static bool
person_table(const char *top)
{
    struct tokens t;
    bool is;

    tokens_of(top, TOP_READ, &t);
    is = TOKENS_FIND(&t, 0, person_heads) < t.n;
    tokens_free(&t);
    return is;
}

/* By its title, else by its heads; its name counts only where it names others. */
static bool
lists_others(const struct judge *j, const struct attachment *a, struct buf *title)
{
    const struct letterhead *l = a->letterhead;
    char *top = top_of(a), *stem = gather_stem(attachment_title(a));
    enum lists lists = LISTS_UNKNOWN;
    bool is;

    if (l != NULL && l->type != NULL)
        buf_addf(title, "%s %s", l->type,
                 l->subject != NULL ? l->subject : "");
    else
        title_of(top, title);
    lists = told_by(buf_text(title));
    if (lists == LISTS_UNKNOWN && told_by(stem) == LISTS_OTHERS) {
        buf_free(title);
        buf_addf(title, "%s", stem);
        lists = LISTS_OTHERS;
    }
    is = lists == LISTS_OTHERS ||
         (lists != LISTS_UNITS && (lists == LISTS_MAYBE || person_table(top)) &&
          !judge_form_stands(j, a));
    free(stem);
    free(top);
    return is;
}

static bool
names_list(const struct judge *j)
{
    bool names = false;

    for (size_t i = 0; i < j->d->evidences.n && !names; i++) {
        const char *code = j->d->evidences.v[i].report;

        names = code != NULL && judge_selects(plan_report(j->plan, code));
    }
    return names;
}

bool
judge_roster(const struct judge *j, int file)
{
    return judge_row(j, SOURCE_HEAD, MATTER_ROSTER, file) != NULL;
}

/* Not our own paper, a covering letter, a photograph. */
static bool
may_list(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];

    return attachment_counts(a) && !judge_cover(j, file) &&
           judge_row(j, SOURCE_LETTERHEAD, MATTER_OURS, file) == NULL &&
           (a->type == NULL || format_named(a->type)->class != FORMAT_IS_PICTURE);
}

bool
judge_only_rosters(const struct judge *j)
{
    int *pdf_of = xcalloc(j->m->nattachments + 1, sizeof *pdf_of);
    bool any = false, only = true;

    renditions_pair(j->m->attachments, j->m->nattachments, pdf_of);
    for (size_t i = 0; i < j->m->nattachments && only; i++) {
        if (pdf_of[i] >= 0 || !may_list(j, (int)i))
            continue;
        only = judge_roster(j, (int)i);
        any = true;
    }
    free(pdf_of);
    return any && only;
}

bool
judge_selects(const struct report *r)
{
    return r != NULL && r->nparts == 0 && r->form != NULL && form_candidates(r->form) != NULL;
}

bool
judge_other_list(const struct judge *j, const struct report *r)
{
    return judge_selects(r) && judge_only_rosters(j);
}

enum reason
judge_other_paper(const struct judge *j, const struct report *r)
{
    return judge_other_list(j, r) ? REASON_OTHER_LIST : REASON_DOCUMENT_AND_SUBJECT;
}

/* "Danh sách bổ sung", "đăng ký thêm 01 đơn vị". */
static bool
says_more(const struct tokens *t)
{
    static const char *const more[] = { "bo sung", "dang ky them", "chon them", "gui them",
                                        "nop them", "them don vi" },
                             *const them[] = { "them" };
    bool says = TOKENS_FIND(t, 0, more) < t->n;

    for (size_t i = TOKENS_FIND(t, 0, them); i < t->n && !says; i = TOKENS_FIND(t, i + 1, them))
        says = tokens_number(t, i + 1) > 0;
    return says;
}

bool
judge_extends(const struct judge *j, const struct item *item)
{
    bool more = says_more(&j->words) || (!judge_is_reply(j) && says_more(&j->subject));

    for (size_t i = 0; i < item->nfiles && !more; i++) {
        const struct attachment *a = &j->m->attachments[item->files[i]];
        char *top = a->letterhead != NULL ? xstrdup(a->letterhead->subject) : top_of(a);
        struct buf title = {0};
        struct tokens t;

        title_of(top != NULL ? top : "", &title);
        tokens_of(a->letterhead != NULL && top != NULL ? top : buf_text(&title), TOP_READ, &t);
        more = says_more(&t);
        tokens_free(&t);
        buf_free(&title);
        free(top);
    }
    return more && !want_instead(&j->subject) && !want_instead(&j->words);
}

static bool
speaks_of_list(const struct judge *j, const struct evidence *e, int file)
{
    bool own = e->source == SOURCE_HEAD || e->source == SOURCE_LETTERHEAD ||
               e->source == SOURCE_DOCUMENT || e->source == SOURCE_FILE_NAME;

    return own && e->attachment == file &&
           (e->report != NULL ? judge_selects(plan_report(j->plan, e->report))
                              : e->matter == MATTER_PAPER && strcmp(e->quote, "Danh sách") == 0);
}

/* More of the form of a report that the subject names stands in it than of any list's. */
static bool
table_of_report(const struct judge *j, const struct attachment *a)
{
    size_t most = 0, list = 0;

    for (size_t i = 0; i < j->d->evidences.n; i++) {
        const struct evidence *e = &j->d->evidences.v[i];
        const struct report *r = e->source == SOURCE_SUBJECT && e->report != NULL
                                     ? plan_report(j->plan, e->report) : NULL;
        size_t found = r == NULL || r->form == NULL || judge_selects(r)
                           ? 0 : validate_found(r->form, a);

        most = found > most ? found : most;
    }
    for (size_t i = 0; most >= FORM_LEAST && i < j->plan->nreports; i++) {
        size_t found = judge_selects(&j->plan->reports[i])
                           ? validate_found(j->plan->reports[i].form, a) : 0;

        list = found > list ? found : list;
    }
    return most >= FORM_LEAST && most > list;
}

/* "Danh sách đơn vị điển hình" above a table that is part of the report's form is no report of its own. */
static void
drop_headings(struct judge *j)
{
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        size_t at = 0;

        while (at < e->n && !speaks_of_list(j, &e->v[at], (int)i))
            at++;
        if (at == e->n || !table_of_report(j, &j->m->attachments[i]))
            continue;
        while (at < e->n)
            if (speaks_of_list(j, &e->v[at], (int)i))
                evidence_drop(e, at);
            else
                at++;
    }
}

/* "Đề nghị công nhận ...", not a "Hồ sơ" or "Tờ trình". */
static bool
asks_verdict(const struct judge *j, const struct evidence *e)
{
    const struct report *r = e->report != NULL ? plan_report(j->plan, e->report) : NULL;
    struct tokens t;
    bool asks;

    tokens_of(e->quote, r != NULL && r->nparts > 0 && e->quote != NULL ? TOP_READ : 0, &t);
    asks = tokens_are(&t, 0, "de nghi");
    tokens_free(&t);
    return asks;
}

/* The only report that the subject names, if it is a list of selected units. */
static const struct report *
subject_list(const struct judge *j)
{
    const struct report *list = NULL;

    for (size_t i = 0; i < j->d->evidences.n; i++) {
        const struct evidence *e = &j->d->evidences.v[i];
        const struct report *r = e->source == SOURCE_SUBJECT && e->report != NULL
                                     ? plan_report(j->plan, e->report) : NULL;

        if (r != NULL && !judge_selects(r))
            return NULL;
        list = r != NULL ? r : list;
    }
    return list;
}

/* What a list of selected units is to lead to, its title may say: it stays the list that the subject names. */
static void
drop_verdicts(struct judge *j, const struct report *list)
{
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n;)
        if (e->v[i].attachment >= 0 && asks_verdict(j, &e->v[i]) &&
            validate_found(list->form, &j->m->attachments[e->v[i].attachment]) >= LIST_LEAST)
            evidence_drop(e, i);
        else
            i++;
}

void
judge_rosters(struct judge *j)
{
    const struct report *list = subject_list(j);

    if (list != NULL)
        drop_verdicts(j, list);
    drop_headings(j);
    for (size_t i = 0; i < j->m->nattachments && names_list(j); i++) {
        const struct attachment *a = &j->m->attachments[i];
        struct buf title = {0};

        if (attachment_counts(a) && a->identity.report == NULL && lists_others(j, a, &title)) {
            struct evidence *e = evidence_add(&j->d->evidences, SOURCE_HEAD, STRENGTH_WEAK,
                                              title.len > 0 ? buf_text(&title) : NULL);

            e->matter = MATTER_ROSTER;
            e->attachment = (int)i;
        }
        buf_free(&title);
    }
}
