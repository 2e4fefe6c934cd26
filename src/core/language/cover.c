#include "core/language/cover.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/pairs.h"
#include "core/language/syllable.h"

#define ACRONYM_LEAST 3         /* letters */
#define PERSON_MOST 4           /* words of a name behind a title */

/* Words of one weight, as they are written and folded. */
struct words { const char *const *v; char **folded; size_t n; };
struct cover {
    struct pairs plan, forms;   /* forms: of the labels in them */
    struct words little, parts, ambiguous;
    const char **usual;         /* and short forms, in order; those of a first letter begin at ... */
    size_t letters['z' + 2];
};

/* Words that say no matter of their own. Of the first no other word is made;
 * of the second some are ("nội vụ", "cán bộ"), of the third where they are
 * written without accents ("tại", "tài sản"): those say nothing alone only. */
static const char *const little[] = { "ạ", "à", "ấy", "ai", "anh", "bác", "bị", "bởi", "các",
                                      "cháu", "chị", "cho", "chú", "chưa", "cô", "có", "của",
                                      "cùng", "cũng", "đã", "đang", "đây", "duyệt", "để", "đến",
                                      "đều", "do", "đó", "được", "dưới", "em", "gì", "giúp", "gửi",
                                      "hay", "hết", "hoặc", "hơn", "kèm", "khi", "không", "kính",
                                      "ký", "là", "lại", "lên", "mà", "mình", "mới", "mỗi", "nào", "này",
                                      "nếu", "nên", "nhé", "nhờ", "như", "nhưng", "những", "nộp",
                                      "nữa", "ông", "ơi", "ra", "rồi", "sau", "sẽ", "sếp", "tất",
                                      "theo", "thì", "thay", "thêm", "từ", "tới", "tôi", "trên",
                                      "trong", "trước", "từng", "và", "vào", "vẫn", "về", "vì",
                                      "với", "xem", "xin", "xong", "ý", };
static const char *const parts[] = { "ban", "bảng", "bộ", "cơ", "công", "cục", "đội", "khối", "kỳ",
                                     "mục", "ngành", "nội", "phần", "phòng", "phụ", "nhân", "số",
                                     "sở", "tổ", "vụ", "việc", };
static const char *const ambiguous[] = { "bà", "bản", "ca", "cả", "cần", "con", "cũ", "cuối", "đầu",
                                         "dấu", "dự", "đợt", "gấp", "gộp", "hai", "hôm", "huyện",
                                         "khẩn", "lần", "mail", "mẫu", "một", "nay", "năm", "ngày",
                                         "chuẩn", "đúng", "gốc", "khác", "thật",
                                         "nhắc", "nhận", "phường", "qua", "quý", "riêng", "sáng",
                                         "chiều", "sửa", "tại", "tệp", "thầy", "thuộc", "thư",
                                         "tháng", "tỉnh", "trang", "tuần", "trình", "trừ", "xã", };
/* Of answers, of offices in letters, and of files. */
static const char *const short_forms[] = { "re", "fw", "fwd", "tl", "vv", "dc", "ubnd", "hdnd",
                                           "ubmttq", "cah", "catp", "cat", "bcd", "bch", "pv",
                                           "bca", "pdf", "doc", "docx", "xls", "xlsx", "zip", "rar",
                                           "word", "excel", "scan", "file", "ok", "spam",
                                           "external", "ext", "img", "dsc", "pic", "vid", "scn",
                                           "camscanner", "microsoft", "copy", "final", };

