/* Who a text names: units, other provinces, schools and firms. */
#include "core/language/view.h"
#include "core/language/cover.h"
#include "core/language/draft.h"
#include "core/language/want.h"
#include "home.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define DISTRICT_MOST 5         /* words of a district's name and kind */
#define CITED_MOST 10           /* words from "theo" to whose letter it was */

/* ---- phrases --------------------------------------------------------------------- */

static const struct { const char *before, *kind; } kind_words[] = {
    {"huyen", "huyện"}, {"h", "huyện"}, {"thanh pho", "thành phố"}, {"tp", "thành phố"}, {"thi xa", "thị xã"}, {"tx", "thị xã"},
    {"quan", "quận"}, {"q", "quận"}, {"thi tran", "thị trấn"}, {"tt", "thị trấn"}, {"xa", "xã"}, {"x", "xã"},
    {"phuong", "phường"}, {"p", "phường"}, {"tinh", "tỉnh"},
};

/* What kind of body the word before a name says, or one that ends in it: "thị |
 * xã Tân Hồng"; NULL: none. */
static const char *
kind_before(const struct view *s, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(kind_words) && at > 0; i++)
        if (strchr(kind_words[i].before, ' ') != NULL &&
            tokens_are(&s->g->words, at - 1, kind_words[i].before))
            return kind_words[i].kind;
    for (size_t words = 2; words > 0; words--)              /* "thị xã" is no "xã" */
        for (size_t i = 0; i < ARRAY_LEN(kind_words) && at >= words; i++)
            if ((strchr(kind_words[i].before, ' ') != NULL) == (words == 2) &&
                tokens_are(&s->g->words, at - words, kind_words[i].before) &&
                token_gap(view_word(s, at), " ._"))
                return kind_words[i].kind;
    return NULL;
}

/* "huyện Cái Bè" is not "xã Cái Bè": a bare name behind the word for another
 * kind of body names that body. */
static bool
of_another_kind(const struct view *s, const struct unit *unit, size_t at)
{
    const char *kind = unit->kind != NULL ? kind_before(s, at) : NULL;

    for (size_t i = 0; i < ARRAY_LEN(kind_words) && kind != NULL; i++)
        if (strcmp(unit->kind, kind_words[i].kind) == 0)
            return strcmp(kind, unit->kind) != 0;
    return false;
}

/* No small letter: "BCĐ" is no place. */
static bool
shouts(const struct token *t)
{
    bool small = false;

    for (size_t i = 0; i < t->raw_len && !small; i++)
        small = t->raw[i] >= 'a' && t->raw[i] <= 'z';
    return !small;
}

/* "xã Mỹ Hiệp, huyện Chợ Mới", "xã Mỹ Hiệp, Chợ Mới": behind the name of a commune one of a place that
 * the plan does not know. Whole names only, no person's, not that of the province itself. */
static bool
strange_place(const struct view *s, size_t at)
{
    static const char *const kinds[] = {"huyen", "h", "quan", "thi xa", "tx", "thanh pho", "tp"};
    const struct tokens *t = &s->g->words;
    size_t words = 0, name = at, end;
    char *folded;
    bool home;

    if (at >= t->n || s->phrases[at] != NULL)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        words = tokens_are(t, at, kinds[i]) && tokens_in(kinds[i]) > words ? tokens_in(kinds[i])
                                                                           : words;
    name = end = at + words;
    while (end < t->n && end < name + DISTRICT_MOST && (end == name || t->v[end].gap == ' ') &&
           t->v[end].number < 0 && s->phrases[end] == NULL && !s->used[end] &&
           token_is_name(&t->v[end]) && !shouts(&t->v[end]))
        end++;
    if (words > 0)
        return end > name;
    folded = end == name + 2 ? xasprintf("%s %s", t->v[name].text, t->v[name + 1].text) : NULL;
    home = folded == NULL || home_province(index_plan(s->index), folded);
    free(folded);
    return !home && token_gap(&t->v[at], ",-(*") && !cover_family(&t->v[name]) && (end == t->n || t->v[end].gap != ' ');
}

static bool
is_commune(const struct unit *u)
{
    static const char *const kinds[] = {"xã", "phường", "thị trấn"};
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(kinds) && u->kind != NULL; i++)
        is = is || strcmp(u->kind, kinds[i]) == 0;
    return is;
}

/* "TN0001": letters and digits in one are a code, and no short name before a number. */
static bool
in_code(const struct tokens *t, size_t end)
{
    return end < t->n && t->v[end].number >= 0 && t->v[end].raw == t->v[end - 1].raw;
}

