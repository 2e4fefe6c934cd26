/* Who still has to do something to a paper? Somebody who has yet to sign, approve, comment on or
 * mend it makes it none that is final: "sếp chưa ký", "đang lấy ý kiến", "ký xong em gửi lại".
 * Where it was done ("ký rồi ạ", "đã được thông qua") or something else waits ("2 xã chưa ký cam
 * kết"), nothing is pending. Told by what is done to a paper and the words for time beside it,
 * and by what is asked of the reader first. */
#include "base/mem.h"
#include "core/language/draft.h"
#include "core/language/times.h"

#define FAR 6                   /* words */

enum act { SIGN = 1, MARK = 2, PASS = 4, APPROVE = 8, COMMENT = 16, MEND = 32, LOOK = 64,
           ISSUE = 128, VET = 256 };
#define SIGNING (SIGN | MARK | PASS)
#define ANY (SIGNING | APPROVE | COMMENT | MEND | LOOK | ISSUE | VET)

/* What is done to a paper. */
static const char *const signs[] = { "ky", "ki", "dong dau", "dong moc" },
                         *const marked[] = { "chu ky", "con dau", "co dau", "co moc", "moc do",
                                           "duoc dau", "xin dau" },
                         *const passes[] = { "trinh ky", "trinh lanh dao", "trinh sep",
                                             "trinh chu tich" },
                         *const approves[] = { "duyet", "phe duyet", "thong qua", "cho y kien",
                                               "qua lanh dao", "qua sep", "qua chu tich", "hop xet" },
                         *const comments[] = { "gop y", "xin y kien", "lay y kien" },
                         *const mends[] = { "hoan thien", "hoan chinh", "chinh sua", "dieu chinh",
                                            "thay doi", "chinh lai", "sua", "cap nhat", "soan" },
                         *const looks[] = { "xem", "coi", "doc lai", "kiem tra", "ra soat",
                                            "tong hop" },
                         *const issues[] = { "phat hanh", "ban hanh", "lay so", "cap so",
                                             "vao so", "co so van ban" },
                         *const vets[] = { "tham dinh" };   /* which the reader may do, too */
static const struct {
    enum act act;
    const char *const *words;
    size_t n;
} acts[] = {
    { SIGN, signs, ARRAY_LEN(signs) }, { MARK, marked, ARRAY_LEN(marked) },
    { PASS, passes, ARRAY_LEN(passes) }, { APPROVE, approves, ARRAY_LEN(approves) },
    { COMMENT, comments, ARRAY_LEN(comments) }, { MEND, mends, ARRAY_LEN(mends) },
    { LOOK, looks, ARRAY_LEN(looks) }, { ISSUE, issues, ARRAY_LEN(issues) },
    { VET, vets, ARRAY_LEN(vets) },
};

/* Before it: when. The nearest is the word's own; of those that yield, one that does not. */
enum when { NEVER, OPEN, DONE, DONE_YIELDS };
static const struct {
    char words[9], accented[10];
    enum when when;
    int of;                     /* acts */
} times[] = {
    { "chua", "chưa", OPEN, ANY },
    { "dang", "đang", OPEN, ANY },
    { "cho", "chờ", OPEN, ANY & ~VET },
    { "doi", "đợi", OPEN, ANY & ~VET },
    { "con", "còn", OPEN, ANY },
    { "can", "cần", OPEN, SIGNING | APPROVE | LOOK },
    { "phai", "phải", OPEN, SIGNING | APPROVE | COMMENT | MEND },
    { "se", "sẽ", OPEN, SIGN | PASS | APPROVE | MEND | ISSUE },
    { "co the", "", OPEN, MEND },
    { "de", "để", OPEN, SIGNING },
    { "thi", "thì", OPEN, SIGN | PASS },
    { "neu", "nếu", OPEN, SIGN | PASS },
    { "chi thieu", "", OPEN, MARK },
    { "khi nao", "", OPEN, SIGN | MARK | APPROVE },
    { "mai", "mai", OPEN, SIGN | PASS },
    { "tuan sau", "", OPEN, SIGN | PASS },
    { "du kien", "", OPEN, SIGN | PASS },
    { "chieu nay", "", OPEN, PASS },
    { "nho", "nhờ", OPEN, COMMENT },
    { "gui", "gửi", OPEN, COMMENT },
    { "khong co", "", OPEN, SIGN },     /* "hổng có ký" */
    { "hong co", "", OPEN, SIGN },
    { "da", "đã", DONE, ANY },
    { "vua", "vừa", DONE, ANY },
    { "sau khi", "", DONE_YIELDS, ANY },
    { "tiep thu", "", DONE, ANY },
    { "theo", "theo", DONE, ANY },
    { "khong", "không", DONE, ANY },
    { "ko", "ko", DONE, ANY },
    { "duoc", "được", DONE_YIELDS, ANY },
    { "moi", "mới", DONE_YIELDS, ANY },
    { "roi moi", "", OPEN, SIGN | PASS },
};