/* ... and what offices say of papers and of sending them. */
static const char *const usual[] = { "bao cao", "ket qua", "thuc hien", "trien khai", "tinh hinh",
                                     "cong tac", "nhiem vu", "phuong huong", "trong tam", "so lieu",
                                     "phu luc", "phu bieu", "hinh anh", "minh hoa", "bieu mau", "mau bieu", "bang bieu", "danh sach",
                                     "dinh kem", "kem theo", "chinh thuc", "hoan chinh",
                                     "hoan thien", "chinh sua", "bo sung", "thay the", "dieu chinh",
                                     "lanh dao", "dong chi", "quy phong", "quy co quan",
                                     "quy don vi", "quy ban", "don vi", "dia phuong", "dia ban",
                                     "co quan", "ban chi dao", "cong van", "van ban", "tai lieu",
                                     "noi dung", "y kien", "chi dao", "yeu cau", "de nghi",
                                     "kinh de nghi", "xac nhan", "nhan duoc", "chu ky", "ky so",
                                     "dong dau", "co dau", "dau do", "ban giay", "ban mem",
                                     "ban cung", "ban chinh", "ban sao", "ban goc", "ban in",
                                     "dinh ky", "hang nam", "ca nam", "trong nam", "tong hop",
                                     "tong ket", "so ket", "danh gia", "phuc dap", "thong ke",
                                     "hoat dong", "nhan dip", "so voi", "cung ky", "toan van",
                                     "de cuong", "ke hoach", "phuc vu", "van phong", "van thu",
                                     "cong an", "uy ban", "nhan dan", "hoi dong", "ho so",
                                     "to trinh", "bien ban", "thong bao", "cap nhat", "sang nay",
                                     "chieu nay", "hom nay", "hom qua", "ngay mai", "tuan nay",
                                     "tuan truoc", "thieu", "bi loi", "mat khau", "mo tep",
                                     "hop mat", "gap mat", "mat do dan cu", "khan truong",
                                     "cac ban nganh", "ban nganh", "doan the", "ca nhan", "tap the",
                                     "thoi gian", "thoi han", "dung han", "mo hinh", "dau nam",
                                     "cuoi nam", "nam nay", "nam truoc", "nua dau nam", "xin phep",
                                     "xin loi", "rut kinh nghiem", "lan dau", "lan cuoi",
                                     "tiep theo", "dau moi", "phu trach", "tham muu", "cap tren",
                                     "cap huyen", "cap tinh", "cap xa", "cac cap", "toan tinh",
                                     "toan huyen", "nhu tren", "sau day", "gui lai", "gui bu",
                                     "gui kem", "chuyen den", "kinh chuyen", "kinh trinh", "duyet",
                                     "da ky", "ky ten", "chot", "mat tep", "gop chung", "lien quan",
                                     "theo mau", "chi tieu", "dang ky", "de xuat", "lua chon",
                                     "cong nhan", "xet", "du dieu kien", "dieu kien", "minh chung",
                                     "khong co", "thu truong", "thuong truc", "tran trong",
                                     "kinh mong", "kinh chao", "xin chao", "chuc suc khoe",
                                     "lien he", "dien thoai", "so dien thoai", "di dong",
                                     "giao ban", "hop giao ban", "day du", "chi tiet", "ro rang",
                                     "cu the", "chinh xac", "that su", "hoan tat", "hoan thanh",
                                     "thong tin them", "du lieu", "tham khao", "phe duyet",
                                     "ky duyet", "ban hanh", "phat hanh", "gui som", "gui muon",
                                     "gui tre", "gui truoc", "gui sau", "gui nham", "nop som",
                                     "nop muon", "nop tre", "cham tre", "kip thoi", "quy dinh",
                                     "mau so", "bieu so", "thu tu", "bao gom", "gom co",
                                     "ky bao cao", "thoi diem", "tinh den", "truong phong",
                                     "pho phong", "truong ban", "pho truong", "doi truong",
                                     "chi huy", "giam doc", "chu tich", "pho chu tich",
                                     "truong cong an", "pho truong cong an", "nguoi gui",
                                     "nguoi nhan", "nguoi lap", "nguoi ky", "dia chi", "tom tat",
                                     "rut gon", "bi hong", "loi font", "khong mo duoc", "mo duoc",
                                     "dinh dang", "dung luong", "dang nen", "tep nen", "nhieu lan",
                                     "trung lap", "chuyen", "trinh", "zalo", "email", "gmail",
                                     "hoa toc", "thuong khan", "tra loi", "chuyen tiep", "phan hoi",
                                     "bao cao bo", "bo cong an", "can bo dau moi",
                                     "cap nhat so lieu", "noi tren", "phia tren", "mot so",
                                     "co so giao duc", "kien nghi", "kho khan", "vuong mac",
                                     "gop y", "quan chung", "tham gia", "tang lop",
                                     "tieu bieu", "gioi thieu", "tieu chuan", "tieu chi", };

