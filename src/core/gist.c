/* Reading one line of office Vietnamese. */
#include "core/gist.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define YEAR_FIRST 2000
#define YEAR_LAST 2099

struct scan {
    const struct match_index *index;
    struct gist *g;
    bool *used;                 /* words that are already read */
    bool shout;                 /* the whole text is in capitals: a capital says nothing */
    struct gist_report found[GIST_REPORTS * 2];
    size_t nfound;
};

static bool
none(struct span s)
{
    return s.first == s.last;
}

static bool
gap_in(const struct token *t, const char *marks)
{
    return t->gap != 0 && strchr(marks, t->gap) != NULL;
}

static void
mark(struct span *s, size_t first, size_t last)
{
    if (none(*s))
        *s = (struct span){first, last};
}

static const struct token *
word(const struct scan *s, size_t at)
{
    static const struct token end = {.text = "", .number = -1, .gap = '$', .raw = ""};

    return at < s->g->words.n ? &s->g->words.v[at] : &end;
}

static void
use(struct scan *s, size_t first, size_t last)
{
    for (size_t i = first; i < last && i < s->g->words.n; i++)
        s->used[i] = true;
}

static bool
year_at(const struct scan *s, size_t at)
{
    return word(s, at)->number >= YEAR_FIRST && word(s, at)->number <= YEAR_LAST;
}

/* ---- numbers that are no years: codes, dates, symbols -------------------------- */

bool
gist_receipt_at(const struct tokens *t, size_t at, size_t *words)
{
    *words = 3;
    return at + 2 < t->n && token_is(&t->v[at], "tn") && t->v[at + 1].number >= YEAR_FIRST && t->v[at + 1].gap == '-' &&
           t->v[at + 2].number >= 0 && t->v[at + 2].gap == '-' && t->v[at + 2].raw_len >= 4;
}

static bool
between(int n, int low, int high)
{
    return n >= low && n <= high;
}

/* "ngày 9 tháng 6 năm 2023", "9/6/2023", "ngày 9-6": the word after it, or 0. */
static size_t
date_at(const struct scan *s, size_t at)
{
    bool named = token_is(word(s, at), "ngay");
    size_t i = named ? at + 1 : at;

    if (!between(word(s, i)->number, 1, 31))
        return 0;
    if (token_is(word(s, i + 1), "thang") && between(word(s, i + 2)->number, 1, 12)) {
        if (token_is(word(s, i + 3), "nam") && year_at(s, i + 4))
            return i + 5;
        return year_at(s, i + 3) ? i + 4 : i + 3;
    }
    char gap = word(s, i + 1)->gap;
    if (!between(word(s, i + 1)->number, 1, 12) || (gap != '/' && gap != '-' && !(gap == ' ' && named)))
        return 0;
    if (year_at(s, i + 2) && (word(s, i + 2)->gap == gap || gap == '/'))
        return i + 3;
    return named ? i + 2 : 0;
}

/* "512/2022/QĐ-UBND", "2045/BC-BCĐ138", a file "2045-BC.pdf": a document's number. */
static bool
in_symbol(const struct scan *s, size_t at)
{
    const struct token *next = word(s, at + 1);

    if (next->number >= 0 || token_is(word(s, at - (at > 0)), "nam"))
        return false;
    return gap_in(next, "/") || (at == 0 && gap_in(next, "-") && next->raw_len <= 4);
}

static void
skip_numbers(struct scan *s)
{
    for (size_t i = 0; i < s->g->words.n; i++) {
        size_t n, end;
        if (gist_receipt_at(&s->g->words, i, &n))
            use(s, i, i + n);
        if (!s->used[i] && (end = date_at(s, i)) > i)
            use(s, i, end);
        if (year_at(s, i) && in_symbol(s, i))
            use(s, i, i + 1);
    }
}

/* ---- phrases --------------------------------------------------------------------- */

static void
add_unit(struct scan *s, const struct phrase *p, size_t at)
{
    for (size_t i = 0; i < p->nunits && s->g->nunits < GIST_UNITS; i++)
        s->g->units[s->g->nunits++] =
            (struct gist_unit){p->units[i], p->sense == SENSE_UNIT, {at, at + p->words}};
}

static void
add_report(struct scan *s, const struct phrase *p, size_t at)
{
    if (s->nfound < GIST_REPORTS * 2)
        s->found[s->nfound++] = (struct gist_report){p->report, 0, {at, at + p->words}};
}

