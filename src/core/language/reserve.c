/* A word that takes something back says so only of what it stands beside: it counts in a sentence that
 * names what comes (the file, a figure, the report), or where the letter says little else; and not where
 * the sentence itself says that all is well now, or speaks of a mail before. */
#include "core/language/reserve.h"

#include "base/mem.h"
#include "core/language/times.h"

#define FEW 30                  /* words of a letter that says nothing beside */
#define NEAR 6
#define MOST 250                /* words of a letter; a longer one is a paper itself */
#define FEW_OWNED 6
#define LEADS 3

static const char *const nos[] = { "khong", "ko", "hong" };
static const char *const things[] = {
    "bao cao", "so lieu", "so nay", "con so", "cac so", "may so", "bieu", "file", "tep", "ban nay", "du lieu",
    "van ban", "day la", "cai nay", "muc", "o so", "may o", "cac o", "cot", "tong", "het so", "ban", "so",
    "ket qua", "dien",
};

/* "Bản" and "số" by their accents: no table, no office. */
static bool
thing_at(const struct tokens *t, size_t at)
{
    static const struct { const char *word, *accented; } twins[] = {
        { "ban", "bản" }, { "so", "số" }, { "muc", "mục" }, { "tong", "tổng" }, { "dien", "điền" },
        { "cot", "cột" },
    };

    for (size_t i = 0; i < ARRAY_LEN(twins); i++)
        if (token_is(&t->v[at], twins[i].word))
            return tokens_fit(t, at, twins[i].accented);
    return true;
}

static bool
thing_within(const struct tokens *t, size_t from, size_t to)
{
    size_t at = TOKENS_FIND(t, from, things);

    while (at < to && at < t->n && !thing_at(t, at))
        at = TOKENS_FIND(t, at + 1, things);
    return at < to && at < t->n;
}

static bool
clause_ends(const struct tokens *t, size_t at)
{
    static const char *const polite[] = { "a", "nhe", "nha", "nghen", "nghe", "thoi", "em", "anh", "chi", "het" };

    while (!tokens_clause(t, at) && ANY_AT(t, at, polite))
        at++;
    return tokens_clause(t, at);
}

static size_t
clause_end(const struct tokens *t, size_t at)
{
    for (at++; !tokens_clause(t, at); at++)
        ;
    return at < t->n ? at : t->n;
}

/* ---- single words ---------------------------------------------------------------------------- */

/* "Chưa cập nhật số này", "em chưa chắc"; not "chưa xảy ra vụ nào", "được chưa ạ". */
static bool
not_yet(const struct tokens *t, size_t at)
{
    static const char *const work[] = { "xay ra", "phat hien", "phat sinh", "de xay", "dat", "bao gio",
                                        "tung", "ghi nhan", "ky cam ket", "thanh lap", "to chuc", "trien khai",
                                        "nhan duoc", "nam", "con", "bi", "cham", "nghiem", "thuc hien",
                                        "manh dan", "thuong xuyen", "dong deu", "cao", "sau", "nhieu",
                                        "hieu qua", "hop ly", "tot", "quen", "dep", "ranh", "dap ung", "de",
                                        "phu hop", "hoan thanh", "vay", "roi", "nhi", "duoc cap" },
                             *const has[] = { "so", "gia tri", "dau", "chu ky", "ky", "y kien", "ket qua", "duyet",
                                              "xac nhan" },
                             *const who[] = { "em", "con", "moi", "ma", "minh", "hoac", "va", "thoi" };
    size_t first = tokens_clause_first(t, at);

    if (!tokens_fit(t, at, "chưa") || clause_ends(t, at + 1) || ANY_AT(t, at + 1, work) ||
        (tokens_are(t, at + 1, "co") && !ANY_AT(t, at + 2, has)))
        return false;
    return first == at || ANY_AT(t, at - 1, who) || thing_within(t, first, at + 1 + NEAR);
}