static void
add_unit(struct view *s, const struct named *named, size_t at, size_t end)
{
    if (named->sense != SENSE_UNIT && in_code(&s->g->words, end))
        return;

    bool strange = named->n > 0 && is_commune(named->units[0]) && strange_place(s, end);

    if (strange)
        view_mark(&s->g->strange, at, end);
    for (size_t i = 0; i < named->n && s->g->nunits < GIST_UNITS; i++) {
        bool strong = named->sense == SENSE_UNIT && !strange &&
                      !of_another_kind(s, named->units[i], at);

        s->g->units[s->g->nunits++] = (struct gist_unit){ named->units[i], strong, { at, end } };
    }
}

static void
add_report(struct view *s, const struct phrase *p, size_t at)
{
    if (s->nfound < GIST_REPORTS * 2)
        s->found[s->nfound++] = (struct gist_report){.report = p->report, .at = {at, at + p->words}};
}

static bool
before_is(const struct view *s, size_t at, const char *const *words, size_t n)
{
    for (size_t i = 0; at > 0 && i < n; i++)
        if (token_is(view_word(s, at - 1), words[i]) && token_gap(view_word(s, at), " ."))
            return true;
    return false;
}

/* "Đoàn TNCS Hồ Chí Minh", "chị Huệ" */
static bool
person_at(const struct view *s, size_t at)
{
    return tokens_are(&s->g->words, at, "ho chi minh") || tokens_are(&s->g->words, at, "hcm") ||
           tokens_are(&s->g->words, at, "hue");
}

/* Another province stands here. Communes, streets and schools have such names,
 * too, and some are persons'. */
static bool
province_at(struct view *s, size_t at, const struct phrase *p)
{
    static const char *const kinds[] = {"tinh", "t", "tp", "pho"},
                             *const others[] = {"xa", "phuong", "tran", "x", "tt", "ap", "khom",
                                                "duong", "truong", "thpt", "thcs", "ong", "ba"};
    bool kind = before_is(s, at, kinds, ARRAY_LEN(kinds));

    if (p == NULL || !(view_named(s, p, at).sense == SENSE_PROVINCE || (kind && p->province)) ||
        before_is(s, at, others, ARRAY_LEN(others)) ||
        (person_at(s, at) && !kind))
        return false;
    view_mark(&s->g->province, at, at + p->words);
    s->g->province_named = s->g->province_named || kind;
    s->province_end = at + p->words;
    return true;
}

/* Behind the district that a commune lies in: "xã X, huyện Y, ...", "xã X - Y - ..."; else here. */
static size_t
behind_district(const struct view *s, size_t at)
{
    static const char *const kinds[] = {"huyen", "h", "quan", "thi xa", "tx", "thanh pho", "tp",
                                        "thi tran", "tt"};
    const struct tokens *t = &s->g->words;
    bool kind = tokens_any(t, at, kinds, ARRAY_LEN(kinds));
    size_t i = at + 1;

    if (at >= t->n || (s->phrases[at] != NULL && s->phrases[at]->sense == SENSE_PROVINCE) ||
        !(kind || (token_is_name(&t->v[at]) && token_gap(&t->v[at], ",-*("))))
        return at;
    while (i < t->n && i <= at + DISTRICT_MOST && !token_gap(&t->v[i], ",-*(/;:.|["))
        i++;
    return i < t->n && i <= at + DISTRICT_MOST && token_gap(&t->v[i], ",-*(") ? i : at;
}

/* "Châu Thành, Tiền Giang", "huyện Tam Nông tỉnh Phú Thọ", "Long An - huyện Châu Thành". */
static bool
elsewhere(struct view *s, size_t at, size_t after)
{
    size_t i = behind_district(s, after);
    const struct phrase *p;

    while (token_is(view_word(s, i), "tinh") || token_is(view_word(s, i), "t") ||
           token_is(view_word(s, i), "thuoc"))
        i++;
    p = i < s->g->words.n ? s->phrases[i] : NULL;
    if (p != NULL && province_at(s, i, p)) {
        view_mark(&s->g->elsewhere, i, i + p->words);
        view_use(s, i, i + p->words);
        return true;
    }
    if (s->province_end == 0 || s->province_end != at || token_gap(view_word(s, at), "."))
        return false;
    view_mark(&s->g->elsewhere, s->g->province.first, at);
    return true;
}

/* "gửi Công an huyện Tân Hồng": to it, not from it; "với huyện Tân Hồng, huyện Tam Nông", "giáp ranh
 * huyện Tân Hồng - huyện Tam Nông": all of them. */
