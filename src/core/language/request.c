/* What is the reader asked to do to a paper before it counts? Who writes "anh coi giúp rồi em
 * trình ký", "sửa giúp em mấy chỗ" or "coi qua cho em ý kiến nha" sends none that is final; "kính
 * gửi Phòng xem xét, tổng hợp" and "có gì sai anh báo em" are politeness. Told by what is asked,
 * how, and what is done to the paper then. */
#include "base/mem.h"
#include "core/language/draft.h"

#define BACK 12                 /* words before the request, and ... */
#define AHEAD 20                /* behind it, in which it is said what comes then */
#define MANNER 8                /* words of one request */

enum act { LOOK = 1, MEND = 2, OPINE = 4 };
enum how {
    HELP = 1,                   /* "giúp em" */
    FIRST = 2,                  /* "trước", "đỡ" */
    GLANCE = 4,                 /* "qua" */
    YOU = 8,                    /* the reader is named before it */
    KINDLY = 16,                /* "nha" behind it */
    ENDS = 32,                  /* ... or nothing */
    SURELY = 64,                /* not only if something is wrong */
};
enum then { ALONE, STEP, YOURS, FINE };

/* Draft is who asks so; of the first row that fits. */
static const struct { int act, how; enum then then; } rows[] = {
    { LOOK, HELP, STEP },                       /* "xem giúp em rồi em trình ký" */
    { LOOK, FIRST, STEP },
    { LOOK, GLANCE, STEP },                     /* "xem qua, chỗ nào chưa ổn em sửa" */
    { LOOK, 0, YOURS },                         /* "xem, có gì anh chỉnh giúp em" */
    { LOOK, 0, FINE },                          /* "phòng xem, được thì xã ban hành" */
    { LOOK, YOU | FIRST | ENDS, ALONE },        /* "phòng xem trước" */
    { LOOK, YOU | FIRST | KINDLY, ALONE },
    { MEND, HELP | SURELY, ALONE },             /* "chị sửa giúp em mấy chỗ tô vàng" */
    { OPINE, 0, STEP },                         /* "xin ý kiến Phòng trước khi ban hành" */
    { OPINE, HELP, ALONE },                     /* "cho em ý kiến" */
    { OPINE, YOU | KINDLY, ALONE },
};

static const struct { const char *words, *accented; enum act act; } verbs[] = {
    { "xem", "xem", LOOK }, { "coi", "coi", LOOK }, { "doc", "đọc", LOOK }, { "dom", "dòm", LOOK },
    { "ngo", "ngó", LOOK }, { "nghia", "nghía", LOOK }, { "ra soat", "rà", LOOK },
    { "ra", "rà", LOOK }, { "kiem tra", "kiểm", LOOK }, { "tham dinh", "thẩm", LOOK },
    { "duyet", "duyệt", LOOK },
    { "sua", "sửa", MEND }, { "chinh sua", "chỉnh", MEND }, { "chinh", "chỉnh", MEND },
    { "bo sung", "bổ", MEND }, { "them bot", "thêm", MEND }, { "gop y", "góp", OPINE },
    { "cho y kien", "cho", OPINE },
    { "y kien", "ý", OPINE },
};

/* Between the verb and the end of what is asked. */
static const struct { const char *word, *accented; int how; } manners[] = {
    { "giup", "giúp", HELP }, { "gium", "giùm", HELP }, { "dum", "dùm", HELP },
    { "ho", "hộ", HELP }, { "jup", "jup", HELP }, { "jum", "jum", HELP },
    { "truoc", "trước", FIRST },
    { "do", "đỡ", FIRST }, { "tam", "tạm", FIRST }, { "qua", "qua", GLANCE },
    { "so", "sơ", GLANCE }, { "thu", "thử", GLANCE }, { "a", "ạ", KINDLY },
    { "nha", "nha", KINDLY },
    { "nhe", "nhé", KINDLY }, { "nghen", "nghen", KINDLY }, { "hen", "hen", KINDLY },
    { "di", "đi", KINDLY }, { "voi", "với", KINDLY }, { "lai", "lại", 0 }, { "ky", "kỹ", 0 },
    { "thang", "thẳng", SURELY }, { "tiep", "tiếp", SURELY }, { "truc", "trực", 0 },
    { "vao", "vào", 0 }, { "luot", "lượt", 0 }, { "mot", "một", 0 }, { "them", "thêm", 0 },
    { "bao", "báo", 0 }, { "cao", "cáo", 0 }, { "noi", "nội", 0 },
    { "dung", "dung", 0 }, { "ban", "bản", 0 },
    { "file", "file", 0 }, { "nay", "này", 0 }, { "cai", "cái", 0 },
};