/* "Không có giá trị báo cáo", "số hổng khớp"; not "không đúng hạn". */
static bool
no_good(const struct tokens *t, size_t at)
{
    static const char *const goods[] = { "dung so", "chinh xac", "co gia tri", "xai", "lay", "tinh", "chac",
                                         "khop", "su dung", "hieu luc", "co hieu luc", "on", "chinh thuc",
                                         "day du", "tin cay", "dang tin", "trich dan", "can cu", "hop le",
                                         "phai ket qua", "phai so", "phai cua huyen em", "phai cua em",
                                         "phai cua don vi em", "phai cua minh", "phai cua xa em",
                                         "phai cua chung", "dung de", "dam chac", "biet chac", "phai ban chinh", "phai ban cuoi" },
                             *const other[] = { "han", "ban giay", "thoi gian", "den", "toi", "yen" },
                             *const right[] = { "dung" };
    size_t first = tokens_clause_first(t, at), end = clause_end(t, at);

    if (token_is(&t->v[at], "hong") && token_written(&t->v[at], "hồng"))
        return false;
    return (ANY_AT(t, at + 1, goods) || (ANY_AT(t, at + 1, right) && tokens_fit(t, at + 1, "đúng"))) &&
           !ANY_AT(t, at + 2, other) &&
           (t->n <= FEW || thing_within(t, first, end));
}

/* "Đang rà lại"; not "đang thực hiện". */
static bool
in_work(const struct tokens *t, size_t at)
{
    static const char *const works[] = { "ra", "kiem tra", "chinh", "sua", "coi", "xem", "cho", "doi",
                                         "trinh", "cap nhat", "xin y kien", "lay y kien", "xin so",
                                         "can nhac", "thong nhat", "doi chieu", "bo sung", "hoan thien",
                                         "hoan chinh", "dieu chinh", "lam not", "lam do", "soan", "tong hop",
                                         "thu thap", "hoi lai", "nhap lai", "tinh lai" };

    return tokens_fit(t, at, "đang") && ANY_AT(t, at + 1, works);
}

/* "Chờ ký", "còn chờ xã báo lại"; not "chờ phản hồi của Phòng". */
static bool
awaits(const struct tokens *t, size_t at)
{
    static const char *const signs[] = { "ky", "duyet", "xac nhan", "so lieu", "xa bao", "y kien", "sep", "lanh dao",
                                        "thu truong", "chu tich" },
                             *const ours[] = { "phan hoi", "tra loi", "hoi am", "tin", "phong", "anh", "chi",
                                               "huong dan", "doi", "don", "cho", "ket noi", "hop" };
    size_t next = at + 1;

    if (token_is(&t->v[at], "cho") && !token_written(&t->v[at], "chờ"))
        return at > 0 && token_written(&t->v[at], "cho") && ANY_AT(t, next, signs) &&
               (token_is(&t->v[at - 1], "dang") || token_is(&t->v[at - 1], "con"));
    return tokens_fit(t, at, token_is(&t->v[at], "cho") ? "chờ" : "đợi") && !ANY_AT(t, next, ours) &&
           !(at > 0 && token_is(&t->v[at - 1], "mong"));
}

/* "File tạm", "để tạm số cũ"; not "tạm trú". */
static bool
for_now(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "ban", "file", "so", "lieu", "de", "dien", "ghi", "lay", "gui",
                                          "bieu", "tep" },
                             *const work[] = { "tru", "vang", "giu", "giam", "dinh", "ung", "hoan",
                                               "ngung", "nghi", "biet" };

    if (!tokens_fit(t, at, "tạm") || ANY_AT(t, at + 1, work))
        return false;
    return token_written(&t->v[at], "tạm") || (at > 0 && ANY_AT(t, at - 1, before));
}

/* "Bản cũ"; not "thay bản cũ", "mẫu cũ". */
static bool
old_one(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "ban", "file", "so", "lieu", "tep", "cao", "bieu" },
                             *const gone[] = { "thay", "bo", "xoa", "huy", "so voi", "khac", "nhu" };
    size_t first = tokens_clause_first(t, at);

    return tokens_fit(t, at, "cũ") && at > 0 && ANY_AT(t, at - 1, before) &&
           !WITHIN(t, first, at, gone);
}