static bool
receiver(struct view *s, size_t at, size_t end)
{
    static const char *const to[] = {"gui", "den", "toi", "cho"}, *const with[] = {"voi", "ranh", "giap"};
    const size_t and = s->with + token_is(view_word(s, s->with), "va");
    const bool goes_on = s->with > 0 && at == and && (and > s->with || token_gap(view_word(s, at), ",-*")),
               behind = at > 0 && token_gap(view_word(s, at), " :"),
               beside = behind && token_among(view_word(s, at - 1), with, ARRAY_LEN(with));

    s->with = goes_on || beside ? end : 0;
    return goes_on || beside || (behind && token_among(view_word(s, at - 1), to, ARRAY_LEN(to)));
}

/* "đ/c Thanh Bình", "Nguyễn Thanh Bình", "Người lập: Tân Hồng", "đường Tháp Mười": people and streets
 * are called as districts are. */
static bool
namesake(const struct view *s, size_t at)
{
    static const struct { const char *before, *written; char mark; } titles[] = {
        {"dong chi", "đồng", ' '}, {"d c", "đ", ' '}, {"dc", "đc", ' '}, {"anh", "anh", ' '},
        {"chi", "chị", ' '}, {"ong", "ông", ' '}, {"duong", "đường", ' '}, {"nguoi lap", "người", ':'},
        {"nguoi gui", "người", ':'}, {"lien he", "liên", ':'}, {"cb lap", "cb", ':'}, {"can bo lap", "cán", ':'},
    };
    const struct token *word = view_word(s, at > 0 ? at - 1 : 0);
    const char gap = view_word(s, at)->gap;

    if (at == 0 || !strchr(" :", gap) || !token_is_name(view_word(s, at)))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
        size_t n = tokens_in(titles[i].before);

        if (gap == titles[i].mark && at >= n && tokens_are(&s->g->words, at - n, titles[i].before) &&
            token_fits(view_word(s, at - n), titles[i].written))
            return !(n == 1 && at > n && token_is(view_word(s, at - 2), "anh"));
    }
    if (gap != ' ' || s->used[at - 1] || shouts(word) || (at > 1 && tokens_name_paper(&s->g->words, at - 2)))
        return false;                               /* "Báo Cáo Tân Hồng": a family is called Cao */
    if (at > 1 && !cover_family(word) && token_is_name(word) && token_gap(word, " "))
        word = view_word(s, at - 2);                /* "Nguyễn Văn Tân Hồng" */
    return cover_family(word) && token_is_name(word) && !shouts(word);
}

/* "Đề nghị huyện Tam Nông báo cáo", "huyện Tam Nông cũng làm", "có mời dự", "đi họp ở Tam Nông", "theo
 * công văn số 45 của UBND huyện Tam Nông": told of; "kèm theo công văn của ..." says whose it is. */
static bool
of_other_matter(const struct view *s, size_t at, size_t end)
{
    static const char *const asks[] = {"de nghi", "yeu cau"}, *const does[] = {"bao", "gui", "nop", "bo", "cung", "phoi"},
                             *const letters[] = {"cong van", "cv", "van ban", "giay moi", "thu moi", "thong bao"},
                             *const acts[] = {"hoi", "moi", "nhac", "yeu cau", "goi dien"},
                             *const visits[] = {"cong tac", "di hop", "tap huan", "di hoc", "hoi thi"};
    const struct tokens *t = &s->g->words;
    size_t i = at > 0 ? at - 1 : 0, act = end + token_is(view_word(s, end), "co");

    if (token_is(view_word(s, end), "cung") && token_fits(view_word(s, end), "cũng"))
        return !tokens_any(t, end + 1, does, ARRAY_LEN(does));
    if (tokens_any(t, act, acts, ARRAY_LEN(acts)) && !token_written(view_word(s, act), "hội") &&
        !token_written(view_word(s, act), "mới"))
        return true;
    if (at >= 3 && (token_is(&t->v[i], "o") || token_is(&t->v[i], "tai")) &&
        tokens_any(t, at - 3, visits, ARRAY_LEN(visits)))
        return true;
    if (at >= 2 && token_gap(view_word(s, at), " ") && tokens_any(t, at - 2, asks, ARRAY_LEN(asks)))
        return token_among(view_word(s, end), does, ARRAY_LEN(does));
    if (i == 0 || !token_is(&t->v[i], "cua"))
        return false;
    while (i > 0 && i + CITED_MOST > at && !token_is(&t->v[i], "theo"))
        i--;
    return token_is(&t->v[i], "theo") && tokens_any(t, i + 1, letters, ARRAY_LEN(letters)) &&
           !(i > 0 && token_is(&t->v[i - 1], "kem"));
}