static const char *const papers[] = { "bao cao", "ban nay", "ban", "file", "tep", "van ban",
                                      "so lieu", "noi dung", "con so" },
                         *const leaders[] = { "lanh dao", "truong", "pho", "thu truong", "chi huy",
                                              "giam doc", "chu tich", "sep", "bi thu" },
                         *const office[] = { "van thu", "van phong", "ke toan", "uy ban", "ubnd", "hoi dong",
                                             "ban chi dao", "bcd", "thuong vu", "doi", "trinh",
                                             "anh", "bac", "em", "huyen", "xa", "phuong", "don vi",
                                             "cong an" };

/* The word stands for something else: "kỳ trước", "đăng ký", "thư ký", "cán bộ", "đề nghị". */
static bool
other_word(const struct tokens *t, size_t i)
{
    static const char *const before[] = { "thu", "nhat", "dinh", "thoi", "hoc", "nhiem", "cung",
                                          "chu", "ban", "trinh" },
                             *const behind[] = { "truoc", "nay", "bao cao", "hop", "ket", "luat",
                                                 "so", "1", "2", "niem", "thuat", "nang", "thi",
                                             "hieu", "tuc" },
                             *const heads[] = { "truong ban", "pho ban" };
    const struct token *w = &t->v[i];

    return (token_is(w, "ky") || token_is(w, "ki")) &&
           (!(token_fits(w, "ký") || token_fits(w, "kí")) || ANY_AT(t, i + 1, behind) ||
            (i > 0 && ((ANY_AT(t, i - 1, before) && !(i > 1 && ANY_AT(t, i - 2, heads))) ||
                       (token_is(&t->v[i - 1], "dang") && !token_written(&t->v[i - 1], "đang")))));
}

/* "Bản có dấu", "bản có ký tên, đóng dấu" is a copy, which may come later. */
static bool
of_copy(const struct tokens *t, size_t i)
{
    static const char *const bears[] = { "co", "ky", "ten", "chu", "dong", "con", "dau", "moc",
                                         "va" },
                             *const copies[] = { "ban", "file" };
    size_t at = i;

    while (at > 0 && ANY_AT(t, at - 1, bears))
        at--;
    return at > 0 && ANY_AT(t, at - 1, copies);
}

/* "Góp ý (vào) dự thảo Nghị định": work done on others' papers. */
static bool
on_others(const struct tokens *t, size_t end)
{
    static const char *const fill[] = { "vao", "cho", "doi", "voi", "cac", "ve", "xay", "dung" };

    while (end < t->n && ANY_AT(t, end, fill))
        end++;
    return end < t->n && draft_others(t, end);
}

/* "Phụ lục sẽ gửi sau khi duyệt", "tờ trình chờ ký, em gửi sau": another paper than the report
 * begins the clause, or is what will be sent, and the sentence says that it is still to come. */
static bool
of_paper_to_come(const struct tokens *t, size_t at)
{
    static const char *const others[] = { "phu luc", "phu bieu", "to trinh", "danh sach",
                                          "hinh anh", "ho so", "ke hoach", "bien ban",
                                          "quyet dinh" },
                             *const own[] = { "bao cao", "ban nay", "file", "danh sach nay" },
                             *const before[] = { "con", "rieng", "cac", "cai", "nhung", "may",
                                                "thi" },
                             *const wills[] = { "se gui", "se nop", "se bo sung" },
                             *const later[] = { "gui sau", "se gui", "nop sau", "se nop",
                                                "bo sung sau", "se bo sung", "mai em gui",
                                                "gui bo sung" };
    size_t i = at, end = at, first;

    while (i > 0 && !ANY_AT(t, i, others) && !ANY_AT(t, i, own) && !token_gap(&t->v[i], ".!?;"))
        i--;
    for (first = i; !tokens_clause(t, first) && ANY_AT(t, first - 1, before);)
        first--;
    while (end < t->n && (end == at || !token_gap(&t->v[end], ".!?;")))
        end++;
    return ANY_AT(t, i, others) && !ANY_AT(t, i, own) &&
           (tokens_clause(t, first) || WITHIN(t, first > 3 ? first - 3 : 0, first, wills)) &&
           WITHIN(t, first > 3 ? first - 3 : 0, end, later);
}

