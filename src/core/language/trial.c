/* A mail that says of itself that it is not sent, or only to see whether it arrives: "KHÔNG
 * GỬI", "lưu nháp", "mail test", "em gửi thử". */
#include "base/mem.h"
#include "core/language/draft.h"

static const char *const sendings[] = { "gui", "nop", "chuyen", "mail", "email", "e mail", "thu",
                                        "file", "tep", "he thong", "duong truyen", "ket noi",
                                        "hop thu", "dia chi", "message" };

/* The clause begins at this word, or in what it tells nothing but of what it speaks: "bản này". */
static bool
only_this_before(const struct tokens *t, size_t at)
{
    static const char *const these[] = { "nay", "la", "con", "moi" };

    return tokens_clause(t, at) || ANY_AT(t, at - 1, these);
}

/* "Hôm qua có gửi thử", "không phải gửi thử": said of another mail, or denied. */
static bool
another(const struct tokens *t, size_t at)
{
    static const char *const words[] = { "da", "hom", "lan", "sau", "truoc", "thay", "khong", "ko", "luc" };
    bool is = false;

    for (size_t i = at; !tokens_clause(t, i) && !is; i--)
        is = ANY_AT(t, i - 1, words);
    return is;
}

/* A word for sending, or for what is sent, before or behind it. */
static bool
of_sending(const struct tokens *t, size_t at)
{
    bool beside = ANY_AT(t, at + 1, sendings) && t->v[at + 1].gap == ' ';

    for (size_t i = at >= 2 ? at - 2 : 0; i < at && !beside; i++)
        for (size_t k = 0; k < ARRAY_LEN(sendings) && !beside; k++)
            beside = tokens_are(t, i, sendings[k]) && i + tokens_in(sendings[k]) == at &&
                     t->v[at].gap == ' ';
    return beside && !another(t, at);
}

static bool
tried(const struct tokens *t, size_t at)
{
    static const char *const done[] = { "lam", "viet", "soan", "dien", "de" },
                             *const forms[] = { "mau", "bieu", "file" };

    if (!token_written(&t->v[at], "thử"))
        return false;
    return of_sending(t, at) || (at > 0 && ANY_AT(t, at - 1, done) && tokens_clause(t, at + 1)) ||
           (at > 0 && token_is(&t->v[at - 1], "chay") && ANY_AT(t, at + 1, forms));
}

/* "[TEST]", "mail test", "để test"; what is tested for drugs is a person. */
static bool
tested(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "de", "ban", "lam", "a", "just" },
                             *const behind[] = { "bao cao", "only", "gui" };
    bool alone = tokens_clause(t, at) && tokens_clause(t, at + 1);

    return alone || of_sending(t, at) ||
           (at > 0 && ANY_AT(t, at - 1, before) && tokens_clause(t, at + 1)) ||
           (tokens_clause(t, at) && ANY_AT(t, at + 1, behind));
}

/* "Để kiểm tra đường truyền", and not "nhờ phòng kiểm tra hộp thư". */
static bool
line_checked(const struct tokens *t, size_t at)
{
    static const char *const lines[] = { "duong truyen", "hop thu", "ket noi", "email", "mail",
                                         "he thong", "dia chi" },
                             *const before[] = { "de", "nham", "chi", "gui" },
                             *const others[] = { "giup", "ho", "gium", "lai" };

    return ANY_AT(t, at + 2, lines) && (tokens_clause(t, at) || ANY_AT(t, at - 1, before)) &&
           !WITHIN(t, at + 2, at + 6, others);
}

static const char *const unsent[] = { "khong gui", "ko gui", "dung gui", "chua gui", "khoan gui",
                                      "khong nop", "chua nop", "dung nop", "khong phat hanh",
                                      "chua phat hanh", "chua ban hanh", "do not send", "not sent",
                                      "not yet sent", "not for sending" };

static size_t
unsent_at(const struct tokens *t, size_t at)
{
    size_t words = 0;

    for (size_t i = 0; i < ARRAY_LEN(unsent) && words == 0; i++)
        words = tokens_are(t, at, unsent[i]) ? tokens_in(unsent[i]) : 0;
    return words;
}

