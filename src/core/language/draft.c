/* What calls itself a draft, and what takes the place of one: the words for it, in
 * names, on pages and in letters. */
#include "core/language/draft.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/times.h"

#define FAR 6                   /* words */

/* Within a paper's number: "12/BC-DT", "12-BC-DT2". */
static bool
in_symbol(const struct tokens *t, size_t i)
{
    while (i > 0 && (t->v[i].gap == '-' || t->v[i].gap == '/' ||
                     (t->v[i].gap == ' ' && t->v[i].raw == t->v[i - 1].raw)))
        if (t->v[--i].number >= 0)
            return i + 1 < t->n && t->v[i + 1].number < 0 && !token_is(&t->v[i + 1], "thang");
    return false;
}

/* "DT lần 2", "DT2", "(DT)" behind a report or its year, "bản DT", "DT BC 6
 * tháng"; not "Đội DT", "(ĐT)", "DT: 0277 ...". */
static size_t
short_draft_at(const struct tokens *t, size_t i)
{
    static const char *const bodies[] = {"doi", "phong", "to", "can", "cong an", "ca", "ban",
                                         "tinh", "tp", "huyen", "h", "xa", "p"},
                             *const paper[] = {"thang", "nam", "cao", "ket", "qua"};
    const struct token *w = &t->v[i], *next = i + 1 < t->n ? &t->v[i + 1] : NULL;

    if (!(token_is(w, "dt") || token_is(w, "dtl")) || (*w->raw != 'D' && *w->raw != 'd') ||
        in_symbol(t, i))
        return 0;
    bool of_body = i > 0 && w->gap == ' ' && ANY_AT(t, i - 1, bodies),
         in_ban = i > 0 && token_is(&t->v[i - 1], "ban"),
         count = next != NULL && next->number > 0 && next->number < 10 && next->raw_len <= 4 &&
                 !(i + 2 < t->n && token_is(&t->v[i + 2], "thang")),
         said = next != NULL && token_is(next, "lan");

    if (said || (token_is(w, "dtl") && count))
        return 2;
    if (of_body && !in_ban)
        return 0;
    if (count && (next->gap == 0 || next->gap == '-' || next->gap == ' '))
        return 2;
    if ((w->gap == '(' || w->gap == '[') && i > 0)
        return (next == NULL || next->gap != ' ') &&
                       (t->v[i - 1].number >= 0 || ANY_AT(t, i - 1, paper))
                   ? 1
                   : 0;
    return in_ban || (i == 0 && next != NULL && tokens_name_paper(t, 1)) ? 1 : 0;
}

/* "Đề cương báo cáo", "BC 6T (đề cương)": it is yet to be written; not "báo cáo
 * theo đề cương". */
static size_t
outline_at(const struct tokens *t, size_t i)
{
    static const char *const words[] = { "de cuong", "dan y", "dan bai", "outline" },
                      *const own[] = { "ban", "gui", "la" };
    bool named = i == 0 || token_gap(&t->v[i], "([-_:") || ANY_AT(t, i - 1, own);

    for (size_t k = 0; k < ARRAY_LEN(words) && named; k++)
        if (tokens_are(t, i, words[k]))
            return tokens_in(words[k]);
    return 0;
}

/* "Báo cáo 6 tháng (tạm)", "BC6T_tạm"; not "h-tam-nong", "- anh Tam". */
static size_t
for_now_at(const struct tokens *t, size_t i)
{
    const struct token *w = &t->v[i];
    bool bracketed = token_gap(w, "(["), last = i + 1 == t->n;

    return i > 0 && token_is(w, "tam") &&
                   (bracketed ? token_fits(w, "tạm") && (last || token_gap(w + 1, ")]"))
                              : last && tokens_apart(t, i) && token_written(w, "tạm"))
               ? 1
               : 0;
}

