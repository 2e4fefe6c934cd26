/* What a text is about: our own field, another one, or words that the plan does not have. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "core/language/cover.h"
#include "core/language/view.h"

#define FIELD_MOST 6            /* words of a field of work that are looked at */

/* No mark parts the two, but a quotation mark: "phong trào “Toàn dân đoàn kết ...”". */
static bool
runs_on(const struct view *s, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (!token_gap(view_word(s, i), " _*\""))
            return false;
    return from <= to;
}

/* A matter that the plan asks for is no other body's: "hồ sơ đề nghị khen thưởng". */
static bool
asked_for(const struct view *s, struct span at)
{
    bool named = true;

    for (size_t i = at.first; i < at.last; i++)
        named = named && index_report_word(s->index, view_word(s, i), false);
    return named;
}

/* A word of our field that is others', too, is theirs by what stands beside it: "phong trào phòng
 * cháy", "công tác Đoàn và phong trào". */
static void
lend_topic(struct gist *g, const struct view *s)
{
    struct span ours = g->our_topic, other = g->other_topic;

    if (!view_none(ours) && !g->our_certain && !view_none(other) && !asked_for(s, other) &&
        (other.first < ours.first || runs_on(s, ours.last, other.first)))
        g->our_topic = (struct span){0};
}

/* "công tác tuyên truyền, tập huấn": chapters of a form of ours. */
static bool
asked_by_form(const struct view *s, size_t at)
{
    size_t end = at + 1;

    while (end < s->g->words.n && end < at + FIELD_MOST && !s->used[end] &&
           view_word(s, end)->number < 0 && token_gap(view_word(s, end), " ,"))
        end++;
    return cover_strange(index_cover(s->index), &s->g->words, at, end) == 0;
}

/* "công tác tư pháp", "tình hình lao động": some other field, unless what
 * follows is a period, the work itself or what a form of ours asks for. */
void
view_topic(struct view *s)
{
    static const char *const heads[] = {"cong tac", "tinh hinh", "linh vuc", "hoat dong"},
                             *const at_once[] = {"dot xuat"};
    static const char *const plain[] = {"nam", "thang", "dau", "cua", "thuc", "trien", "xay",
                                        "phong", "bao", "va", "quy", "bcd", "ban", "tham", "lanh", "chi",
                                        ""};
    struct gist *g = s->g;
    size_t at;

    for (at = TOKENS_FIND(&g->words, 0, heads); at < g->words.n;
         at = TOKENS_FIND(&g->words, at + 1, heads)) {
        const struct token *field = view_word(s, at + 2);

        if (token_gap(field, " ") && field->number < 0 && !s->used[at + 2] &&
            !token_among(field, plain, ARRAY_LEN(plain)) && !asked_by_form(s, at + 2))
            view_mark(&g->other_topic, at, at + 3);
    }
    lend_topic(g, s);
    g->noun = tokens_paper(&g->words, 0) < g->words.n;
    at = TOKENS_FIND(&g->words, 0, at_once);
    /* A report asked for at once is none of the periodic ones. */
    if (at < g->words.n && g->nreports > 0 && g->reports[0].report->recurrence != RECUR_ON_REQUEST)
        view_mark(&g->outside, at, at + 2);
}

/* The words that cover_find is to see: [from, to). Owned by the caller. */
static bool *
only_within(const struct view *s, size_t from, size_t to)
{
    const struct gist *g = s->g;
    bool *used = xcalloc(g->words.n + 1, sizeof *used);

    for (size_t i = 0; i < g->words.n; i++)
        used[i] = s->used[i] || i < from || i >= to;
    return used;
}

/* "Phòng, chống tội phạm ... và xây dựng phong trào", "an ninh, phong trào", "phong trào và Ngày hội":
 * both are told of. */
static bool
told_beside(const struct tokens *t, struct span region)
{
    static const char *const joins[] = {"va xay dung", "va phong trao", "gan voi"},
                             *const own[] = {"phong trao"};
    size_t at = TOKENS_FIND(t, region.first, own);

    if (TOKENS_FIND(t, region.first, joins) < region.last)
        return true;
    return (at <= region.last && at < t->n && token_gap(&t->v[at], ",&+")) ||
           (at + 2 < region.last && (token_is(&t->v[at + 2], "va") || token_gap(&t->v[at + 2], ",&+")));
}