/* Behind these one word is enough: "về thuế". */
static const char *const heads[] = {"dang ky", "quan ly", "ket qua", "lua chon", "ve", "cong tac",
                                    "linh vuc", "tinh hinh", "hoat dong", "nganh", "chuong trinh",
                                    "phong trao", "bao cao", "ve viec"};

static const char *const titles[] = {"anh", "chi", "ong", "ba", "em", "co", "chu", "thay",
                                     "dong chi", "dc", "d c"};
static const char *const families[] = { "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan",
                                        "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly",
                                        "truong", "dinh", "lam", "mai", "to", "ha", "luu", "luong",
                                        "thai", "chau", "ta", "quach", "kieu", "trinh", "doan",
                                        "cao", "trieu", "tong", };

/* ---- the plan's words ------------------------------------------------------------ */

static struct words
folded(const char *const *v, size_t n)
{
    struct words w = {.v = v, .folded = xcalloc(n, sizeof *w.folded), .n = n};

    for (size_t i = 0; i < n; i++)
        w.folded[i] = text_fold(v[i]);
    return w;
}

static void
words_free(struct words *w)
{
    for (size_t i = 0; i < w->n; i++)
        free(w->folded[i]);
    free(w->folded);
}

/* A text's words are compared with the few that have their first letter. */
static void
sort_usual(struct cover *c)
{
    const size_t n = ARRAY_LEN(usual) + ARRAY_LEN(short_forms);

    c->usual = xcalloc(n, sizeof *c->usual);
    memcpy(c->usual, usual, sizeof usual);
    memcpy(c->usual + ARRAY_LEN(usual), short_forms, sizeof short_forms);
    qsort(c->usual, n, sizeof *c->usual, strings_order);
    for (size_t i = 0; i < n; i++)
        c->letters[*c->usual[i] + 1] = i + 1;
    for (size_t i = 1; i < ARRAY_LEN(c->letters); i++)
        if (c->letters[i] == 0)
            c->letters[i] = c->letters[i - 1];
}

static void
add_form(struct cover *c, const struct form *form)
{
    for (size_t i = 0; form != NULL && i < form->nsections; i++) {
        const struct section *section = &form->sections[i];

        pairs_add(&c->forms, section->title);
        for (size_t k = 0; k < section->nfields; k++)
            pairs_add(&c->forms, section->fields[k].label);
        for (size_t k = 0; k < section->ntables; k++)
            pairs_add(&c->forms, section->tables[k].label);
    }
    pairs_add(&c->plan, form != NULL ? form->title : NULL);
}

struct cover *
cover_new(const struct plan *plan)
{
    struct cover *c = xcalloc(1, sizeof *c);

    sort_usual(c);
    c->little = folded(little, ARRAY_LEN(little));
    c->parts = folded(parts, ARRAY_LEN(parts));
    c->ambiguous = folded(ambiguous, ARRAY_LEN(ambiguous));
    pairs_add(&c->plan, plan->title);
    for (size_t i = 0; i < plan->own_topics.n; i++)
        pairs_add(&c->plan, plan->own_topics.v[i]);
    for (size_t i = 0; i < plan->nunits; i++)
        for (size_t k = 0; plan->units[i].host && k < plan->units[i].aliases_strong.n; k++)
            pairs_add(&c->plan, plan->units[i].aliases_strong.v[k]);
    for (size_t i = 0; i < plan->nreports; i++) {
        const struct report *r = &plan->reports[i];
        pairs_add(&c->plan, r->name);
        pairs_add(&c->plan, r->name_en);
        for (size_t k = 0; k < r->subject_words.n; k++)
            pairs_add(&c->plan, r->subject_words.v[k]);
        add_form(c, r->form);
    }
    pairs_sort(&c->plan);
    pairs_sort(&c->forms);
    return c;
}