/* "v0.9", "version 0.3": before the first. */
static size_t
version_at(const struct tokens *t, size_t i)
{
    static const char *const words[] = { "v", "ver", "version", "phien ban" };

    for (size_t k = 0; k < ARRAY_LEN(words); k++)
        if (tokens_are(t, i, words[k])) {
            size_t at = i + tokens_in(words[k]);

            return tokens_number(t, at) == 0 &&
                           (at + 1 == t->n || strchr(".,)]", t->v[at + 1].raw[-1]) != NULL)
                       ? at - i + 1
                       : 0;
        }
    return 0;
}

/* "Chưa phải bản cuối", "không phải là báo cáo chính thức". */
static size_t
not_final_at(const struct tokens *t, size_t i)
{
    static const char *const no[] = { "chua phai", "chua la", "khong phai", "ko phai" },
                             *const fill[] = { "la", "ban", "bao", "cao", "van", "file", "so",
                                               "lieu" },
                             *const final[] = { "chinh thuc", "cuoi", "ky", "hoan chinh",
                                                "hoan thien", "final", "sau cung", "chinh" };
    size_t at = i + 2;

    if (!ANY_AT(t, i, no))
        return 0;
    while (at < i + 6 && ANY_AT(t, at, fill))
        at++;
    return ANY_AT(t, at, final) && !token_written(&t->v[at], "chỉnh") ? at - i + 1 : 0;
}

/* What only a title says so, or says it by what it is. */
static size_t
short_at(const struct tokens *t, size_t i)
{
    static size_t (*const by[])(const struct tokens *, size_t) = { outline_at, for_now_at,
                                                                   version_at, not_final_at,
                                                                   short_draft_at };
    size_t words = 0;

    for (size_t k = 0; k < ARRAY_LEN(by) && words == 0; k++)
        words = by[k](t, i);
    return words;
}

size_t
draft_at(const struct tokens *t, size_t i)
{
    size_t words;

    if (i >= t->n)                      /* "(%)" has no words */
        return 0;
    words = draft_word_at(t, i);
    return words > 0 ? words : short_at(t, i);
}

/* ---- in names and on pages ----------------------------------------------------------- */

/* Only a count of drafts follows: "dự thảo lần 2", "draft v3". */
static bool
counts_drafts(const struct tokens *t, size_t i)
{
    while (i < t->n && (token_is(&t->v[i], "lan") || t->v[i].number >= 0 ||
                        t->v[i].text[strspn(t->v[i].text, "v0123456789")] == '\0'))
        i++;
    return i == t->n;
}

bool
draft_name(const char *stem)
{
    struct tokens t;

    tokens_of(stem, strlen(stem), &t);
    bool draft = (t.n > 0 && draft_at(&t, 0) > 0) || trial_title(&t) ||
                 pending_told(&t);
    for (size_t i = 0; i < t.n && !draft; i++) {
        size_t words = draft_at(&t, i);
        draft = words > 0 && !draft_turned(&t, i) &&
                (counts_drafts(&t, i + words) || short_at(&t, i) > 0);
    }
    tokens_free(&t);
    return draft;
}

bool
draft_short(const struct tokens *t)
{
    bool draft = trial_title(t) || pending_told(t);

    for (size_t i = 0; i < t->n && !draft; i++)
        draft = short_at(t, i) > 0 && !draft_turned(t, i);
    return draft;
}

/* ---- in letters -------------------------------------------------------------------------- */

/* "Bản word em gửi hôm qua là bản nháp": said of another mail. */
static bool
of_older(const struct tokens *t, size_t at)
{
    static const char *const earlier[] = { "sang nay", "da gui", "gui truoc" };
    size_t first = tokens_clause_first(t, at);

    return WITHIN(t, first, at, earlier) || times_over(t, first, at) ||
           WITHIN(t, at + 2, at + 5, earlier) || times_over(t, at + 2, at + 5);
}