static const char *const we[] = { "em", "xa", "phuong", "huyen", "don vi", "minh", "tui", "toi",
                                  "ben" },
                         *const you[] = { "phong", "anh", "chi", "co", "chu", "bac", "sep", "thay",
                                          "a", "c", "so" };

/* "Cho em xin ý kiến": the word from which an opinion is asked; at: none is. */
static size_t
opinion_from(const struct tokens *t, size_t at)
{
    static const char *const asks[] = { "cho", "xin", "lay", "nho", "gop" },
                             *const who[] = { "em", "xa", "phuong", "huyen", "don", "vi", "minh",
                                              "tui", "them", "duoc" };
    size_t first = at;

    for (size_t i = at; i > 0 && at - i < 4 && t->v[i].gap == ' '; i--) {
        if (ANY_AT(t, i - 1, asks))
            first = i - 1;
        else if (!ANY_AT(t, i - 1, who))
            break;
    }
    return first;
}

/* "Ý kiến chỉ đạo", "góp ý cho lực lượng công an", "sửa giúp em số điện thoại": of a matter, and
 * not of the paper. */
static bool
of_matter(const struct tokens *t, size_t end)
{
    static const char *const next[] = { "chi dao", "cua cu tri", "cua nhan dan", "nhan dan" },
                             *const matters[] = { "kien nghi", "vuong mac", "kho khan", "de xuat",
                                                  "luc luong", "viec", "luat", "ten don vi",
                                                  "ten xa", "dien thoai", "dia chi", "email",
                                                  "nhan thu", "danh ba", "mat khau" };

    return ANY_AT(t, end, next) || WITHIN(t, end, end + MANNER, matters);
}

/* "Đã tiếp thu ý kiến góp ý", "cho ý kiến rồi", "anh góp ý, em đã sửa": it is over. */
static bool
is_over(const struct tokens *t, size_t first, size_t end)
{
    static const char *const before[] = { "da", "sau", "thu", "theo", "duoc" },
                             *const got[] = { "da duoc" },
                             *const thanks[] = { "cam on" },
                             *const behind[] = { "roi", "xong" },
                             *const next[] = { "em", "moi", "trinh", "don vi", "huyen", "xa",
                                               "phuong", "phat hanh", "ban hanh", "cho", "in",
                                               "ky" },
                             *const mended[] = { "da chinh", "da sua", "da tiep thu", "da hoan",
                                                 "da bo sung", "da cap nhat", "da dieu chinh",
                                                 "chinh xong", "sua xong", "sua roi",
                                                 "chinh roi", "da phat hanh", "da ban hanh" };
    size_t done = TOKENS_FIND(t, end, behind), from = first > 2 ? first - 2 : 0;

    while (from < first && tokens_marks(t, from, first + 1) > 0)
        from++;
    return WITHIN(t, from, first, before) || WITHIN(t, first > 5 ? first - 5 : 0, first, got) || WITHIN(t, first > 3 ? first - 3 : 0, first, thanks) ||
           WITHIN(t, end, end + MANNER, mended) ||
           (done < end + 3 && done < t->n && !ANY_AT(t, done + 1, next));
}

/* "Có gì anh sửa giúp": only if something is wrong. */
static bool
if_wrong(const struct tokens *t, size_t at)
{
    static const char *const ifs[] = { "co gi", "neu", "sai", "thieu", "chua dung", "chua on",
                                       "co sai", "can thi" };
    size_t first = at;

    while (first > 0 && at - first < MANNER && token_gap(&t->v[first], ".!?;:\n") == 0)
        first--;
    return WITHIN(t, first, at, ifs);
}