/* "Điền thử", "thử xem gửi được không"; not "có thử mở file". */
static bool
tries(const struct tokens *t, size_t at)
{
    static const char *const else_[] = { "nghiem", "thach", "mo", "tai", "goi", "lien", "dang",
                                                "in", "viec", "sang", "moi" };

    if (token_written(&t->v[at], "thử"))
        return !ANY_AT(t, at + 1, else_) && !(at > 0 && ANY_AT(t, at - 1, else_));
    return at > 0 && token_written(&t->v[at], "thu") && token_written(&t->v[at - 1], "dien") &&
           clause_ends(t, at + 1);
}

/* "Khoan xài bản này"; not "tài khoản", "khoan hồng". */
static bool
holds_on(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "tai", "dieu", "cac", "mot", "khoan" },
                             *const other[] = { "hong", "gieng", "tay", "dung" };

    return tokens_fit(t, at, "khoan") && !(at > 0 && ANY_AT(t, at - 1, before)) &&
           !ANY_AT(t, at + 1, other) && tokens_number(t, at + 1) < 0;
}

/* "Đừng lấy"; not "đừng nhắc nữa". */
static bool
begs_not(const struct tokens *t, size_t at)
{
    static const char *const uses[] = { "lay", "dung", "xai", "tinh", "su dung", "tong hop", "vo so",
                                        "vao so", "dua", "cong", "coi", "gui", "nhan", "chuyen" };

    return tokens_fit(t, at, "đừng") && ANY_AT(t, at + 1, uses);
}

/* "Nhầm", "mấy ô bị sai", "hỏng công thức"; not "sai phạm", "không có gì sai sót". */
static bool
is_wrong(const struct tokens *t, size_t at)
{
    static const struct { const char *word, *accented; } twins[] = {
        { "nham", "nhầm" }, { "lon", "lộn" }, { "hong", "hỏng" }, { "loi", "lỗi" }, { "lech", "lệch" },
    };
    static const char *const work[] = { "pham", "trai", "lam", "quy dinh", "dia chi", "hop thu", "nguoi",
                                        "vi pham", "may", "thoi", "nguyen tac", "chinh ta" },
                             *const mails[] = { "gui nham", "goi nham", "gui lon", "goi lon" },
                             *const before[] = { "xin", "la", "lam", "nhan", "hanh vi", "sua" };

    for (size_t i = 0; i < ARRAY_LEN(twins); i++)
        if (token_is(&t->v[at], twins[i].word) && !token_written(&t->v[at], twins[i].accented) &&
            !(token_written(&t->v[at], "nham") && clause_ends(t, at + 1)))
            return false;
    return !ANY_AT(t, at + 1, work) && !(at > 0 && ANY_AT(t, at - 1, before)) &&
           !(at > 0 && ANY_AT(t, at - 1, mails));
}

/* "Thay con số ở mục đơn thư thành 8", "kiểm tra lại chỉ còn 23". */
static bool
changes(const struct tokens *t, size_t at)
{
    static const char *const turns[] = { "thanh", "chi con", "con lai", "bang", "chi co" };
    size_t end = clause_end(t, at), turn = TOKENS_FIND(t, at, turns);

    while (turn < end && tokens_number(t, turn + 1) < 0 && tokens_number(t, turn + 2) < 0)
        turn = TOKENS_FIND(t, turn + 1, turns);
    return turn < end && turn < t->n && !token_is(&t->v[turn + 1], "pho");
}