/* "Em gửi anh Ba bản nháp": a verb of sending, and who gets it. */
static bool
sent_to(const struct tokens *t, size_t at)
{
    static const char *const sends[] = { "gui", "goi", "nop", "chuyen", "trinh" },
                             *const who[] = { "anh", "chi", "em", "co", "chu", "bac", "sep", "thay",
                                              "phong", "so", "tinh", "a", "c", "truoc", "tam" };
    size_t i = at;

    while (i > 0 && at - i < 3 && t->v[i].gap == ' ' && ANY_AT(t, i - 1, who))
        i--;
    return i > 0 && i < at && ANY_AT(t, i - 1, sends);
}

static const char *const finals[] = { "ban chinh thuc", "gui chinh thuc", "final version" },
                         *const signeds[] = { "ban chinh thuc", "ban hoan chinh", "ban da ky",
                                              "ban ky", "gui chinh thuc", "ban hanh chinh thuc",
                                              "lay ban nay", "dung ban nay" };

/* "Dự thảo đã được phòng góp ý, nay gửi bản chính thức": what became of it is told, and what
 * comes in its place. */
static bool
finished(const struct tokens *t, size_t end)
{
    static const char *const past[] = { "da", "cu", "bo" };

    return WITHIN(t, end, end + 6, past) && WITHIN(t, end + 1, t->n, signeds);
}

/* "đây mới là dự thảo", "gửi bản nháp"; "góp ý dự thảo Luật" is work done, "không phải dự thảo"
 * none. */
static bool
sent_at(const struct tokens *t, size_t at)
{
    static const char *const own[] = { "la", "gui", "ban", "day", "moi", "kem", "xem", "a", "is",
                                        "xong" };
    bool lan = tokens_are(t, at, "dt lan");
    size_t end = at + (lan ? 2 : draft_word_at(t, at));

    return end > at && !draft_turned(t, at) &&
           !draft_behind_others(t, end) && !of_older(t, at) && !finished(t, end) && !draft_is_gone(t, at) &&
           (at == 0 || t->v[at].gap != ' ' || lan || ANY_AT(t, at - 1, own) || sent_to(t, at) ||
            tokens_are(t, end, "bao cao") || tokens_are(t, end, "report") ||
            (tokens_are(t, end, "nay") && !tokens_clause(t, end)));
}

static bool
outline_sent(const struct tokens *t, size_t at)
{
    return outline_at(t, at) > 0 && !draft_turned(t, at);
}

/* "Bản tạm, chiều em gửi lại", "mới là bản tạm thôi"; not "bản tạm tính", "bản tạm ứng". */
static bool
for_now_only(const struct tokens *t, size_t at)
{
    static const char *const ends[] = { "thoi", "a", "nhe", "nha", "nghen", "nay" };

    return token_fits(&t->v[at + 1], "tạm") &&
           (tokens_clause(t, at + 2) || ANY_AT(t, at + 2, ends)) && !draft_turned(t, at);
}

/* "bản này tạm thời", "báo cáo này chỉ là tạm thời thôi"; "tạm thời đóng cửa" is work done. */
static bool
for_now(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "ban", "bao cao", "file", "tep", "so lieu", "danh sach" },
                             *const ends[] = { "thoi", "a", "nhe", "nha", "nghen", "truoc", "de" };

    return WITHIN(t, at > FAR ? at - FAR : 0, at, papers) &&
           (tokens_clause(t, at + 2) || ANY_AT(t, at + 2, ends)) && !draft_turned(t, at);
}

/* "Tạm gửi", "nhận tạm"; "anh Tám gửi báo cáo" is none. */
static bool
meantime_at(const struct tokens *t, size_t at)
{
    static const char *const persons[] = { "anh", "chi", "co", "chu", "bac", "em", "ba", "ong" };
    size_t tam = at + !token_is(&t->v[at], "tam");

    return token_fits(&t->v[tam], "tạm") &&
           !(tam == at && at > 0 && !token_written(&t->v[at], "tạm") && ANY_AT(t, at - 1, persons));
}