void
cover_free(struct cover *c)
{
    if (c == NULL)
        return;
    pairs_free(&c->plan);
    pairs_free(&c->forms);
    free(c->usual);
    words_free(&c->little);
    words_free(&c->parts);
    words_free(&c->ambiguous);
    free(c);
}

static bool
has_pair(const struct cover *c, const struct token *a, const struct token *b)
{
    return pairs_have(&c->plan, a, b);
}

/* ---- one text ------------------------------------------------------------------------ */

struct sheet {
    const struct tokens *t;
    bool *done;
    bool small;                 /* there are words in small letters */
    bool accented;              /* and accents: a word without is written so ("kinh tế", not "kính") */
};

static void
cross(struct sheet *s, size_t first, size_t n)
{
    for (size_t i = first; i < first + n && i < s->t->n; i++)
        s->done[i] = true;
}

static void
cross_usual(struct sheet *s, const struct cover *c)
{
    for (size_t i = 0; i < s->t->n; i++) {
        unsigned char first = (unsigned char)*s->t->v[i].text;

        for (size_t k = first <= 'z' ? c->letters[first] : 0;
             first <= 'z' && k < c->letters[first + 1]; k++)
            if (tokens_match(s->t, i, c->usual[k]))
                cross(s, i, tokens_in(c->usual[k]));
    }
}

/* Nothing stands between them in the original: "45/BC-UBND". */
static bool
touches(const struct token *a, const struct token *b)
{
    return b->raw == a->raw || (b->raw > a->raw && (size_t)(b->raw - a->raw) <= a->raw_len + 1 &&
                                b->gap != ' ' && b->gap != '_');
}

/* "45/BC-BCĐ138", "2045-BC": the number of a paper. */
static void
cross_symbols(struct sheet *s)
{
    for (size_t i = 0; i < s->t->n; i++) {
        size_t end = i + 1;
        if (s->t->v[i].number < 0)
            continue;
        s->done[i] = true;
        while (end < s->t->n && s->t->v[end].gap != 0 && touches(&s->t->v[end - 1], &s->t->v[end]))
            s->done[end++] = true;
    }
}

/* ", mong anh chị thông cảm": words to a person, until the next mark. */
static void
cross_talk(struct sheet *s)
{
    static const char *const openers[] = {"xin", "mong", "nho", "lien he", "vi", "neu", "em", "toi",
                                          "cam on", "rat", "dien thoai", "sdt"};

    for (size_t i = 1; i < s->t->n; i++)
        for (size_t k = 0; k < ARRAY_LEN(openers) && strchr(",;.(-*", s->t->v[i].gap) != NULL &&
                           s->t->v[i].gap != 0;
             k++)
            for (size_t at = i; tokens_are(s->t, i, openers[k]) && at < s->t->n &&
                                (at == i || strchr(" /", s->t->v[at].gap) != NULL);
                 at++)
                s->done[at] = true;
}

static bool
capital(const struct tokens *t, size_t i)
{
    return i < t->n && t->v[i].number < 0 && token_is_name(&t->v[i]);
}

bool
cover_family(const struct token *t)
{
    for (size_t i = 0; i < ARRAY_LEN(families); i++)
        if (token_is(t, families[i]))
            return true;
    return false;
}

