#include "core/language/want.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/draft.h"
#include "core/language/misstated.h"
#include "core/language/unfinished.h"
#include "core/language/way.h"

#define FAR 6                   /* words between asking, or a promise, and what for */
#define REACH 4                 /* words between asking and what is asked for */

static const char *const forms[] = { "mau", "bieu", "de cuong", "template", "form" };
static const char *const deadlines[] = { "han nop", "han gui", "han bao cao", "han chot",
                                         "han cuoi", "han la", "thoi han", "deadline", "due date" };
static const char *const whens[] = { "khi nao", "bao gio", "ngay nao", "ngay may", "hom nao",
                                     "chung nao", "luc nao", "may gio", "when" };
static const char *const sendings[] = { "nop", "gui", "bao cao", "due" };
static const char *const asking[] = { "xin", "hoi", "cung cap", "can", "nho", "gui giup", "gui cho",
                                      "gui lai", "cho em", "cho don vi", "cho biet", "please",
                                      "send us" };
static const char *const giving[] = { "xin gui", "xin nop", "xin phep", "xin bao cao", "xin kinh gui" };      /* says xin and brings something */

static bool
asked_before(const struct tokens *t, size_t at)
{
    for (size_t i = at > REACH ? at - REACH : 0; i < at; i++)
        if (ANY_AT(t, i, asking) && !ANY_AT(t, i, giving))
            return true;
    return false;
}

static bool
of_ours(const struct tokens *t, size_t at)
{
    static const char *const senders[] = { "phong gui", "phong da gui", "phong chuyen", "anh gui",
                                           "chi gui", "tinh gui", "cua phong", "kem thu nhac",
                                           "trong thu nhac", "cua anh", "cua chi" };

    return tokens_within(t, at, at + FAR, senders, ARRAY_LEN(senders));
}

/* "Không mở được file biểu mẫu phòng gửi": the form is sent once more. */
static bool
misses_form(const struct tokens *t)
{
    static const char *const troubles[] = { "khong mo duoc", "ko mo duoc", "mo khong duoc",
                                            "khong doc duoc", "khong xem duoc", "khong tai duoc",
                                            "khong tai ve duoc", "khong nhap duoc",
                                            "khong dien duoc", "chua nhan", "chua co mau",
                                            "chua co bieu", "mo khong len", "mo hong len",
                                            "mo hong duoc", "mo hong ra", "mo khong ra",
                                            "khong nhan duoc", "khong thay",
                                            "chua thay", "bi loi", "bi khoa", "bi hong", "bi mat",
                                            "that lac", "cannot open" },
                             *const files[] = { "file", "tep", "link", "dinh kem" };

    return SOMEWHERE(t, troubles, NULL) &&
           (SOMEWHERE(t, forms, NULL) || SOMEWHERE(t, files, of_ours));
}

/* "Khi nào mail được xã gửi lại": no question, but what it hangs on. */
static bool
asks_when(const struct tokens *t, size_t at)
{
    static const char *const we[] = { "em", "xa", "phuong", "huyen", "don vi", "minh", "tui", "ben" },
                             *const does[] = { "gui", "goi", "nop", "se", "moi", "bao" };
    static const char *const then[] = { "gui lai", "goi lai", "nop lai" };
    bool hangs = tokens_within(t, at + 2, at + FAR, then, ARRAY_LEN(then));

    for (size_t i = at + 4; i < t->n && i < at + 2 * FAR && !token_gap(&t->v[i], ".!;") && !hangs; i++)
        hangs = ANY_AT(t, i, we) && ANY_AT(t, i + 1, does);
    return !hangs || strchr(t->v[at].raw, '?') != NULL;
}

/* Not by the line of a telephone: "Đã gửi từ iPhone của tôi". */
static bool
by_hand(const struct tokens *t, size_t at)
{
    return !tokens_are(t, at + 1, "tu");
}

bool
want_help(const struct tokens *t)
{
    bool (*asked)(const struct tokens *,
                  size_t) = t->n > 0 && strchr(t->v[0].raw, '?') != NULL ? NULL : asked_before;

    return misses_form(t) || SOMEWHERE(t, forms, asked) || SOMEWHERE(t, deadlines, asked) ||
           (SOMEWHERE(t, whens, asks_when) && SOMEWHERE(t, sendings, by_hand));
}