/* "Gửi giùm huyện bên", "nộp thay xã Định Yên"; not "gửi giúp em", "gửi giùm huyện". */
static bool
lends(const struct tokens *t, size_t at)
{
    static const char *const forms[] = { "gium", "giup", "dum", "ho", "thay", "thay cho", "giup cho",
                                         "gium cho", "dum cho" },
                             *const whose[] = { "huyen", "xa", "phuong", "thi tran", "tp", "thanh pho",
                                                "don vi", "ben", "nganh", "cho" },
                             *const two[] = { "thi tran", "thanh pho", "don vi" },
                             *const others[] = { "ben", "khac", "ban" };
    size_t end = at + 1;

    while (end < at + 3 && ANY_AT(t, end, forms))
        end++;
    while (end > at + 1 && end < t->n && ANY_AT(t, end, whose)) {
        end += ANY_AT(t, end, two) ? 2 : 1;
        if (ANY_AT(t, end - 1, others) || ANY_AT(t, end, others) ||
            (!tokens_clause(t, end) && token_is_name(&t->v[end])))
            return true;
    }
    return false;
}

/* "Bản của năm rồi", "số năm trước"; not "so với năm trước", "số năm ngoái huyện đã báo". */
static bool
dates_back(const struct tokens *t, size_t at)
{
    static const char *const beside[] = { "so voi", "cung ky", "hon", "bang", "tang", "giam", "mau", "nhu",
                                          "tu", "ke hoach", "thang", "cuoi", "dau", "khac", "voi", "kinh phi",
                                          "nghi quyet", "ton" };
    size_t first = tokens_clause_first(t, at), end = clause_end(t, at);

    return !(token_is(&t->v[at], "nam") && !tokens_fit(t, at, "năm")) && !WITHIN(t, first, at, beside) && !times_done(t, first, end) &&
           !WITHIN(t, first, end, nos) &&
           (thing_within(t, first, at) || (t->n <= NEAR && first == at));
}

/* ---- phrases that need no more -------------------------------------------------------------- */

/* Not said to be none: "không phải bản xem trước". */
static bool
phrase_holds(const struct tokens *t, size_t at)
{
    static const char *const turned[] = { "khong", "ko", "khoi", "het", "da", "thay", "qua", "hong", "hok" };
    const size_t first = tokens_clause_first(t, at);

    return !WITHIN(t, at > first + LEADS ? at - LEADS : first, at, turned);
}

static const char *const says[] = {
    "giu gium", "giu giup", "giu ho", "xem truoc", "coi truoc", "coi thu", "xem thu", "ngo qua truoc",
    "gia dinh", "minh hoa", "lam vi du", "vi du cho", "mau dien", "cho vui", "gui choi", "lam mau", "so uoc",
    "uoc thoi", "uoc chung", "la chi tieu", "theo chi tieu giao", "lay chi tieu",
    "dao dong", "kha nang phai", "kha nang se", "kha nang con", "co the phai", "co the thay doi",
    "co the dieu chinh", "co the con", "se dieu chinh", "se thay doi", "se sua", "se thay ban", "se thay so", "se thay file", "se thay bang", "con thay doi",
    "hinh nhu", "khong biet", "hong biet", "em nghi", "nghi la", "doan chung", "uoc luong", "ang chung",
    "de dai", "ghi dai", "dien dai", "ghi bua", "dien bua", "cho co", "lay dai", "cho du",
    "ban lam viec", "luu hanh noi bo", "chi de", "chi nham", "mang tinh chat", "tam thoi",
    "khong bao dam", "chua bao dam", "de doi chieu", "de in", "de so sanh", "de luu", "de thu", "de test",
    "huyen khac", "xa khac", "don vi khac", "huyen ben", "so du kien", "tinh luon dot", "tinh ca dot",
    "gom ca du kien", "ban du kien", "danh sach du kien", "nam 2020", "tam tinh", "huy",
    "so se", "se tinh lai", "se gui lai", "se cap nhat lai", "tap lam", "chi la", "moi la ke hoach", "moi chi", "ra lai", "coi lai", "xem lai cai", "em xem lai", "cho em gui lai",
    "bo qua ban", "bo ban nay", "noi bo", "trao doi nghiep vu", "tham khao", "the cho",
};

