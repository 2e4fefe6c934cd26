#include "core/language/plain.h"

#include "base/mem.h"

/* What people say around the name of a report without making it another's; folded. */
static const char *const courtesy[] = {
    /* to whom, from whom */
    "vang", "thua", "kinh", "gui", "quy", "phong", "pv 5", "anh", "chi", "a", "c", "e", "em", "chung toi", "minh", "tui",
    "ben", "xa", "phuong", "huyen", "thi tran", "thanh pho", "tp", "tinh", "ubnd", "uy ban nhan dan", "cong an", "ca",
    "cua", "don vi", "dong chi", "dc", "cam on", "tran trong", "chao", "mong", "thong cam", "xin loi", "xin",
    "de nghi", "ghi nhan", "giup",
    /* the paper */
    "la", "day", "do", "nay", "kia", "cai", "tap tin", "file", "tep", "van ban", "tai lieu nay", "tai lieu do", "thu",
    "mail", "email", "gui kem", "van ban da gui", "tep da gui", "file da gui", "thu da gui",
    "kem theo", "dinh kem", "bao cao", "bc", "ban", "loai", "ky", "so ket", "tong ket",
    "ket qua", "thuc hien", "cong tac", "tinh hinh", "phong trao", "toan dan", "bao ve", "an ninh", "to quoc", "antq",
    "xay dung", "ve", "dinh ky", "thuong ky", "chinh", "tieu de", "quen ghi", "ghi thieu", "bo sung thong tin",
    "tra loi", "xac nhan", "ma", "danh sach lua chon",
    /* its period */
    "nam nay", "nam", "dau nam", "dot",
    /* no more than a tone */
    "ah", "ak", "nha", "nhe", "nghe", "nghen", "nhen", "hen", "he", "ne", "ha", "oi", "luon", "thoi", "thi", "dung",
    "dung roi", "phai", "phai roi", "va", "ok", "u", "vay", "voi",
    /* English */
    "it", "is", "this", "that", "the", "of", "our", "we", "for", "report", "please", "thanks", "dear", "yes", "attached",
    "unit", "period", "hello", "sir", "madam", "best", "regards",
};

static bool
within(size_t at, struct span s)
{
    return at >= s.first && at < s.last;
}

/* Of what it names: "báo cáo 6 tháng", "xã Long Hưng", "năm 2026", "tháng 4". */
static bool
of_names(const struct gist *g, size_t at)
{
    const int number = g->words.v[at].number;
    bool is = within(at, g->our_topic) || (number >= 2000 && number < 2100);

    for (size_t i = 0; i < g->nreports && !is; i++)
        is = within(at, g->reports[i].at) || (g->reports[i].part[0] != '\0' && g->used[at]);
    for (size_t i = 0; i < g->nunits && !is; i++)
        is = within(at, g->units[i].at);
    return is;
}

/* "anh Sơn", and who signs. */
static bool
of_person(const struct tokens *t, size_t at)
{
    static const char *const titles[] = { "anh", "chi", "a", "c", "em", "chu", "co", "dc" }, *const ends[] = { "tran trong" };

    return at > 0 && token_is_name(&t->v[at]) &&
           (token_among(&t->v[at - 1], titles, ARRAY_LEN(titles)) || TOKENS_FIND(t, 0, ends) < at);
}

/* The longest of these phrases that stands here; 0: none. */
static size_t
polite(const struct tokens *t, size_t at)
{
    size_t most = 0;

    for (size_t i = 0; i < ARRAY_LEN(courtesy); i++) {
        size_t words = tokens_phrase(t, at, courtesy[i]);

        most = words > most ? words : most;
    }
    return most;
}

/* How many words from here on say nothing else; 0: this one does. */
static size_t
plain_words(const struct gist *g, size_t at)
{
    const struct tokens *t = &g->words;
    size_t words = polite(t, at), code = 0;

    if (words == 0 && gist_receipt_at(t, at, &code))
        words = code;
    if (words == 0)
        words = of_names(g, at) || of_person(t, at) ||
                (tokens_are(t, at, "da") && token_fits(&t->v[at], "dạ"));
    return words;
}

bool
plain_answer(const struct gist *g)
{
    size_t words = 1;

    for (size_t at = 0; at < g->words.n && words > 0; at += words)
        words = plain_words(g, at);
    return words > 0;
}