/* Beside a report that comes: "nhờ phòng cho xin biểu mẫu", "phòng cho biết thời hạn nộp"; not "xin gửi biểu
 * mẫu đã điền", "theo biểu mẫu", "nếu cần biểu mẫu". */
static bool
wished_beside(const struct tokens *t, size_t at)
{
    static const char *const asks[] = { "xin", "cho biet", "gui giup", "gui cho em", "gui cho don vi", "gui cho xa", "gui cho huyen",
                                        "gui cho minh", "gui lai giup", "gui em", "goi giup", "goi cho em", "em can", "xa can", "don vi can",
                                        "huyen can", "phuong can", "please send", "send us" },
                             *const gives[] = { "xin gui", "xin goi", "xin nop", "xin phep", "xin bao cao", "xin kinh", "xin trinh", "xin dinh kem",
                                                "xin chuyen", "xin cam on", "xin chan thanh", "xin chao", "xin loi", "xin duoc", "xin hoan" },
                             *const rules_it[] = { "theo", "dung", "dien", "neu", "khi" };
    static const char *const others[] = { "tieu", "dai", "phat" },
                             *const behind[] = { "duong", "dien", "quyet", "hien", "tuong", "du" };
    bool asked = false;

    if ((token_is(&t->v[at], "mau") && !tokens_fit(t, at, "mẫu")) ||
        (at > 0 && token_is(&t->v[at], "bieu") && token_among(&t->v[at - 1], others, ARRAY_LEN(others))) ||
        (at + 1 < t->n && token_is(&t->v[at], "bieu") && token_among(&t->v[at + 1], behind, ARRAY_LEN(behind))))
        return false;                   /* "cá nhân tiêu biểu", "biểu dương" */
    for (size_t i = at; i-- > 0 && at - i <= FAR && !tokens_clause(t, i + 1);) {
        if (token_among(&t->v[i], rules_it, ARRAY_LEN(rules_it)) || ANY_AT(t, i, gives))
            return false;
        asked = asked || ANY_AT(t, i, asks) || (token_is(&t->v[i], "hoi") && tokens_fit(t, i, "hỏi"));
    }
    return asked;
}

static bool
of_all(const struct tokens *t, size_t at)
{
    static const char *const wholes[] = { "cac don vi", "cac huyen", "cac xa", "cac phuong",
                                          "cac noi", "cac dia phuong", "nhung don vi", "don vi nao",
                                          "toan tinh", "ca tinh", "cua phong", "cua tinh" };

    return asked_before(t, at) && tokens_within(t, at, at + FAR, wholes, ARRAY_LEN(wholes));
}

bool
want_things(const struct tokens *t)
{
    static const char *const things[] = { "danh sach", "ds", "tinh hinh", "so lieu", "ket qua",
                                          "thong tin", "van ban", "tai lieu", "ke hoach",
                                          "cong van" };

    return SOMEWHERE(t, things, of_all);
}

/* ---- later, or by another way ---------------------------------------------------------- */

/* One of the second within a few words behind one of the first, anywhere. */
static bool
pair(const struct tokens *t, const char *const *first, size_t nfirst, const char *const *second,
     size_t nsecond)
{
    size_t at = tokens_find(t, 0, first, nfirst);

    while (at < t->n && !tokens_within(t, at + 1, at + 2 + FAR, second, nsecond))
        at = tokens_find(t, at + 1, first, nfirst);
    return at < t->n;
}

bool
want_nothing(const struct tokens *t)
{
    static const char *const promises[] = { "se", "du kien", "hen", "will", "mai em", "mai huyen",
                                            "mai don vi", "mai toi", "mai minh", "mai gui",
                                            "ngay mai", "sang mai", "chieu mai", "chieu nay",
                                            "toi nay", "lat nua", "tuan sau", "de em", "de huyen",
                                            "de don vi" };
    static const char *const sends[] = { "gui", "nop", "bao cao", "send" };

    return way_in(t) != NULL || pair(t, promises, ARRAY_LEN(promises), sends, ARRAY_LEN(sends));
}