/* "Nâng cao chất lượng phong trào", "vận động quần chúng bảo vệ ANTQ": what is done for our own matter. */
static void
cross_deeds(const struct tokens *t, struct span region, bool *used)
{
    static const char *const deeds[] = {"van dong", "nang cao", "chat luong", "hieu qua", "cung co",
                                        "phat huy", "doi moi", "day manh", "nhan rong", "duy tri",
                                        "phat trien", "tien tien"};

    for (size_t i = TOKENS_FIND(t, region.first, deeds); i + 1 < region.last;
         i = TOKENS_FIND(t, i + 1, deeds))
        used[i] = used[i + 1] = true;
}

/* Behind a word for a paper, before our own matter: what of it is reported, if not all: "báo cáo kết
 * quả [ngày hội] toàn dân bảo vệ ANTQ", "[thành tích] phong trào". Names of bodies end it. */
static struct span
before_ours(const struct view *s)
{
    static const char *const bodies[] = {"ban chi dao", "bcd", "cong an", "ubnd", "uy ban"};
    const struct tokens *t = &s->g->words;
    size_t from = tokens_paper(t, 0), body = from < t->n ? TOKENS_FIND(t, from, bodies) : from;
    struct span region = { from, s->g->our_topic.first < body ? s->g->our_topic.first : body },
                f = { 0 };
    bool open = false;

    if (region.last <= region.first || told_beside(t, region))
        return f;
    for (size_t i = region.first; i < region.last; i++)
        open = open || !s->used[i];
    if (open) {
        bool *used = only_within(s, region.first, region.last);

        cross_deeds(t, region, used);
        cover_find(index_cover(s->index), t, used, true, &f.first, &f.last);
        free(used);
    }
    return f;
}

/* Behind our own matter a part of the line that begins with an event: "phong trào TDBVANTQ năm 2023 -
 * kết quả hội thi"; not "(kèm kết quả hội thi)". */
static struct span
event_behind(const struct view *s)
{
    static const char *const fillers[] = {"ket", "qua", "to", "chuc", "ve", "bao", "cao"},
                             *const beside[] = {"gui kem", "kem theo", "dinh kem", "gui sau"};
    const struct tokens *t = &s->g->words;
    struct span f = { 0 };

    for (size_t i = tokens_event(t, s->g->our_topic.last), k; i < t->n && view_none(f);
         i = tokens_event(t, i + 1)) {
        for (k = i; k > s->g->our_topic.last && token_gap(&t->v[k], " ") &&
                    token_among(&t->v[k - 1], fillers, ARRAY_LEN(fillers));
             k--)
            ;
        if (token_gap(&t->v[k], "-:(|*;") && TOKENS_FIND(t, i, beside) >= t->n)
            f = (struct span){ i, i + 2 };
    }
    return f;
}

/* What a body is called tells of no matter: "Công ty [Cổ phần Sa Giang]". */
static struct span
without_name(const struct gist *g, struct span f)
{
    return !view_none(g->local) && f.first == g->local.last ? (struct span){ 0 } : f;
}

/* Beside words that are only ours, others tell of our own work; behind "phong
 * trào" they say which one. Of candidates, a list or dossier names any. */
static struct span
find_foreign(const struct view *s)
{
    const struct gist *g = s->g;
    enum rank rank = g->nreports > 0 ? index_rank(s->index, g->reports[0].report) : RANK_ONCE;
    bool candidates = rank == RANK_LIST || rank == RANK_DOSSIER, ours = !view_none(g->our_topic);
    struct span f = {0}, none = {0};

    if (candidates && (!view_none(g->local) || (ours && g->our_certain)))
        return none;
    if (ours && rank != RANK_PLAN && (g->our_certain || !candidates))
        f = without_name(g, before_ours(s));
    if (ours && rank != RANK_PLAN && !candidates && view_none(f))
        f = event_behind(s);
    if (!view_none(f) || (ours && g->our_certain))
        return f;
    bool *used = only_within(s, ours ? g->our_topic.last : 0, g->words.n);

    cover_find(index_cover(s->index), &g->words, used, false, &f.first, &f.last);
    free(used);
    return !ours || runs_on(s, g->our_topic.last, f.first) ? without_name(g, f) : none;
}

/* A word of an English text may have been taken for two syllables. */
static bool
written_as(const struct token *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == t->raw_len && strncasecmp(t->raw, words[i], t->raw_len) == 0)
            return true;
    return false;
}

/* "weekly report on canteen prices": an English report says behind this word
 * what on; the plan's own matters are read already. The word itself is no
 * Vietnamese one. */