static bool
other_time(const struct tokens *t, size_t i, const char *accented)
{
    static const char *const second[] = { "nghi", "xuat", "bo", "uy", "vien", "hoach",
                                          "dau" },
                             *const then[] = { "roi", "thi" },
                             *const givers[] = { "gui", "trinh", "nop", "chuyen", "dua", "giup",
                                                 "tra", "bao cao" };

    return (token_is(&t->v[i], "duoc") && ANY_AT(t, i + 1, then)) ||
           (*accented != '\0' && !tokens_fit(t, i, accented)) || ANY_AT(t, i + 1, second) ||
           (token_is(&t->v[i], "thi") && tokens_are(t, i + 1, "dua")) ||
           (i > 0 && token_is(&t->v[i], "cho") && !token_written(&t->v[i], "chờ") &&
            ANY_AT(t, i - 1, givers));
}

/* By the words [first, at) before it; "không cần ký" is done. */
static enum when
when_before(const struct tokens *t, size_t first, size_t at, enum act act)
{
    static const char *const no[] = { "khong", "ko", "khoi" };
    enum when found = NEVER;

    for (size_t i = at; i-- > first && (found == NEVER || found == DONE_YIELDS);)
        for (size_t k = 0; k < ARRAY_LEN(times); k++)
            if ((times[k].of & (int)act) != 0 && tokens_are(t, i, times[k].words) &&
                !other_time(t, i, times[k].accented)) {
                if (found == NEVER || times[k].when != DONE_YIELDS)
                    found = WITHIN(t, i > first + 2 ? i - 2 : first, i, no) ? DONE : times[k].when;
                break;
            }
    return found;
}

/* "... em (scan, sẽ) gửi lại", "gửi bản chính thức": at these words it is sent once more. */
static bool
sent_again(const struct tokens *t, size_t at)
{
    static const char *const filler[] = { "em", "huyen", "don vi", "xa", "phuong", "minh", "ben",
                                          "tui", "toi", "moi", "se", "scan", "thi", "in", "cai" },
                             *const again[] = { "gui lai", "up lai", "gui ban", "gui sau",
                                             "gui chinh thuc", "nop lai", "nop ban", "bo sung",
                                             "bao lai", "bao sau" };

    while (at < t->n && !tokens_clause(t, at) && ANY_AT(t, at, filler))
        at++;
    return ANY_AT(t, at, again) ||
           (at < t->n && token_is(&t->v[at], "bao") && tokens_clause(t, at + 1));
}

/* By what stands behind: "ký rồi ạ"; "ký xong em gửi lại". */
static enum when
when_behind(const struct tokens *t, size_t end, enum act act)
{
    static const char *const over[] = { "xong", "roi", "hom qua" };
    size_t i = end;

    while (i < t->n && i <= end + 2 && !tokens_clause(t, i) && !ANY_AT(t, i, over))
        i++;
    if (act == MEND && i < t->n && token_is(&t->v[end], "sau") && tokens_clause(t, end + 1))
        return OPEN;
    if (tokens_clause(t, i) || !ANY_AT(t, i, over))
        return (act & SIGNING) != 0 && sent_again(t, end) ? OPEN : NEVER;
    return sent_again(t, i + 1) ? OPEN : DONE;
}

/* "Chờ sếp ký nên em gửi trễ": told of the past. */
static bool
excuses(const struct tokens *t, size_t end)
{
    static const char *const late[] = { "gui tre", "gui cham", "gui muon", "nop tre", "nop cham",
                                        "nop muon", "nay moi", "bao cao tre", "bao cao cham" };

    return WITHIN(t, end, end + 2 * FAR, late);
}