/* "Em gửi đỡ bản này, bản chính chiều em gửi" */
static bool
makes_do(const struct tokens *t, size_t at)
{
    return token_written(&t->v[at + 1], "đỡ") &&
           (tokens_clause(t, at + 2) || token_is(&t->v[at + 2], "ban"));
}

static bool
not_final(const struct tokens *t, size_t at)
{
    return not_final_at(t, at) > 0 || version_at(t, at) > 0;
}

/* "Bản thô", "bản sơ khởi", "file nháp"; not "bàn thờ", "file nhập liệu". */
static bool
rough(const struct tokens *t, size_t at)
{
    static const char *const kinds[] = { "thô", "sơ", "soạn" };
    const struct token *kind = &t->v[at + 1];
    bool fits = token_written(kind, "nháp");

    for (size_t i = 0; i < ARRAY_LEN(kinds) && !fits; i++)
        fits = token_fits(kind, kinds[i]) && token_fits(&t->v[at], "bản");
    return fits && !draft_turned(t, at) && !of_older(t, at);
}

bool
draft_told(const struct tokens *t)
{
    static const char *const meantime[] = { "gui tam", "tam gui", "nop tam", "tam nhan", "nhan tam",
                                            "tam thoi gui", "tam thoi nop" },
                             *const make[] = { "gui do", "goi do", "nop do", "nhan do", "lay do" },
                             *const now[] = { "tam thoi" }, *const only[] = { "ban tam" };
    static const char *const unready[] = { "chua chinh thuc", "chua chot", "moi la nhap",
                                           "so lieu so bo", "ban so bo", "so lieu tam tinh", "moi tam tinh",
                                           "not final", "not the final",
                                           "not yet signed", "not been signed", "is not signed",
                                           "has not signed", "to be signed", "will be signed",
                                           "awaiting signature", "awaiting approval" };
    static const char *const drafts[] = { "dt lan" };
    static const char *const outlines[] = { "de cuong", "dan y", "dan bai" };
    static const char *const nots[] = { "chua phai", "chua la", "khong phai", "ko phai", "v",
                                        "ver", "version", "phien ban" };
    static const char *const roughs[] = { "ban tho", "ban so khoi", "ban so luoc",
                                           "ban soan thao", "file nhap", "gui nhap",
                                           "goi nhap", "la nhap", "lam nhap",
                                           "viet nhap" };

    return tokens_somewhere(t, draft_words, draft_nwords, sent_at) ||
           SOMEWHERE(t, drafts, sent_at) || SOMEWHERE(t, outlines, outline_sent) ||
           SOMEWHERE(t, unready, NULL) || SOMEWHERE(t, nots, not_final) ||
           SOMEWHERE(t, roughs, rough) || pending_told(t) ||
           SOMEWHERE(t, meantime, meantime_at) || SOMEWHERE(t, make, makes_do) || later_told(t) ||
           SOMEWHERE(t, now, for_now) || SOMEWHERE(t, only, for_now_only) || trial_told(t);
}

bool
draft_named(const struct tokens *t)
{
    return tokens_somewhere(t, draft_words, draft_nwords, NULL);
}

/* Every draft that it names is none any more. */
bool
draft_replaced(const struct tokens *t)
{
    static const char *const asks[] = {
        "xin gop y", "de nghi gop y", "nho gop y", "gop y giup", "xin y kien", "cho y kien",
        "lay y kien",
    };
    bool final = false, draft = draft_told(t);

    for (size_t i = 0; i < t->n && !draft; i++) {
        bool other = draft_at(t, i) > 0;

        final = final || ANY_AT(t, i, finals) || (other && draft_turned(t, i));
        draft = ANY_AT(t, i, asks) || (other && !draft_turned(t, i));
    }
    return final && !draft;
}