struct request { enum act act; size_t first, end; int how; };

static int
manner_at(const struct tokens *t, size_t at)
{
    for (size_t k = 0; k < ARRAY_LEN(manners); k++)
        if (token_is(&t->v[at], manners[k].word) && token_fits(&t->v[at], manners[k].accented))
            return manners[k].how;
    return -1;
}

/* How it is asked, by the words behind it and before it. */
static void
read_how(const struct tokens *t, struct request *r)
{
    static const char *const fill[] = { "cu", "se", "oi", "vui", "long", "giup", "qua",
                                        "xem", "va" };
    size_t at = r->first, i = r->end;

    for (int how; i < t->n && i < r->end + MANNER && !tokens_clause(t, i); i++) {
        bool us = ANY_AT(t, i, we);

        how = us && r->act == OPINE                            ? HELP
              : us && (r->how & HELP) != 0                     ? 0
              : token_is(&t->v[i], "cho") && ANY_AT(t, i + 1, we) ? HELP
                                                               : manner_at(t, i);
        if (how < 0)
            break;
        r->how |= how;
    }
    r->how |= tokens_clause(t, i) ? ENDS : 0;
    while (at > 0 && r->first - at < 3 && t->v[at].gap == ' ' && ANY_AT(t, at - 1, fill))
        at--;
    if (at > 0 && t->v[at].gap == ' ' && ANY_AT(t, at - 1, you))
        r->how |= YOU;
    r->how |= if_wrong(t, r->first) ? 0 : SURELY;
}

/* With the k-th verb at this word something is asked. */
static bool
request_read(const struct tokens *t, size_t at, size_t k, struct request *r)
{
    static const char *const others[] = { "xet", "thuc", "tri", "sach", "vay", "nhu", "thay" };
    bool opinion = tokens_are(t, at, "y kien"), given = at > 1 && tokens_are(t, at - 2, "y kien");

    *r = (struct request){ .act = verbs[k].act, .first = given ? at - 2 : at,
                           .end = at + tokens_in(verbs[k].words) };
    if (!token_fits(&t->v[at], verbs[k].accented) || ANY_AT(t, r->end, others))
        return false;
    r->first = opinion ? opinion_from(t, at) : r->first;
    if (opinion && r->first == at)
        return false;
    read_how(t, r);
    r->how |= opinion && WITHIN(t, r->first, at, we) ? HELP : 0;
    return true;
}

static bool
request_within(const struct tokens *t, size_t from, size_t to, enum act act, int how)
{
    struct request r;

    for (size_t k = 0; k < ARRAY_LEN(verbs); k++)
        for (size_t at = tokens_find(t, from, &verbs[k].words, 1);
             verbs[k].act == act && at < to && at < t->n;
             at = tokens_find(t, at + 1, &verbs[k].words, 1))
            if (request_read(t, at, k, &r) && (how & ~r.how) == 0)
                return true;
    return false;
}

/* ---- what is done to the paper then ------------------------------------------------------- */

/* "Em sửa", "xã mới hoàn thiện", "rồi trình ký"; not "em sửa rồi". */
static bool
deed_at(const struct tokens *t, size_t at)
{
    static const struct { const char *words, *accented; } deeds[] = {
        { "sua", "sửa" }, { "chinh", "chỉnh" }, { "dieu chinh", "điều" }, { "hoan thien", "hoàn" },
        { "hoan chinh", "hoàn" }, { "cap nhat", "cập" }, { "lam lai", "làm" },
        { "viet tiep", "viết" }, { "lam tiep", "làm" }, { "ky", "ký" },
        { "trinh", "trình" }, { "phat hanh", "phát" }, { "ban hanh", "ban" }, { "in", "in" },
        { "gui chinh", "gửi" }, { "gui ban chinh", "gửi" }, { "gui ban ky", "gửi" },
    };
    static const char *const others[] = { "thuc", "cam", "ket", "hop", "do", "tri", "sach", "lai" },
                             *const done[] = { "roi", "xong" };

    for (size_t k = 0; k < ARRAY_LEN(deeds); k++)
        if (tokens_are(t, at, deeds[k].words) && token_fits(&t->v[at], deeds[k].accented)) {
            size_t end = at + tokens_in(deeds[k].words);

            return !(ANY_AT(t, end, others) && !tokens_are(t, end, "lai")) &&
                   !WITHIN(t, end, end + 2, done);
        }
    return false;
}