/* What follows "phương hướng" speaks of the time ahead, until a dash, a
 * bracket or a unit's name. */
static size_t
skip_outlook(struct scan *s, size_t at, size_t words)
{
    size_t i = at + words;

    for (; i < s->g->words.n && !gap_in(word(s, i), "-*([|:"); i++) {
        const struct phrase *p = index_phrase(s->index, &s->g->words, i);
        if (p != NULL && (p->sense == SENSE_UNIT || p->sense == SENSE_LOCAL))
            break;
    }
    use(s, at, i);
    return i;
}

/* "Châu Thành, Tiền Giang", "huyện Tam Nông tỉnh Phú Thọ". */
static bool
elsewhere(struct scan *s, size_t after)
{
    size_t i = token_is(word(s, after), "tinh") || token_is(word(s, after), "t") ? after + 1 : after;
    const struct phrase *p = i < s->g->words.n ? index_phrase(s->index, &s->g->words, i) : NULL;

    if (p == NULL || p->sense != SENSE_PROVINCE)
        return false;
    mark(&s->g->elsewhere, i, i + p->words);
    use(s, i, i + p->words);
    return true;
}

/* "gửi Công an huyện Tân Hồng": to it, not from it. */
static bool
receiver(const struct scan *s, size_t at)
{
    static const char *const before[] = {"gui", "den", "toi", "cho", "voi"};

    for (size_t i = 0; at > 0 && i < ARRAY_LEN(before); i++)
        if (token_is(word(s, at - 1), before[i]) && gap_in(word(s, at), " :"))
            return true;
    return false;
}

static void
take_phrase(struct scan *s, const struct phrase *p, size_t at)
{
    struct gist *g = s->g;
    size_t end = at + p->words;

    switch (p->sense) {
    case SENSE_UNIT:
    case SENSE_UNIT_WEAK:
        if (!elsewhere(s, end) && !receiver(s, at))
            add_unit(s, p, at);
        break;
    case SENSE_REPORT: add_report(s, p, at); break;
    case SENSE_HOST: g->host = true; break;
    case SENSE_OUTSIDE: mark(&g->outside, at, end); break;
    case SENSE_OTHER_TOPIC: mark(&g->other_topic, at, end); break;
    case SENSE_OUR_TOPIC: mark(&g->our_topic, at, end); break;
    case SENSE_EXTENSION: mark(&g->extension, at, end); break;
    case SENSE_QUESTION: mark(&g->question, at, end); break;
    case SENSE_THANKS: mark(&g->thanks, at, end); break;
    case SENSE_REPLACES: mark(&g->replaces, at, end); break;
    case SENSE_AUTOREPLY: mark(&g->autoreply, at, end); break;
    case SENSE_BOUNCE: mark(&g->bounce, at, end); break;
    case SENSE_COMMAND: mark(&g->command, at, end); break;
    case SENSE_LOCAL:
        g->local_writes = true;
        mark(&g->local, at, end);
        break;
    default: break;
    }
    use(s, at, end);
}

/* "báo cáo 6 tháng" inside "báo cáo 6 tháng cuối năm": the longer view wins. */
static const struct phrase *
outgrown(const struct scan *s, const struct phrase *p, size_t *at)
{
    for (size_t i = *at + 1; i < *at + p->words; i++) {
        const struct phrase *q = index_phrase(s->index, &s->g->words, i);
        if (q != NULL && q->sense == SENSE_OUTSIDE && i + q->words > *at + p->words) {
            *at = i;
            return q;
        }
    }
    return p;
}

static void
find_phrases(struct scan *s)
{
    for (size_t i = 0; i < s->g->words.n;) {
        const struct phrase *p = s->used[i] ? NULL : index_phrase(s->index, &s->g->words, i);
        if (p == NULL) {
            i++;
        } else if (p->sense == SENSE_OUTLOOK && i > 0) {
            i = skip_outlook(s, i, p->words);
        } else if (s->used[i + p->words - 1]) {
            i++;
        } else {
            p = p->sense == SENSE_REPORT ? outgrown(s, p, &i) : p;
            take_phrase(s, p, i);
            i += p->words;
        }
    }
}

/* ---- communes ---------------------------------------------------------------------- */

