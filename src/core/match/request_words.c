/* What a text says of what was asked for out of turn: the words of the request's title, its day, its number. */
#include "request_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"

#define NEAR 31                 /* days: a report may bear the date of its day */
#define NEARLY_ALL(n, of) (3 * (n) > 2 * (of))

static bool
bare(const struct token *w)
{
    for (size_t i = 0; i < w->raw_len; i++)
        if ((unsigned char)w->raw[i] >= 0x80)
            return false;
    return true;
}

/* "Bão" is no "báo"; what has no accents may be either. */
static bool
same_word(const struct token *a, const struct token *b)
{
    char *x, *y;
    bool same;

    if (!token_is(a, b->text) || bare(a) || bare(b))
        return token_is(a, b->text);
    x = xstrndup(a->raw, a->raw_len);
    y = xstrndup(b->raw, b->raw_len);
    char *first = spelling_of(x), *second = spelling_of(y);

    same = strcmp(first, second) == 0;
    free(first);
    free(second);
    free(x);
    free(y);
    return same;
}

/* Words of any request: they name none. "Bẩn" is no "bàn". */
bool
request_common(const struct token *w)
{
    static const char *const words[] = { "đột", "xuất", "về", "việc", "công", "tác", "tình", "hình",
                                         "kết", "quả", "theo", "văn", "số", "cv", "năm", "tháng",
                                         "ngày", "của", "và", "trên", "địa", "bàn", "trong", "tại",
                                         "các", "nhanh", "gấp", "khẩn", "lễ", "dịp", "yêu", "cầu",
                                         "gửi", "nộp", "kính", "này", "vụ", "do", "gây", "ra",
                                         "ảnh", "hưởng" };
    bool is = w->number >= 0 || strlen(w->text) < 2;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++) {
        char *folded = text_fold(words[i]);

        is = token_is(w, folded) && token_fits(w, words[i]);
        free(folded);
    }
    return is;
}

bool
request_has_word(const struct tokens *t, const struct token *w)
{
    for (size_t i = 0; i < t->n; i++)
        if (same_word(&t->v[i], w))
            return true;
    return false;
}

/* A day and month, "2/9", or a feast that falls on it; how many words say it, 0: none stands here. */
static size_t
dated(const struct tokens *t, size_t at, int *day, int *month)
{
    static const struct { const char *feast; int day, month; } feasts[] = {
        { "quoc khanh", 2, 9 }, { "tet duong lich", 1, 1 }, { "giai phong mien nam", 30, 4 }, { "quoc te lao dong", 1, 5 },
    };

    size_t word;

    for (size_t i = 0; i < ARRAY_LEN(feasts); i++)
        if (tokens_are(t, at, feasts[i].feast)) {
            *day = feasts[i].day;
            *month = feasts[i].month;
            return tokens_in(feasts[i].feast);
        }
    word = tokens_are(t, at + 1, "thang");
    *day = tokens_number(t, at);
    *month = tokens_number(t, at + 1 + word);
    if (*day <= 0 || *day > 31 || *month <= 0 || *month > 12 ||
        (at > 0 && token_is(&t->v[at - 1], "so")) || !(word || token_gap(&t->v[at + 1], "/-.")))
        return 0;
    return 2 + word;
}

/* "BC đột xuất 30/4" is no answer about "dịp 2/9"; the day of its mail says nothing. */
enum dates
request_dates(const struct tokens *said, const struct request *r)
{
    enum dates all = DATES_SILENT;
    int day, month, d, m;

    for (size_t i = 0; i < said->n; i++) {
        bool same = false;

        if (dated(said, i, &day, &month) == 0)
            continue;
        for (size_t k = 0; k < r->title.n; k++)
            same = same || (dated(&r->title, k, &d, &m) > 0 && d == day && m == month);
        int64_t off = date_day((struct date){ r->today.year, month, day }) - date_day(r->today);
        if (same)
            return DATES_SAME;
        if (r->dated && llabs(off) > NEAR)
            all = DATES_OTHER;
    }
    return all;
}