/* "Cao Lãnh, ngày 07/6/2023": where it was written. */
static bool
place_of_date(const struct view *s, size_t after)
{
    return token_is(view_word(s, after), "ngay") && token_gap(view_word(s, after), ", ") &&
           view_word(s, after + 1)->number > 0;
}

/* A school or firm inside the line is named as a candidate; at its start or
 * behind a dash it signs. */
static bool
candidate(const struct view *s, size_t at)
{
    static const char *const names[] = {"truong", "thpt", "thcs", "cong ty", "cty", "doanh nghiep",
                                        "dntn", "hop tac xa", "htx", "benh vien", "ngan hang"};
    bool named = false;

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        named = named || tokens_are(&s->g->words, at, names[i]);
    return named && at > 0 && !token_gap(view_word(s, at), "-*:|[");
}

/* "Kết quả nắm tình hình" is none of a year. */
static bool
grasps(const struct view *s, const struct phrase *p, size_t at)
{
    size_t last = at + p->words - 1;

    return p->sense == SENSE_REPORT && token_is(view_word(s, last), "nam") &&
           !token_fits(view_word(s, last), "năm") && !view_year(s, last + 1);
}

/* "Thông báo, Đồng Tháp" is no "Báo Đồng Tháp", but "Sở Văn hóa, Thể thao" is one; "báo cáo Ngày hội" none
 * of each day. */
static bool
broken(const struct view *s, const struct phrase *p, size_t at)
{
    static const char *const longer[] = {"bao cao ngay hoi", "bao cao tuan le", "bao cao thang hanh dong"};

    if (p->sense == SENSE_OUTSIDE && tokens_any(&s->g->words, at, longer, ARRAY_LEN(longer)))
        return true;
    if (grasps(s, p, at))
        return true;
    return p->nnames > 0 && tokens_marks(&s->g->words, at, at + p->words) > p->marks;
}

/* "yêu cầu báo cáo" in "yêu cầu báo cáo 6 tháng": the report's name begins within. */
static size_t
reach(const struct view *s, const struct phrase *p, size_t at)
{
    for (size_t i = at + 1; i < at + p->words && p->sense == SENSE_ASKING; i++) {
        const struct phrase *q = s->phrases[i];
        if (q != NULL && q->sense == SENSE_REPORT)
            return i;
    }
    return at + p->words;
}

/* "Gia hạn hợp đồng", "gia hạn tạm trú": no report's time. */
static bool
of_something(const struct view *s, size_t at, size_t end)
{
    static const char *const time[] = {"nop", "gui", "bao", "thoi", "them", "den", "toi", "cho",
                                       "han", "ho", "cua", "ngay", "vi", "do", "danh", "duoc", "va",
                                       "thuc", "ky", "nhe", "giup", "a", "viec"};
    const struct token *next = view_word(s, end);
    bool told = token_gap(next, " ") && next->number < 0 && tokens_are(&s->g->words, at, "gia han") && end == at + 2;

    for (size_t i = 0; i < ARRAY_LEN(time) && told; i++)
        told = !token_is(next, time[i]);
    return told && !(s->phrases[end] != NULL &&
                     (s->phrases[end]->nnames > 0 || s->phrases[end]->sense == SENSE_REPORT));
}