/* "Để đại 25", "dữ liệu giả định": of these words only the ones written with their accents, or none. */
static bool
says_so(const struct tokens *t, size_t at)
{
    static const struct { const char *words, *accented; size_t word; } twins[] = {
        { "de dai", "đại", 1 }, { "ghi dai", "đại", 1 }, { "dien dai", "đại", 1 }, { "lay dai", "đại", 1 },
        { "gia dinh", "giả", 0 }, { "cho co", "có", 1 }, { "cho co", "cho", 0 }, { "nghi la", "nghi", 0 },
        { "em nghi", "nghi", 1 }, { "huy", "hủy", 0 }, { "cho du", "đủ", 1 }, { "de in", "để", 0 },
        { "so uoc", "ước", 1 }, { "so se", "số", 0 }, { "chi la", "chỉ", 0 }, { "so uoc", "số", 0 }, { "the cho", "thế", 0 }, { "ra lai", "rà", 0 },
        { "tam tinh", "tạm", 0 }, { "tam tinh", "tính", 1 }, { "de luu", "lưu", 1 }, { "chi de", "để", 1 },
        { "chi de", "chỉ", 0 }, { "co the con", "thể", 1 },
    };

    for (size_t i = 0; i < ARRAY_LEN(twins); i++)
        if (tokens_are(t, at, twins[i].words) && !tokens_fit(t, at + twins[i].word, twins[i].accented))
            return false;
    return phrase_holds(t, at);
}

/* ---- the sentence around them ---------------------------------------------------------------- */

static bool
sentence_begins(const struct tokens *t, size_t at)
{
    return at == 0 || token_gap(&t->v[at], ".!?;") || (tokens_clause(t, at) && !token_gap(&t->v[at], ",:("));
}

/* "..., nay gửi lại": all is well now; not "bản này", "báo cáo này". */
static bool
now_at(const struct tokens *t, size_t at)
{
    static const char *const then[] = { "gui", "em", "xa", "huyen", "nop", "chinh", "la", "da", "lam", "xong",
                                        "moi", "xin", "don vi", "so", "du", "cap nhat", "bo sung", "phong" };

    return token_written(&t->v[at], "nay") && ANY_AT(t, at + 1, then) &&
           (at == 0 || token_gap(&t->v[at], ",;.(-") || !thing_within(t, at - 1, at));
}

/* It tells of what is over, or of what might be. */
static bool
settled(const struct tokens *t, size_t first, size_t at, size_t end)
{
    static const char *const mended[] = { "da sua", "da chinh", "da cap nhat", "da khac phuc", "da dieu chinh",
                                          "da bo sung", "da doi chieu", "da kiem tra", "da ra", "da thong nhat",
                                          "da ky", "da duyet", "da du", "thay cho so", "thay cho ban",
                                          "thay the", "thay file", "thay tep", "khac phuc", "gui tre",
                                          "hoi tre", "gui cham", "gui muon", "tre han", "bao cao tre",
                                          "moi gui duoc", "moi dung", "day moi la" },
                             *const nows[] = { "nay" },
                             *const ifs[] = { "neu", "co gi sai", "co gi chua", "khi co", "con gi", "gi sai" };
    size_t now = TOKENS_FIND(t, first, nows);

    while (now < end && !now_at(t, now))
        now = TOKENS_FIND(t, now + 1, nows);
    return now < end || WITHIN(t, first, end, mended) || WITHIN(t, first, at + 1, ifs) ||
           times_over(t, first, end);
}

/* Of what the report tells, of a line that failed, of a paper copy: not of the file and its figures. */
static bool
of_others(const struct tokens *t, size_t first, size_t at)
{
    static const char *const others[] = { "don dang", "1 don", "vu viec", "vu an", "doi tuong", "truong hop", "mo hinh",
                                          "kinh phi", "mang", "may in", "may scan", "may tinh", "he thong", "ban giay", "ban cung",
                                          "mail", "duong truyen", "dien thoai", "dong chi" },
                             *const ours[] = { "so lieu", "con so", "bieu", "file", "so", "bao cao nay",
                                               "ban nay" };

    return WITHIN(t, first, at, others) && !WITHIN(t, first, at, ours);
}