static const struct { const char *folded, *accented; } commune_words[] = {
    {"xa", "xã"}, {"phuong", "phường"}, {"thi tran", "thị"},
};
static const char *const commune_others[] = {"phuong", "thi", "va", "dien", "co", "khu", "tieu", "hoi", "tren", "thuoc", "cua"};

/* "phương" and "xa" are other words, if the writer uses accents at all. */
static bool
accent_fits(const struct token *t, const char *accented)
{
    char *raw = xstrndup(t->raw, t->raw_len), *lower = text_lower(raw);
    bool fits = strcmp(lower, t->text) == 0 || strcmp(lower, accented) == 0;

    free(raw);
    free(lower);
    return fits;
}

static bool
commune_at(const struct scan *s, size_t at, size_t *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commune_words); i++) {
        if (!tokens_are(&s->g->words, at, commune_words[i].folded) ||
            !accent_fits(word(s, at), commune_words[i].accented))
            continue;
        *name = at + (strchr(commune_words[i].folded, ' ') != NULL ? 2 : 1);
        if (*name >= s->g->words.n || word(s, *name)->gap != ' ')
            return false;
        for (size_t k = 0; s->shout && k < ARRAY_LEN(commune_others); k++)
            if (token_is(word(s, *name), commune_others[k]))
                return false;
        return token_is_name(word(s, *name)) && !(at > 0 && token_is(word(s, at - 1), "dia"));
    }
    return false;
}

static bool
all_capitals(const struct gist *g)
{
    size_t names = 0, words = 0;

    for (size_t i = 0; i < g->words.n; i++) {
        if (g->words.v[i].number >= 0 || (i > 0 && g->words.v[i].raw == g->words.v[i - 1].raw))
            continue;
        words++;
        names += token_is_name(&g->words.v[i]);
    }
    return words > 2 && names == words;
}

/* "thị trấn Lấp Vò", "Trường THPT Tháp Mười": a unit's bare name inside the
 * name of something local is not the unit. */
static void
drop_local_names(struct scan *s, struct span local)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->g->nunits; i++) {
        const struct gist_unit *u = &s->g->units[i];
        bool inside = u->at.first >= local.last && u->at.first <= local.last + 3 && u->at.last - u->at.first <= 2;
        for (size_t k = local.last; inside && k <= u->at.first; k++)
            inside = word(s, k)->gap == ' ' || word(s, k)->gap == 0;
        inside = inside && !token_is(word(s, u->at.first), "h") && !token_is(word(s, u->at.first), "tp") &&
                 !token_is(word(s, u->at.first), "huyen");
        if (!inside)
            s->g->units[kept++] = *u;
    }
    s->g->nunits = kept;
}

static void
find_communes(struct scan *s)
{
    struct gist *g = s->g;
    bool wrote = g->local_writes;
    size_t name;

    for (size_t i = 0; i < g->words.n; i++)
        if ((!s->used[i] || wrote) && commune_at(s, i, &name)) {
            drop_local_names(s, (struct span){i, name});
            mark(&g->local, i, name + 1);
            if (i == 0 || gap_in(word(s, i), "-*:|"))
                g->local_writes = true;
        }
    if (wrote)
        drop_local_names(s, g->local);
}

/* ---- periods that the plan does not have --------------------------------------------- */

static bool
quarter_at(const struct scan *s, size_t at)
{
    static const char *const roman[] = {"i", "ii", "iii", "iv"};
    const struct token *n = word(s, at + 1);

    if (!token_is(word(s, at), "quy") && !(token_is(word(s, at), "q") && n->gap == 0))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(roman); i++)
        if (token_is(n, roman[i]) && n->gap == ' ')
            return true;
    return between(n->number, 1, 4) && (n->gap == ' ' || n->gap == 0);
}

static void
find_outside(struct scan *s)
{
    struct gist *g = s->g;

    for (size_t i = 0; i < g->words.n; i++) {
        const struct token *t = word(s, i), *next = word(s, i + 1);
        if (s->used[i])
            continue;
        if (quarter_at(s, i))
            mark(&g->outside, i, i + 2);
        else if (between(t->number, 1, 24) && token_is(next, "thang") && !s->used[i + 1])
            mark(&g->outside, i, i + 2);
        else if (between(t->number, 2, 50) && token_is(next, "nam") && !year_at(s, i + 2))
            mark(&g->outside, i, i + 2);        /* "tổng kết 10 năm" */
        else if (token_is(t, "thang") && between(next->number, 1, 12))
            mark(&g->outside, i, i + 2);
        else if (between(t->number, 1, 12) && next->gap == '/' && year_at(s, i + 1) && s->nfound == 0 &&
                 !token_is(word(s, i - (i > 0)), "so"))
            mark(&g->outside, i, i + 2);        /* "6/2023": a month or half a year? */
    }
}