/* "đ/c Hùng", "Nguyễn Văn Hùng" */
static void
cross_persons(struct sheet *s)
{
    for (size_t i = 0; i < s->t->n; i++) {
        size_t n = 0;
        for (size_t k = 0; k < ARRAY_LEN(titles); k++)
            if (tokens_are(s->t, i, titles[k]))
                for (size_t at = i + tokens_in(titles[k]); n < PERSON_MOST && capital(s->t, at);
                     n++)
                    s->done[at++] = true;
        for (n = 0; cover_family(&s->t->v[i]) && n < PERSON_MOST && capital(s->t, i + n) &&
                    (n == 0 || s->t->v[i + n].gap == ' ');
             n++)
            ;
        if (n >= 3)
            cross(s, i, n);
    }
}

static bool
is_accented(const struct token *t)
{
    for (size_t i = 0; i < t->raw_len; i++)
        if ((unsigned char)t->raw[i] > 0x7f)
            return true;
    return false;
}

/* As it is written in the table, or without any accents. */
static bool
among_words(const struct token *t, const struct words *words, bool accented, bool *bare)
{
    char *lower = token_lower(t);
    bool found = false;

    *bare = strcmp(lower, t->text) == 0;
    for (size_t i = 0; i < words->n && !found; i++)
        found = strcmp(*bare && !accented ? words->folded[i] : words->v[i], lower) == 0;
    free(lower);
    return found;
}

/* "HIV", "QCDC" in a text that is not all in capitals. */
static bool
is_acronym(const struct sheet *s, size_t i)
{
    const struct token *t = &s->t->v[i];
    bool upper = t->raw_len >= ACRONYM_LEAST && t->number < 0 && !s->done[i];

    for (size_t k = 0; k < t->raw_len && upper; k++)
        upper = isupper((unsigned char)t->raw[k]) != 0;
    return upper && s->small;
}

enum word { SAYS_NOTHING, SAYS_LITTLE, SAYS_SOMETHING, SAYS_ALL };      /* little: only beside something */

static enum word
weight(const struct cover *c, const struct sheet *s, size_t i)
{
    const struct token *t = &s->t->v[i];
    bool bare;

    if (is_acronym(s, i))
        return SAYS_ALL;
    if (s->done[i] || t->number >= 0 || strlen(t->text) < 2 ||
        !syllable_is(t->text, strlen(t->text)) || among_words(t, &c->little, s->accented, &bare))
        return SAYS_NOTHING;
    if (among_words(t, &c->parts, false, &bare))
        return SAYS_LITTLE;
    if (among_words(t, &c->ambiguous, false, &bare))
        return bare ? SAYS_LITTLE : SAYS_NOTHING;
    return SAYS_SOMETHING;
}

/* "an ninh mạng": a word of the plan's that goes on to say something else. */
static bool
behind_pair(const struct cover *c, const struct sheet *s, size_t at)
{
    return at >= 2 && s->t->v[at].gap == ' ' && s->t->v[at - 1].gap == ' ' &&
           has_pair(c, &s->t->v[at - 2], &s->t->v[at - 1]);
}

static bool
behind_head(const struct sheet *s, size_t at)
{
    for (size_t k = 0; k < ARRAY_LEN(heads); k++) {
        size_t n = tokens_in(heads[k]);
        if (at >= n && s->t->v[at].gap == ' ' && tokens_are(s->t, at - n, heads[k]))
            return true;
    }
    return false;
}

/* What is protected, or secure, or what all the people do, is the matter, in whatever words: "bảo vệ
 * môi trường", "an ninh kinh tế", "toàn dân tập thể dục"; not what is read already. */
static void
uncross_objects(const struct cover *c, struct sheet *s, const bool *used)
{
    static const char *const verbs[] = {"bao ve", "an ninh", "toan dan"};
    const struct token *v = s->t->v;

    for (size_t i = 0; i + 2 < s->t->n; i++)
        for (size_t k = 0; k < ARRAY_LEN(verbs); k++)
            if (tokens_are(s->t, i, verbs[k]) && v[i + 2].gap == ' ' && v[i + 2].number < 0 &&
                !has_pair(c, &v[i + 1], &v[i + 2]) && !tokens_are(s->t, i + 2, "tham gia"))
                for (size_t at = i + 2; at < i + 4 && at < s->t->n; at++)
                    s->done[at] = used[at];
}