static bool
step_within(const struct tokens *t, size_t from, size_t to)
{
    static const char *const steps[] = { "trinh ky", "gui chinh thuc", "ban chinh thuc", "de ky",
                                         "hoan chinh", "hoan thien", "khi ban hanh", "khi ky",
                                         "khi trinh", "khi gui", "khi phat hanh", "khi nop",
                                         "khi chot", "khi dong dau", "khi hoan", "khi in" },
                             *const leads[] = { "em", "xa", "phuong", "huyen", "don vi", "minh",
                                                "tui", "toi", "ben", "roi", "moi", "cho", "thi" },
                             *const fill[] = { "vi", "em", "se", "dam", "con", "moi", "de",
                                               "cho", "thi", "ra", "ve" };

    if (WITHIN(t, from, to, steps))
        return true;
    for (size_t at = from; at < to && at < t->n; at++) {
        size_t deed = at + 1;

        if (!ANY_AT(t, at, leads))
            continue;
        while (deed < to && deed < at + 4 && !deed_at(t, deed) && ANY_AT(t, deed, fill))
            deed++;
        if (deed < to && deed_at(t, deed))
            return true;
    }
    return false;
}

/* "Nếu được thì xã ban hành": the next step hangs on what he says; "chưa được thì em sửa" is
 * politeness. */
static bool
fine_within(const struct tokens *t, size_t from, size_t to)
{
    static const char *const fines[] = { "duoc thi", "on thi", "ok thi", "oke thi", "dong y thi",
                                         "thong nhat thi" },
                             *const no[] = { "chua", "khong", "ko" };
    bool fine = false;

    for (size_t at = TOKENS_FIND(t, from, fines); at < to && at < t->n && !fine;
         at = TOKENS_FIND(t, at + 1, fines))
        fine = !ANY_AT(t, at - 1, no) && step_within(t, at, at + MANNER);
    return fine;
}

static bool
then_holds(const struct tokens *t, const struct request *r, enum then then)
{
    size_t from = r->first > BACK ? r->first - BACK : 0;

    switch (then) {
    case STEP:
        return (r->act != OPINE && step_within(t, from, r->first)) ||
               step_within(t, r->end, r->end + AHEAD);
    case YOURS:
        return request_within(t, r->end, r->end + BACK, MEND, HELP);
    case FINE:
        return fine_within(t, r->end, r->end + BACK);
    case ALONE:
        break;
    }
    return r->act == LOOK || !of_matter(t, r->end);
}

static bool
holds_none_final(const struct tokens *t, size_t at, size_t k)
{
    struct request r;
    bool is = false;

    if (!request_read(t, at, k, &r) || is_over(t, r.first, r.end) ||
        (r.act == OPINE && draft_gone(t, r.first)))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(rows) && !is; i++)
        is = (rows[i].act & (int)r.act) != 0 && (rows[i].how & ~r.how) == 0 &&
             then_holds(t, &r, rows[i].then);
    return is;
}

bool
request_told(const struct tokens *t)
{
    bool told = false;

    for (size_t k = 0; k < ARRAY_LEN(verbs) && !told; k++)
        for (size_t at = tokens_find(t, 0, &verbs[k].words, 1); at < t->n && !told;
             at = tokens_find(t, at + 1, &verbs[k].words, 1))
            told = holds_none_final(t, at, k);
    return told;
}

bool
request_favour(const struct tokens *t, size_t from, size_t to)
{
    return request_within(t, from, to, LOOK, HELP);
}