static struct span
find_matter(struct view *s)
{
    static const char *const openers[] = {"on", "about", "regarding", "concerning"};
    static const char *const idioms[] = {"time", "behalf", "schedule"};
    static const char *const plain[] = {"the", "our", "a", "of", "your", "this", "its"};
    struct gist *g = s->g;
    struct span found = {0};

    for (size_t i = 1; i + 1 < g->words.n && g->nreports > 0; i++) {
        size_t at = i + 1;

        if (s->used[i] || g->reports[0].at.last > i ||
            !written_as(view_word(s, i), openers, ARRAY_LEN(openers)))
            continue;
        s->used[i] = true;
        if (written_as(view_word(s, at), idioms, ARRAY_LEN(idioms))) {
            for (; at < g->words.n && view_word(s, at)->raw == view_word(s, i + 1)->raw; at++)
                s->used[at] = true;
            continue;
        }
        while (at < g->words.n && (written_as(view_word(s, at), plain, ARRAY_LEN(plain)) ||
                                   index_report_word(s->index, view_word(s, at), true)))
            at++;
        if (at < g->words.n && token_gap(view_word(s, at), " ") && !s->used[at] &&
            view_word(s, at)->number < 0)
            view_mark(&found, at, at + 1);
    }
    return found;
}

struct span
gist_foreign(const struct match_index *index, struct gist *g)
{
    struct view s = {.index = index, .g = g, .used = g->used};
    struct span matter = find_matter(&s), foreign = find_foreign(&s);

    return view_none(foreign) ? matter : foreign;
}

/* Behind the words that open any report stands its matter: "kết quả thực hiện [quy chế dân chủ]"; behind its
 * period only what is said to be ("về [bình đẳng giới]"): the first chapter's heading may follow it. */
static bool
opened(const struct tokens *t, size_t at)
{
    static const char *const heads[] = {"bao cao", "ket qua", "cong tac", "thuc hien", "trien khai",
                                        "tinh hinh", "hoat dong", "linh vuc", "chuong trinh",
                                        "ke hoach", "so ket", "tong ket", "danh gia", "chuyen de",
                                        "so lieu", "cuoc van dong", "bao ve",
                                        "xay dung"},
                             *const links[] = {"ve", "viec"},
                             *const between[] = {"cac", "cua", "nhung", "doi", "voi", "trong",
                                                "thang"};
    bool period = false, headed;

    if (at > 0 && tokens_are(t, at - 1, "phong chong"))
        at--;
    while (at > 0 && token_gap(&t->v[at], " \"*") && token_among(&t->v[at - 1], between, ARRAY_LEN(between)))
        at--;
    if (at == 0 || !token_gap(&t->v[at], " \"*_"))
        return false;
    headed = tokens_any(t, at - 1, links, ARRAY_LEN(links));
    for (size_t i = 0; i < at; i++)
        period = period || t->v[i].number >= 0;
    return headed || (!period && at > 1 && tokens_any(t, at - 2, heads, ARRAY_LEN(heads)));
}

/* Words near the matter of the plan that comes with the program; a plan that says its own has none of them. */
static bool
near_ours(const struct match_index *index, const struct tokens *t, size_t end)
{
    static const char *const ours[] = {"an ninh", "antt", "trat tu", "antq", "to quoc", "toi pham",
                                       "tu quan", "tu phong", "tu bao ve", "quan chung", "binh yen",
                                       "138"};

    return index_plan(index)->own_topics.n == 0 && TOKENS_FIND(t, 0, ours) < end;
}

/* "phong trào [gia đình văn hóa]", "xây dựng [lực lượng Công an xã]", "công tác [bình đẳng giới]": which
 * movement, force or work. Two words behind such a head name it, if no form of ours has them ("tuyên
 * truyền"). Our own words misread ("an ninh Tổ quốe"), or what stands beside them, name no other. */
bool
gist_names_another(const struct match_index *index, const struct gist *g, struct span f)
{
    static const char *const joins[] = {"va", "cung", "gan voi", "cac", "tai", "tren"};
    const struct tokens *t = &g->words;
    bool topic = !view_none(g->our_topic);
    size_t from = topic ? g->our_topic.last : f.first;

    if (view_none(f) || g->our_certain || from > f.first ||
        !(topic || tokens_are(t, f.first, "luc luong") || opened(t, f.first)))
        return false;
    return cover_strange(index_cover(index), t, f.first, f.last) >= 2 &&
           TOKENS_FIND(t, from, joins) >= f.first && !near_ours(index, t, f.last);
}