static bool
stands(const struct tokens *t, size_t at)
{
    size_t first = at, end = at + 1;

    while (!sentence_begins(t, first))
        first--;
    while (end < t->n && !sentence_begins(t, end))
        end++;
    return (t->n <= FEW || thing_within(t, first, end)) && !of_others(t, tokens_clause_first(t, at), at) &&
           !settled(t, first, at, end);
}

/* ---- */

static const char *const yets[] = { "chua" }, *const works[] = { "dang" }, *const waits[] = { "cho", "doi" },
                         *const meantimes[] = { "tam" }, *const olds[] = { "cu" }, *const trials[] = { "thu" },
                         *const halts[] = { "khoan" }, *const begs[] = { "dung" },
                         *const wrongs[] = { "nham", "sai", "lon", "hong", "loi", "lech" },
                         *const turns[] = { "thay con", "thay so", "doi so", "kiem tra lai", "dem lai", "ra lai", "tinh lai", "sua giup",
                                  "sua so", "sua dum", "sua gium" },
                         *const sends[] = { "gui", "goi", "nop", "chuyen" },
                         *const years[] = { "nam ngoai", "nam roi", "nam truoc", "nam cu", "ky truoc", "quy truoc", "dot truoc" };

#define ROW(list, holds) { list, ARRAY_LEN(list), holds }
static const struct { const char *const *words; size_t n; bool (*holds)(const struct tokens *, size_t); } rows[] = {
    ROW(yets, not_yet), ROW(nos, no_good), ROW(works, in_work), ROW(waits, awaits), ROW(meantimes, for_now),
    ROW(olds, old_one), ROW(trials, tries), ROW(halts, holds_on), ROW(begs, begs_not), ROW(wrongs, is_wrong),
    ROW(turns, changes), ROW(sends, lends), ROW(years, dates_back), ROW(says, says_so),
};

/* The first word that says so; t->n: none does. */
static size_t
find(const struct tokens *t, bool (*counts)(const struct tokens *, size_t at))
{
    size_t at = t->n;

    for (size_t i = 0; i < ARRAY_LEN(rows) && at >= t->n; i++) {
        at = tokens_find(t, 0, rows[i].words, rows[i].n);
        while (at < t->n && !(rows[i].holds(t, at) && counts(t, at)))
            at = tokens_find(t, at + 1, rows[i].words, rows[i].n);
    }
    return at;
}

/* "Của xã", "của huyện Lai Vung" and little else: whose it is. */
static bool
owned(const struct tokens *t)
{
    static const char *const whose[] = { "xa", "phuong", "thi tran", "ap", "ben", "don vi khac", "nam" };

    return t->n > 1 && t->n <= FEW_OWNED && token_is(&t->v[0], "cua") && ANY_AT(t, 1, whose);
}

bool
reserve_told(const struct tokens *t)
{
    return t->n <= MOST && (find(t, stands) < t->n || owned(t));
}

/* Before the paper that the subject names, or behind a mark that ends its name. */
static bool
apart(const struct tokens *t, size_t at)
{
    const size_t paper = tokens_paper(t, 0);
    size_t mark = at;

    while (mark > paper && !tokens_apart(t, mark) && !tokens_clause(t, mark))
        mark--;
    return (at < paper || mark > paper) && !settled(t, tokens_clause_first(t, at), at, clause_end(t, at));
}

bool
reserve_titled(const struct tokens *t)
{
    const size_t paper = tokens_paper(t, 0);
    size_t mark = t->n;

    while (mark-- > paper + 1 && !tokens_apart(t, mark) && !tokens_clause(t, mark))
        ;
    return (paper > 0 || mark > paper) && find(t, apart) < t->n;
}