/* ---- what is left out, or meant for above ----------------------------------------------- */

/* What is still to come is the same once more. */
static bool
not_on_paper(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "ban giay", "ban cung", "ban goc", "ban ky", "ban do",
                                          "ban chinh", "duong cong van", "buu dien" };
    bool paper = false;

    for (size_t k = at > FAR ? at - FAR : 0; k < at + FAR && k < t->n; k++)
        paper = paper || ANY_AT(t, k, papers);
    return !paper;
}

/* "Hồ sơ đề nghị công nhận huyện gửi sau": what the plan asks for besides is no rest of what comes. */
static bool
of_this(const struct tokens *t, size_t at)
{
    static const char *const rounds[] = { "ho so", "danh sach lua chon", "danh sach dien hinh",
                                          "danh sach nam", "bao cao nam", "bao cao tong ket", "bao cao trien khai",
                                          "bao cao ket qua trien khai", "bao cao thang",
                                          "bao cao quy", "ke hoach" };
    size_t first = tokens_clause_first(t, at);

    first += first < at && token_is(&t->v[first], "con");
    return not_on_paper(t, at) && !ANY_AT(t, first, rounds);
}

/* "Em sẽ gửi phụ lục sau khi duyệt" */
static bool
will_send_rest(const struct tokens *t, size_t at)
{
    static const char *const after[] = { "sau" };

    return tokens_within(t, at + 2, at + 2 + FAR, after, ARRAY_LEN(after)) && of_this(t, at);
}

static bool
promises_rest(const struct tokens *t)
{
    static const char *const wills[] = { "se gui", "se nop" };
    static const char *const laters[] = { "gui sau", "gui lai sau", "nop sau", "bao cao sau",
                                          "gui bo sung" };
    static const char *const rests[] = { "bo sung sau", "gui bo sung sau", "con thieu",
                                         "chua co so lieu", "chua du so lieu", "chua day du",
                                         "chua tong hop xong", "se bo sung" };

    return SOMEWHERE(t, rests, NULL) || SOMEWHERE(t, laters, of_this) ||
           SOMEWHERE(t, wills, will_send_rest);
}

static bool
asked_now(const struct tokens *t, size_t at)
{
    static const char *const over[] = { "da", "sau khi", "duoc" };

    return !want_denied(t, at) && !(at > 0 && ANY_AT(t, at - 1, over)) &&
           !(at > 1 && ANY_AT(t, at - 2, over));
}

static bool
about_matters(const struct tokens *t, size_t at)
{
    static const char *const matters[] = { "kien nghi", "vuong mac", "de xuat", "kho khan",
                                           "chu truong" };

    return tokens_within(t, at + 2, at + 3 + FAR, matters, ARRAY_LEN(matters)) && asked_now(t, at);
}

/* Asked of the office above about what a report recommends or meets: "xin ý kiến chỉ đạo",
 * "đề nghị hướng dẫn vướng mắc"; comments on a draft are not. */
bool
want_guidance(const struct tokens *t)
{
    static const char *const sure[] = { "xin chu truong", "xin y kien chi dao", "xin chi dao",
                                        "cho y kien chi dao", "y kien chi dao doi voi",
                                        "y kien chi dao ve" };
    static const char *const askers[] = { "xin y kien", "xin huong dan", "de nghi huong dan",
                                          "cho y kien", "de nghi chi dao", "xin cho chu truong" };
    static const char *const unready[] = { "gop y", "truoc khi" };

    return (SOMEWHERE(t, sure, asked_now) || SOMEWHERE(t, askers, about_matters)) &&
           !SOMEWHERE(t, unready, NULL) && !draft_named(t);
}

/* Not the draft that was sent by mistake: "nãy em gửi nhầm bản nháp". */
static bool
draft_here(const struct tokens *t, size_t at)
{
    static const char *const slips[] = { "nham", "lon" };

    return !tokens_within(t, at > 3 ? at - 3 : 0, at, slips, ARRAY_LEN(slips));
}