/* What else waits, or others: "ký cam kết", "2 xã chưa duyệt hương ước", "lấy ý kiến nhân dân". */
static bool
of_others(const struct tokens *t, size_t first, size_t end)
{
    static const char *const matters[] = { "cam ket", "hop dong", "quy che", "nghi quyet",
                                           "huong uoc", "quy uoc", "ke hoach", "du an", "de an",
                                           "nhan dan", "nguoi dan", "cu tri", "ho dan", "kinh phi",
                                           "mo hinh", "doi tuong", "co so", "luat", "giao uoc",
                                           "thoa thuan", "bien ban", "ho so", "quyet dinh",
                                           "ban giay", "ban dien tu", "dau moi", "dau rieng",
                                           "y kien chi dao", "vu viec", "vu an", "vien kiem sat",
                                           "cac ho", "cac xa" },
                             *const these[] = { "ban nay", "bao cao nay", "file nay", "va bao cao",
                                                "bao cao va" },
                             *const bodies[] = { "xa", "ho", "ap", "khom", "nguoi", "truong",
                                                 "co quan", "co so", "dia phuong" };
    bool many = false, matter = false;

    for (size_t i = first; i < end && !many; i++)
        many = t->v[i].number > 0 && ANY_AT(t, i + 1, bodies);
    for (size_t i = first; i < end + 4 && i < t->n && !matter; i++)         /* "có số" is no place */
        matter = ANY_AT(t, i, matters) && !token_written(&t->v[i], "có");
    return (many || matter) && !WITHIN(t, first, end + 4, these);
}

/* Of this paper, or of one who has it in hand. */
static bool
in_hand(const struct tokens *t, size_t first, size_t at, size_t end, enum act act)
{
    static const char *const parts[] = { "lai", "them", "vai", "bang", "muc", "bieu", "phu luc",
                                         "cac", "nhay", "chinh", "duoc",
                                         "kip", "ten", "a", "nha", "nghen", "nhe", "tap the" };
    static const char *const own[] = { "bao cao", "ban nay", "file", "van ban", "cong van" },
                             *const shows[] = { "gui", "goi", "xem", "coi", "nhan" };
    bool paper = WITHIN(t, first, end + 3, papers), led = WITHIN(t, first, end + 3, leaders),
         ours = WITHIN(t, first, end + 3, office), shown = WITHIN(t, first, at, shows),
         alone = (act == COMMENT || at - first <= 4 || shown) &&
                 (tokens_clause(t, end) || ANY_AT(t, end, parts));

    if (act == LOOK)
        return WITHIN(t, first, at, papers) || (WITHIN(t, first, at, office) && paper) || led;
    if (act == MEND)
        return paper || alone;
    if (act == ISSUE)
        return WITHIN(t, first, end, own) || tokens_are(t, end, "chinh thuc");
    return paper || led || ours || alone;
}

static enum when
when_done(const struct tokens *t, size_t at, enum act act, size_t words)
{
    size_t first = at, end = at + words;
    enum when when, behind = when_behind(t, end, act);

    if (other_word(t, at) || ((act & (SIGN | MARK)) != 0 && of_copy(t, at)) ||
        (act == COMMENT && (on_others(t, end) || draft_gone(t, at))) || of_paper_to_come(t, at) ||
        (act == ISSUE && end < t->n && token_is(&t->v[end], "lieu")))
        return NEVER;
    while (!tokens_clause(t, first) && at - first < 2 * FAR)
        first--;
    if (of_others(t, t->v[first].gap == ',' && first > FAR ? first - FAR : first, end) ||
        times_over(t, first, first + 3) || times_over(t, end, end + 2))
        return NEVER;
    when = when_before(t, first, at, act);
    if (when == OPEN && excuses(t, end))
        return DONE;
    if (when == OPEN)
        return in_hand(t, first, at, end, act) ? OPEN : NEVER;
    return when == DONE || behind == NEVER ? when : behind;
}

/* ---------------------------------------------------------------------------------------- */

/* Behind the last word that it was done, it is said to be open; 0: it is not. *signed_at: behind
 * the last that says it is signed, or left. */
static size_t
open_at(const struct tokens *t, size_t k, size_t *signed_at)
{
    size_t open = 0;

    for (size_t at = tokens_find(t, 0, acts[k].words, acts[k].n); at < t->n;
         at = tokens_find(t, at + 1, acts[k].words, acts[k].n)) {
        size_t i = 0;
        enum when when;

        while (!tokens_are(t, at, acts[k].words[i]))
            i++;
        when = when_done(t, at, acts[k].act, tokens_in(acts[k].words[i]));
        if (when == OPEN)
            open = at + 1;
        else if (when != NEVER)
            open = 0;
        if (when > OPEN && (acts[k].act & (SIGN | MARK)) != 0 && at >= *signed_at)
            *signed_at = at + 1;
    }
    return open;
}

/* The last word on each act counts, and who has signed has done all before. */
bool
pending_told(const struct tokens *t)
{
    size_t open = 0, signed_at = 0;

    for (size_t k = 0; k < ARRAY_LEN(acts); k++) {
        size_t at = open_at(t, k, &signed_at);

        open = at > open ? at : open;
    }
    return open > signed_at || (signed_at == 0 && request_told(t));
}