/* ---- what it is about --------------------------------------------------------------- */

static bool
one_of(const struct token *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (token_is(t, words[i]))
            return true;
    return false;
}

/* "công tác tư pháp", "tình hình lao động": some other field, unless what
 * follows is a period or the work itself. */
static void
find_topic(struct scan *s)
{
    static const char *const heads[] = {"cong tac", "tinh hinh", "linh vuc", "hoat dong"};
    static const char *const plain[] = {"nam", "thang", "dau", "cua", "thuc", "trien", "xay", "phong", "bao", "va", "quy", ""};
    static const char *const nouns[] = {"bao cao", "so ket", "tong ket", "ket qua", "danh sach", "ho so", "to trinh", "dang ky",
                                        "de xuat", "bien ban", "list", "de nghi cong nhan"};
    struct gist *g = s->g;

    for (size_t i = 0; i < g->words.n; i++) {
        for (size_t k = 0; k < ARRAY_LEN(heads); k++)
            if (tokens_are(&g->words, i, heads[k]) && gap_in(word(s, i + 2), " ") && word(s, i + 2)->number < 0 &&
                !s->used[i + 2] && !one_of(word(s, i + 2), plain, ARRAY_LEN(plain)))
                mark(&g->other_topic, i, i + 3);
        for (size_t k = 0; k < ARRAY_LEN(nouns) && !g->noun; k++)
            g->noun = tokens_are(&g->words, i, nouns[k]);
        /* A report asked for at once is none of the periodic ones. */
        if (tokens_are(&g->words, i, "dot xuat") && g->nreports > 0 &&
            g->reports[0].report->recurrence != RECUR_ON_REQUEST)
            mark(&g->outside, i, i + 2);
    }
}

/* ---- years ------------------------------------------------------------------------------ */

/* The report whose words stand last before this one. */
static struct gist_report *
report_before(struct gist *g, size_t at)
{
    struct gist_report *found = NULL;

    for (size_t i = 0; i < g->nreports; i++)
        if (g->reports[i].at.last <= at && (found == NULL || g->reports[i].at.first > found->at.first))
            found = &g->reports[i];
    return found;
}

/* The year at this word, or 0: "2023", "năm 23". */
static int
named_year(const struct scan *s, size_t at, bool *nam)
{
    int year = word(s, at)->number;

    *nam = at > 0 && (token_is(word(s, at - 1), "nam") || token_is(word(s, at - 1), "ky"));
    if (*nam && between(year, 20, 60) && word(s, at)->raw_len == 2)
        year += 2000;
    return s->used[at] || !between(year, YEAR_FIRST, YEAR_LAST) ? 0 : year;
}

/* A year called one ("năm 2023") outweighs a number that only looks like it. */
static void
find_years(struct scan *s)
{
    struct gist *g = s->g;
    bool nam, certain = false;

    for (size_t i = 0; i < g->words.n; i++) {
        int year = named_year(s, i, &nam);
        struct gist_report *r = report_before(g, i);
        if (year == 0)
            continue;
        if (year_at(s, i + 1) && gap_in(word(s, i + 1), "-*")) {        /* "2021 - 2025" */
            mark(&g->outside, i, i + 2);
            i++;
            continue;
        }
        if (r != NULL && r->year == 0)
            r->year = year;
        if (g->year == 0 || (nam && !certain)) {
            g->years_differ = false;
            g->year = year;
            certain = nam;
        } else if (year != g->year && nam == certain) {
            g->years_differ = true;
        }
    }
}

/* ---- which reports ------------------------------------------------------------------------ */

/* Before the second stands "và", "kèm", a comma or a dash, with only fillers
 * in between. */