/* A new one in the place of what was sent by mistake: "gửi lại vì hôm qua gửi nhầm". */
bool
want_corrected(const struct tokens *t)
{
    static const char *const again[] = { "gui lai", "nop lai", "thay the", "thay cho", "thay bang",
                                         "ban dung", "ban moi", "dinh chinh", "ban nay moi dung",
                                         "ban nay dung", "nay moi dung", "nay moi la", "day moi la",
                                         "day moi dung", "day la ban", "day la bao cao",
                                         "day la file" },
                             *const wrong[] = { "gui nham", "nop nham", "gui lon", "nop lon", "thu hoi", "rut lai",
                                                "xin rut", "recall" },
                             *const advice[] = { "gop y" };

    return SOMEWHERE(t, again, NULL) && SOMEWHERE(t, wrong, NULL) && !SOMEWHERE(t, advice, NULL) &&
           !tokens_somewhere(t, draft_words, draft_nwords, draft_here);
}

static bool
denied_before(const struct tokens *t, size_t at)
{
    bool denied = false;

    for (size_t i = at;
         i-- > 0 && at - i <= FAR && !denied && strchr(".!;?", t->v[i + 1].gap) == NULL;)
        denied = token_denies(&t->v[i]);
    return denied;
}

/* A question without its mark: "có cần gửi bản giấy ko a". */
static bool
asks_at_end(const struct tokens *t, size_t end)
{
    static const char *const behind[] = { "a", "em", "anh", "chi", "vay", "the", "nhi", "ban", "oi",
                                          "ha", "phong", "nghen", "nha", "nhe", "hen" };
    static const struct { const char *word, *accented; } last[] = {
        { "khong", "không" }, { "ko", "ko" }, { "hong", "hông" }, { "hok", "hok" }, { "chua", "chưa" }, { "gi", "gì" }, { "nao", "nào" },
        { "sao", "sao" },
    };
    static const char *const negated[] = { "gi", "nao", "sao" },
                             *const copies[] = { "ban sao", "ngoi sao" };
    static const char *const which[] = { "the nao", "ngay may", "may gio", "thang may",
                                         "muc may", "cot may", "trang may", "bieu may",
                                         "nam may", "dong may", "phan may", "thu may" };

    while (end > 2 && ANY_AT(t, end - 1, behind))
        end--;
    if (end > 2 && ANY_AT(t, end - 1, negated) && denied_before(t, end - 1))
        return false;                   /* "không có khó khăn gì" */
    if (end > 2 && ANY_AT(t, end - 2, copies))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(last) && end > 2; i++)
        if (token_is(&t->v[end - 1], last[i].word) && token_fits(&t->v[end - 1], last[i].accented))
            return true;
    return end > 2 && ANY_AT(t, end - 2, which);
}

bool
want_answer(const struct tokens *t)
{
    bool asks = false;

    for (size_t i = 1; i <= t->n && !asks; i++)
        asks = (i == t->n || strchr(".!;?", t->v[i].gap) != NULL) && asks_at_end(t, i);
    return asks;
}

/* The words before this one end in "?", which no address of the web goes on behind. */
static bool
mark_behind(const struct tokens *t, size_t end)
{
    const char *last = t->v[end - 1].raw + t->v[end - 1].raw_len;

    return end < t->n ? t->v[end].gap == '?' && t->v[end].raw[-1] != '?'
                      : strchr(last, '?') != NULL;
}

/* "Số liệu do Đội Hình sự cung cấp" tells who gave it, "xin hỏi thăm sức khỏe" greets. */
static bool
asked_to(const struct tokens *t, size_t at)
{
    static const char *const done[] = { "da", "duoc" };
    bool by = !tokens_are(t, at, "cung cap");

    for (size_t i = at; i-- > 0 && !by && at - i <= 2 * FAR && !tokens_clause(t, i + 1);)
        if ((token_is(&t->v[i], "do") && token_fits(&t->v[i], "do")) || ANY_AT(t, i, done))
            return false;
    return !tokens_are(t, at + 1, "hoi tham");
}