/* "An ninh trật tự", "ANTT", "an ninh": one matter; how many words say it, 0: it does not stand here. */
static size_t
security(const struct tokens *t, size_t at)
{
    static const char *const names[] = { "an ninh trat tu", "an ninh", "antt" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (tokens_are(t, at, names[i]))
            return tokens_in(names[i]);
    return 0;
}

/* "Trả lời yêu cầu báo cáo lũ lụt", "công an xã báo cáo", "trên địa bàn xã": whose answer it is says nothing of what it is
 * about, unless the title has it; how many words. */
static size_t
answers(const struct tokens *t, size_t at, const struct request *r)
{
    static const char *const words[] = { "tra loi", "phuc dap", "phan hoi", "hoi dap", "dap ung",
                                         "thuc hien", "chi dao", "de nghi", "quy phong", "phong",
                                         "cong an huyen", "cong an xa", "cong an phuong", "cong an",
                                         "dia ban huyen", "dia ban xa", "dia ban phuong",
                                         "dia ban thi tran", "dia ban thanh pho", "dia ban tinh",
                                         "bao cao" };

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (tokens_are(t, at, words[i]) && tokens_find(&r->title, 0, &words[i], 1) >= r->title.n)
            return tokens_in(words[i]);
    return 0;
}

/* "Bão số 4", where the title says "bão số 5". */
static bool
other_number(const struct tokens *part, size_t at, const struct request *r)
{
    bool other = false;

    if (at < 2 || part->v[at].number < 0 || !token_is(&part->v[at - 1], "so") ||
        request_common(&part->v[at - 2]))
        return false;
    for (size_t i = 0; i + 2 < r->title.n && !other; i++)
        other = same_word(&r->title.v[i], &part->v[at - 2]) &&
                token_is(&r->title.v[i + 1], "so") &&
                r->title.v[i + 2].number != part->v[at].number;
    return other;
}

/* How many words from here on are the title's too, or say nothing; what they say is added. 0: another matter. */
size_t
request_step(const struct tokens *part, size_t at, const struct request *r, size_t *said)
{
    int day, month;
    size_t n = dated(part, at, &day, &month), of = 0;

    if (other_number(part, at, r))
        return 0;
    if (n > 0 && (part->v[at].number >= 0 || r->dated))
        return n;
    if ((n = security(part, at)) > 0) {
        for (size_t i = 0; i < r->title.n && of == 0; i++)
            of = security(&r->title, i);
        *said += of > 0;
        return of > 0 ? n : 0;
    }
    if ((n = answers(part, at, r)) > 0)
        return n;
    if (request_common(&part->v[at]) || (r->names != NULL && request_has_word(r->names, &part->v[at])))
        return 1;
    *said += 1;
    return request_has_word(&r->title, &part->v[at]);
}

/* All words that are not common stand in the title, and there are some, or it names the title's day. */
bool
request_within(const struct tokens *part, const struct request *r)
{
    const enum dates dates = request_dates(part, r);
    size_t said = dates == DATES_SAME;

    for (size_t i = 0, n; i < part->n; i += n)
        if ((n = request_step(part, i, r, &said)) == 0)
            return false;
    return said > 0 && dates != DATES_OTHER;
}

/* Some words that are not common follow each other in both. */
bool
request_share_run(const struct tokens *a, const struct tokens *b)
{
    for (size_t i = 0; i + 1 < a->n; i++)
        for (size_t k = 0; k + 1 < b->n && !request_common(&a->v[i]) && !request_common(&a->v[i + 1]); k++)
            if (same_word(&b->v[k], &a->v[i]) && same_word(&b->v[k + 1], &a->v[i + 1]))
                return true;
    return false;
}

bool
request_other_round(const struct tokens *said, const struct request *r)
{
    static const char *const rounds[] = { "thang", "tuan", "quy", "nam" };
    int day, month;

    for (size_t i = 0, n; i + 1 < said->n; i += n > 0 ? n : 1) {
        bool in = said->v[i + 1].number < 0 || said->v[i + 1].number == r->today.year ||
                  !token_among(&said->v[i], rounds, ARRAY_LEN(rounds));

        n = dated(said, i, &day, &month);
        for (size_t k = 0; k + 1 < r->title.n && !in && n == 0; k++)
            in = token_is(&r->title.v[k], said->v[i].text) &&
                 r->title.v[k + 1].number == said->v[i + 1].number;
        if (!in && n == 0)
            return true;
    }
    return request_dates(said, r) == DATES_OTHER;
}

void
request_read(struct request *r, const char *title, struct date today)
{
    int day, month;

    tokens_of(title, TITLE_READ, &r->title);
    for (size_t i = 0; i < r->title.n; i++)         /* then "bao" is a storm, without accents, too */
        if (tokens_are(&r->title, i, "bao cao")) {
            r->title.n -= 2;
            memmove(r->title.v + i, r->title.v + i + 2, (r->title.n - i) * sizeof *r->title.v);
        }
    r->today = today;
    for (size_t i = 0; i < r->title.n && !r->dated; i++)
        r->dated = dated(&r->title, i, &day, &month) > 0;
}

/* How many of the words that tell what was asked for stand in the text; *of: of how many. */
static size_t
held(const struct tokens *text, const struct request *r, size_t *of)
{
    const struct tokens *title = &r->title;
    int day, month;
    size_t n = 0;

    *of = 0;
    for (size_t i = 0, words; i < title->n; i += words) {
        bool in = false;

        if ((words = dated(title, i, &day, &month)) > 0) {
            in = request_dates(text, r) == DATES_SAME;
        } else if ((words = security(title, i)) > 0) {
            for (size_t k = 0; k < text->n; k++)
                in = in || security(text, k) > 0;
        } else {
            words = 1;
            if (request_common(&title->v[i]))
                continue;
            in = request_has_word(text, &title->v[i]);
        }
        *of += 1;
        n += in;
    }
    return n;
}

bool
request_differs(const struct tokens *text, const struct request *r)
{
    bool other = request_dates(text, r) == DATES_OTHER;

    for (size_t i = 0; i < text->n && !other; i++)
        other = other_number(text, i, r);
    return other;
}

enum fit
request_fit(const struct tokens *text, const struct request *r, size_t *words)
{
    size_t in = held(text, r, words), said = 0;
    bool other = false;

    if (request_differs(text, r))
        return FIT_NOT;
    if (in == *words && in >= WORDS_LEAST && !request_other_round(text, r))
        return FIT_NAMES;
    for (size_t i = 0, n = 1; i < text->n && !other; i += n) {
        n = request_step(text, i, r, &said);
        other = n == 0;
    }
    return !other || NEARLY_ALL(in, *words) ? FIT_MAY : FIT_NOT;
}