static bool
joined(const struct scan *s, struct span a, struct span b)
{
    static const char *const fillers[] = {"bao", "cao", "gui", "cac", "ca", "theo", "nop", "dong", "thoi"};
    size_t i = b.first;

    while (i > a.last) {
        const struct token *before = word(s, i - 1);
        bool filler = false;
        if (gap_in(word(s, i), "+&;,-*/|"))
            return true;
        if (token_is(before, "va") || token_is(before, "kem") || token_is(before, "cung") || token_is(before, "and"))
            return true;
        for (size_t k = 0; k < ARRAY_LEN(fillers); k++)
            filler = filler || token_is(before, fillers[k]);
        if (!filler)
            return false;
        i--;
    }
    return gap_in(word(s, i), "+&;,-*/|");
}

static bool
already(const struct gist *g, const struct report *r)
{
    for (size_t i = 0; i < g->nreports; i++)
        if (g->reports[i].report == r)
            return true;
    return false;
}

/* The one with precedence, and those the text joins to another one. */
static void
choose_reports(struct scan *s)
{
    struct gist *g = s->g;
    size_t best = 0;

    for (size_t i = 1; i < s->nfound; i++)
        if (index_rank(s->index, s->found[i].report) > index_rank(s->index, s->found[best].report))
            best = i;
    for (size_t i = 0; i < s->nfound && g->nreports < GIST_REPORTS; i++) {
        const struct report *r = s->found[i].report;
        bool plan = index_rank(s->index, r) == 0;
        bool tied = (i > 0 && r != s->found[i - 1].report && joined(s, s->found[i - 1].at, s->found[i].at)) ||
                    (i + 1 < s->nfound && r != s->found[i + 1].report && joined(s, s->found[i].at, s->found[i + 1].at));
        if ((i == best || (tied && !plan)) && !already(g, r))
            g->reports[g->nreports++] = s->found[i];
    }
}

/* "tổng kết phong trào TDBVANTQ năm 2023": the plan's "tổng kết năm" with
 * the subject's matter in between. */
static void
find_elided(struct scan *s)
{
    struct gist *g = s->g;
    const struct phrase *p;
    struct tokens t;

    if (s->nfound > 0 || none(g->our_topic) || !none(g->outside))
        return;
    tokens_of("tong ket nam", 20, &t);
    p = index_phrase(s->index, &t, 0);
    for (size_t i = 0, n = g->words.n; p != NULL && p->sense == SENSE_REPORT && i < n && g->nreports == 0; i++) {
        if (!tokens_are(&g->words, i, "tong ket") || word(s, i + 2)->number >= 0)
            continue;
        for (size_t k = i + 2; k + 1 < n && g->nreports == 0; k++)
            if (token_is(word(s, k), "nam") && year_at(s, k + 1))
                g->reports[g->nreports++] = (struct gist_report){p->report, 0, {i, k + 1}};
    }
    tokens_free(&t);
}

/* "theo CV số 512", "Công văn 512/CAT-PV05". */
static void
find_request(struct scan *s)
{
    static const char *const before[] = {"cong van so", "cong van", "yeu cau so", "cv so"};

    for (size_t i = 0; i < s->g->words.n && s->g->request == 0; i++)
        for (size_t k = 0; k < ARRAY_LEN(before); k++) {
            size_t words = k == 0 ? 3 : k == 1 ? 2 : k == 2 ? 3 : 2;
            if (tokens_are(&s->g->words, i, before[k]) && word(s, i + words)->number > 0) {
                s->g->request = word(s, i + words)->number;
                break;
            }
        }
}

/* "Kế hoạch ..." without "báo cáo" or "kết quả". */
static void
find_plan(struct scan *s)
{
    for (size_t i = 0; i < s->g->words.n; i++) {
        if (tokens_are(&s->g->words, i, "bao cao") || tokens_are(&s->g->words, i, "ket qua"))
            return;
        if (tokens_are(&s->g->words, i, "ke hoach"))
            mark(&s->g->plan, i, i + 2);
    }
}

void
gist_of(const struct match_index *index, const char *text, size_t most_bytes, struct gist *g)
{
    struct scan s = {.index = index, .g = g};

    memset(g, 0, sizeof *g);
    tokens_of(text, most_bytes, &g->words);
    s.used = xcalloc(g->words.n + 1, sizeof *s.used);
    s.shout = all_capitals(g);
    skip_numbers(&s);
    find_request(&s);
    find_phrases(&s);
    find_communes(&s);
    find_outside(&s);
    choose_reports(&s);
    find_elided(&s);
    find_years(&s);
    find_topic(&s);
    find_plan(&s);
    free(s.used);
}

void
gist_free(struct gist *g)
{
    tokens_free(&g->words);
}