static void
take_phrase(struct view *s, const struct phrase *p, size_t at)
{
    struct gist *g = s->g;
    struct named named = view_named(s, p, at);
    size_t end = reach(s, p, at);

    switch (named.sense) {
    case SENSE_UNIT:
    case SENSE_UNIT_WEAK:
        if (!elsewhere(s, at, end) && !receiver(s, at, end) && !place_of_date(s, end) &&
            !namesake(s, at) && !of_other_matter(s, at, end))
            add_unit(s, &named, at, end);
        break;
    case SENSE_PROVINCE: province_at(s, at, p); break;
    case SENSE_REPORT: add_report(s, p, at); break;
    case SENSE_HOST: g->host = true; break;
    case SENSE_OUTSIDE: view_mark(&g->outside, at, end); break;
    case SENSE_ASKING: view_mark(&g->asking, at, end); break;
    case SENSE_OTHER_TOPIC: view_mark(&g->other_topic, at, end); break;
    case SENSE_OUR_WORD: view_mark(&g->our_topic, at, end); break;
    case SENSE_OUR_TOPIC:
        g->our_topic = g->our_certain ? g->our_topic : (struct span){at, end};
        g->our_certain = true;
        break;
    case SENSE_EXTENSION:
        if (!want_denied(&g->words, at) && !of_something(s, at, end))
            view_mark(&g->extension, at, end);
        break;
    case SENSE_QUESTION:
        if (!tokens_are(&g->words, at, "gop y") || !draft_others(&g->words, end))
            view_mark(&g->question, at, end);
        else
            view_use(s, end, end + 2);
        break;
    case SENSE_THANKS: view_mark(&g->thanks, at, end); break;
    case SENSE_REPLACES: view_mark(&g->replaces, at, end); break;
    case SENSE_AUTOREPLY: view_mark(&g->autoreply, at, end); break;
    case SENSE_BOUNCE: view_mark(&g->bounce, at, end); break;
    case SENSE_COMMAND: view_mark(&g->command, at, end); break;
    case SENSE_NIL: view_mark(&g->nil, at, end); break;
    case SENSE_LOCAL:
        g->local_writes = g->local_writes || !candidate(s, at);
        view_mark(&g->local, at, end);
        break;
    default: break;
    }
    view_use(s, at, end);
}

/* Inside a report's name another period, or inside "UBND xã" the name that a unit
 * of this day had before: "UBND xã Tân Nghĩa". A union or school of that name is another. */
static bool
outgrows(const struct view *s, const struct phrase *p, const struct phrase *q, size_t at, size_t in)
{
    static const char *const itself[] = {"ubnd", "uy ban", "cong an", "ca", "bcd", "ban chi dao"};
    enum sense sense = view_named(s, q, in).sense;
    bool body = false;

    if (p->sense == SENSE_REPORT)
        return q->sense == SENSE_OUTSIDE || q->sense == SENSE_ASKING;
    for (size_t i = 0; i < ARRAY_LEN(itself); i++)
        body = body || tokens_are(&s->g->words, at, itself[i]);
    return body && (sense == SENSE_UNIT || sense == SENSE_UNIT_WEAK);
}

/* "báo cáo 6 tháng" inside "báo cáo 6 tháng cuối năm": the longer view wins. */
static const struct phrase *
outgrown(const struct view *s, const struct phrase *p, size_t *at)
{
    for (size_t i = *at + 1; i < *at + p->words; i++) {
        const struct phrase *q = s->phrases[i];
        if (q != NULL && i + q->words > *at + p->words && outgrows(s, p, q, *at, i)) {
            *at = i;
            return q;
        }
    }
    return p;
}

void
view_phrases(struct view *s)
{
    view_openers(s);
    for (size_t i = 0; i < s->g->words.n;) {
        const struct phrase *p = s->used[i] ? NULL : s->phrases[i];
        size_t end = view_outlook(s, p, i);

        if (end > i) {
            i = end;
        } else if (p == NULL) {
            i++;
        } else if (s->used[i + p->words - 1] || broken(s, p, i)) {
            i++;
        } else {
            p = p->sense == SENSE_REPORT || p->sense == SENSE_LOCAL ? outgrown(s, p, &i) : p;
            take_phrase(s, p, i);
            i = reach(s, p, i);
        }
    }
}

static bool
names_district(const struct gist *g)
{
    bool district = false;

    for (size_t i = 0; i < g->nunits; i++)
        district = district || !is_commune(g->units[i].unit);
    return district;
}

/* "Huyện Chợ Mới", where the plan has none and no other is named: an officer asks whose it is. */
void
view_strange(struct view *s)
{
    static const char *const kinds[] = {"huyen", "thi xa"},
                             *const bodies[] = {"doan", "uy", "doi", "hoi", "nha", "dong"},
                             *const does[] = {"gui", "goi", "nop", "bao", "da", "xin", "kinh", "trinh"};
    const struct tokens *t = &s->g->words;

    for (size_t i = TOKENS_FIND(t, 0, kinds); i < t->n && !names_district(s->g);
         i = TOKENS_FIND(t, i + 1, kinds)) {
        size_t name = i + (tokens_are(t, i, "huyen") ? 1 : 2);

        if (name < t->n && token_gap(&t->v[name], " ") && !s->used[name] && t->v[name].number < 0 &&
            token_is_name(&t->v[name]) && (s->shout || !shouts(&t->v[name])) &&
            !token_among(&t->v[name], bodies, ARRAY_LEN(bodies)) &&
            !(shouts(&t->v[name]) && token_among(&t->v[name], does, ARRAY_LEN(does))))
            view_mark(&s->g->strange, i, name + 1);
    }
}