/* Asked of a person; whether it was received, our letter says. */
static bool
asks_person(const struct tokens *t, size_t first, size_t end)
{
    static const char *const asks[] = { "cho em hoi", "cho hoi", "xin hoi", "cho don vi hoi",
                                        "cho huyen hoi", "chi giup", "nho huong dan",
                                        "xin huong dan", "please check", "please advise",
                                        "cung cap", "cho em xin", "gui em voi", "lam sao",
                                        "nhu the nao", "qua dau", "o dau" },
                             *const persons[] = { "anh", "chi", "em", "a", "phong", "vay", "cho" },
                             *const receipts[] = { "nhan duoc", "nhan chua", "phan hoi", "xac nhan",
                                                   "received" };
    size_t tail = end > first + 2 * FAR ? end - 2 * FAR : first;

    if (tokens_within(t, tail, end, receipts, ARRAY_LEN(receipts)))
        return false;
    for (size_t i = TOKENS_FIND(t, first, asks); i < end; i = TOKENS_FIND(t, i + 1, asks))
        if (asked_to(t, i))
            return true;
    return mark_behind(t, end) ||
           request_favour(t, first, end) ||
           (asks_at_end(t, end) && t->v[end - 1].gap == ' ' &&
            tokens_within(t, first, end, persons, ARRAY_LEN(persons)));
}

static bool
asks_beside(const struct tokens *t)
{
    bool asks = false;

    for (size_t first = 0, i = 1; i <= t->n && !asks; i++)
        if (i == t->n || token_gap(&t->v[i], ".!;?")) {
            asks = asks_person(t, first, i);
            first = i;
        }
    return asks;
}

const char *const want_corrections[] = { "sua lai", "sua thanh", "dinh chinh", "dieu chinh", "nham",
                                         "dung la", "chinh xac la" };
const size_t want_ncorrections = ARRAY_LEN(want_corrections);

/* "Gửi phòng tham khảo": what comes may be no report. Not where others read it too, a part is pointed
 * out or comes beside it, or the unit itself took advice. */
static bool
only_to_read(const struct tokens *t, size_t at)
{
    static const char *const others[] = { "dong gui", "dong kinh gui", "dong thoi gui", "cc", "cac xa",
                                          "cac phuong", "cac huyen", "cac don vi", "cac dong chi",
                                          "cac ban", "don vi ban", "cong an huyen", "cong an xa" },
                             *const parts[] = { "them", "phan", "muc", "bieu", "mo hinh", "phu luc",
                                                "hinh anh", "anh chup", "video", "bai viet",
                                                "cach lam", "kinh nghiem", "so lieu" },
                             *const advice[] = { "y kien", "mau", "huong dan", "cong van", "van ban",
                                                 "ke hoach", "nghi quyet", "bao cao cua" },
                             *const took[] = { "da", "qua", "sau khi", "co", "tu" };
    size_t from = at;

    while (!tokens_clause(t, from))
        from--;
    return !tokens_within(t, from, at, others, ARRAY_LEN(others)) &&
           !tokens_within(t, at > REACH && at - REACH > from ? at - REACH : from, at, parts,
                          ARRAY_LEN(parts)) &&
           !tokens_within(t, at + 2, at + 2 + REACH, parts, ARRAY_LEN(parts)) &&
           !ANY_AT(t, at + 2, advice) && !(at > from && ANY_AT(t, at - 1, took));
}

struct wanted
want_beside(const struct tokens *t)
{
    static const char *const looks[] = { "tham khao", "for reference" };

    return (struct wanted){ .advice = draft_told(t),
                            .time = want_time(t),
                            .guidance = want_guidance(t),
                            .rest = promises_rest(t) || unfinished_estimate(t) ||
                                    unfinished_partial(t),
                            .copy = signed_later(t),
                            .answer = asks_beside(t) || SOMEWHERE(t, forms, wished_beside) ||
                                      SOMEWHERE(t, deadlines, wished_beside),
                            .unmeant = want_unmeant(t) && !want_corrected(t),
                            .corrects = SOMEWHERE(t, want_corrections, NULL) ||
                                        misstated_told(t),
                            .reference = SOMEWHERE(t, looks, only_to_read) };
}

/* It speaks of sending, or of a paper that is sent. */
bool
want_paper_named(const struct tokens *t)
{
    static const char *const files[] = { "file", "tep" };

    return tokens_paper(t, 0) < t->n || SOMEWHERE(t, sendings, NULL) || SOMEWHERE(t, files, NULL);
}