/* A clause of its own: "Chưa gửi, để em xem lại"; not "huyện chưa gửi danh sách". */
static bool
not_sent(const struct tokens *t, size_t at)
{
    static const char *const tail[] = { "di", "nhe", "nha", "a", "voi", "ngay", "chinh thuc",
                                        "thuc", "ra ngoai", "ngoai", "len tren", "tren", "anh",
                                        "chi", "dau", "ban nay", "bao cao nay", "cao nay", "nay",
                                        "yet", "please" };
    size_t end = at + unsent_at(t, at);

    if (!only_this_before(t, at))
        return false;
    while (end < t->n && !tokens_clause(t, end) && ANY_AT(t, end, tail))
        end++;
    return tokens_clause(t, end);
}

/* In a title whatever stands beside it, unless that says what else is not sent. */
static bool
not_sent_title(const struct tokens *t, size_t at)
{
    static const char *const rest[] = { "kem", "duoc", "kip", "ban", "qua", "du", "phu" };
    size_t end = at + unsent_at(t, at);

    return !(end < t->n && ANY_AT(t, end, rest));
}

static bool
kept(const struct tokens *t, size_t at)
{
    return token_written(&t->v[at + 1], "tạm") || token_written(&t->v[at + 1], "nháp") || tokens_clause(t, at);
}

static const char *const tries[] = { "thu" }, *const tests[] = { "test" },
                         *const checks[] = { "kiem tra" },
                         *const keeps[] = { "luu nhap", "luu tam" },
                         *const english[] = { "this is a test", "just testing", "draft saved" };

bool
trial_told(const struct tokens *t)
{
    return SOMEWHERE(t, tries, tried) || SOMEWHERE(t, tests, tested) ||
           SOMEWHERE(t, checks, line_checked) || SOMEWHERE(t, keeps, kept) ||
           SOMEWHERE(t, english, NULL) || SOMEWHERE(t, unsent, not_sent);
}

/* "test BC 6 tháng", "BC 6 tháng test" */
static bool
tested_title(const struct tokens *t, size_t at)
{
    static const char *const kits[] = { "que", "bo", "kit" };

    return tested(t, at) || (at > 0 && at + 1 == t->n && !ANY_AT(t, at - 1, kits));
}

/* "BC 6T_nhap", "nhap bc6t"; not "nhap lieu". */
static bool
nhap_alone(const struct tokens *t, size_t at)
{
    return token_written(&t->v[at], "nháp") ||
           (token_written(&t->v[at], "nhap") &&
            (at == 0 ? tokens_name_paper(t, 1) : tokens_apart(t, at) && tokens_clause(t, at + 1)));
}

/* "BC 6T_xin y kien", "BC 6T (chưa số)", "BC 6T góp ý lần 2": for what it is sent, or what it
 * lacks, and nothing else. */
static bool
unready(const struct tokens *t, size_t at)
{
    static const struct { const char *words, *accented; } says[] = {
        { "xin y kien", "xin" }, { "lay y kien", "lấy" }, { "gop y", "góp" },
        { "trinh ky", "trình" }, { "ban trinh ky", "bản" }, { "ban tam", "bản" },
        { "ban tho", "bản" },
        { "chua so", "chưa" }, { "chua co so", "chưa" }, { "chua ky so", "chưa" },
        { "chua xong", "chưa" },
    };
    static const char *const whose[] = { "phong", "anh", "chi" };
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(says) && !is; i++)
        if (tokens_are(t, at, says[i].words) && token_fits(&t->v[at], says[i].accented)) {
            size_t end = at + tokens_in(says[i].words);

            bool count = tokens_are(t, end, "lan") && tokens_number(t, end + 1) > 0;

            end += end < t->n && ANY_AT(t, end, whose);
            end += count ? 2 : 0;
            is = (count || tokens_apart(t, at)) &&
                 (end >= t->n || tokens_apart(t, end) || token_gap(&t->v[end], ")]"));
        }
    return is;
}

bool
trial_title(const struct tokens *t)
{
    static const char *const drafts[] = { "nhap" },
                             *const asks[] = { "xin", "lay", "gop", "trinh", "ban", "chua" };

    return trial_told(t) || SOMEWHERE(t, tests, tested_title) ||
           SOMEWHERE(t, unsent, not_sent_title) || SOMEWHERE(t, keeps, NULL) ||
           SOMEWHERE(t, drafts, nhap_alone) || SOMEWHERE(t, asks, unready);
}