/* "Báo cáo an ninh 6 tháng", "Báo cáo Tổ quốc": out of "bảo vệ an ninh Tổ quốc" the word alone is another
 * matter; not in the name of a body, "Đội An ninh". */
static void
uncross_alone(const struct cover *c, struct sheet *s, const bool *used)
{
    static const char *const alone[] = {"an ninh", "to quoc"},
                             *const before[] = {"bao ve", "an ninh", "phong", "doi", "cuc", "luc luong",
                                                "cum"};
    const struct tokens *t = s->t;

    for (size_t i = TOKENS_FIND(t, 0, alone); i < t->n; i = TOKENS_FIND(t, i + 1, alone)) {
        bool with = i + 2 < t->n && t->v[i + 2].gap == ' ' && has_pair(c, &t->v[i + 1], &t->v[i + 2]);

        for (size_t k = 0; k < ARRAY_LEN(before) && !with; k++)
            with = i >= tokens_in(before[k]) && tokens_are(t, i - tokens_in(before[k]), before[k]);
        for (size_t at = i; at < i + 2 && !with; at++)
            s->done[at] = used[at];
    }
}

void
cover_find(const struct cover *c, const struct tokens *t, const bool *used, bool one, size_t *first,
           size_t *last)
{
    struct sheet s = {.t = t, .done = xcalloc(t->n + 1, sizeof *s.done)};

    *first = *last = 0;
    for (size_t i = 0; i < t->n; i++) {
        s.done[i] = used[i];
        s.accented = s.accented || is_accented(&t->v[i]);
        s.small = s.small || (t->v[i].number < 0 && !token_is_name(&t->v[i]));
    }
    for (size_t i = 0; i + 1 < t->n; i++)
        if (has_pair(c, &t->v[i], &t->v[i + 1]))
            cross(&s, i, 2);
    cross_usual(&s, c);
    cross_talk(&s);
    cross_symbols(&s);
    cross_persons(&s);
    uncross_objects(c, &s, used);
    uncross_alone(c, &s, used);
    for (size_t i = 0, end; i < t->n && *last == 0; i = end) {
        size_t said = 0, written = 0;       /* "pause" is one written word, though it reads as two */
        for (end = i; end < t->n && weight(c, &s, end) != SAYS_NOTHING &&
                      (end == i || strchr(" _.", t->v[end].gap) != NULL);
             end++) {
            said += weight(c, &s, end) == SAYS_SOMETHING ? 1
                    : weight(c, &s, end) == SAYS_ALL     ? 2
                                                         : 0;
            written += end == i || t->v[end].raw != t->v[end - 1].raw;
        }
        bool named = end < t->n && t->v[end].gap == ':' && t->v[i].gap != ' ';      /* "Thuế: báo cáo năm 2023" */
        if (said > 0 && (one || written > 1 || is_acronym(&s, i) || named || behind_head(&s, i) ||
                         behind_pair(c, &s, i))) {
            *first = i;
            *last = end;
        }
        end += end == i;
    }
    free(s.done);
}

size_t
cover_strange(const struct cover *c, const struct tokens *t, size_t first, size_t last)
{
    size_t strange = 0;

    for (size_t i = first; i < last; i++) {
        bool known = false;

        for (size_t k = i > 0 ? i - 1 : i; k <= i && k + 1 < t->n; k++)
            known = known || has_pair(c, &t->v[k], &t->v[k + 1]) ||
                    pairs_have(&c->forms, &t->v[k], &t->v[k + 1]);
        strange += !known;
    }
    return strange;
}
