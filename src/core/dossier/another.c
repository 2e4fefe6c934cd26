/* One who is no candidate, in the title of a paper: "công nhận Công ty X điển hình". */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "core/dossier/candidate.h"
#include "core/language/tokens.h"

#define TITLE_READ 700          /* bytes */
#define NAME_MOST 20            /* words */

/* What bodies that may be candidates are called by; whole: also where nothing says that it is put forward. */
static const struct { const char *folded, *accented; bool whole; } bodies[] = {
    { "truong", "trường", true }, { "cong ty", "công", true }, { "cty", "cty", true },
    { "doanh nghiep", "doanh", false }, { "dntn", "dntn", true }, { "hop tac xa", "hợp", true },
    { "htx", "htx", true }, { "benh vien", "bệnh", true }, { "trung tam", "trung", false },
    { "chi nhanh", "chi", true }, { "ngan hang", "ngân", true }, { "nha may", "nhà", true },
    { "xi nghiep", "xí", true }, { "co quan", "cơ", false }, { "ban", "ban", false },
    { "phong", "phòng", false }, { "cong an", "công", false }, { "chi cuc", "chi", false },
    { "ap", "ấp", false }, { "khom", "khóm", false }, { "khu pho", "khu", false },
    { "xa", "xã", false }, { "phuong", "phường", false }, { "thi tran", "thị", false },
    { "thpt", "thpt", true }, { "thcs", "thcs", true }, { "tieu hoc", "tiểu", true },
};

static const struct { const char *shorter, *written; } forms[] = {
    { "thpt", "trung hoc pho thong" }, { "thcs", "trung hoc co so" }, { "th", "tieu hoc" },
    { "cty", "cong ty" }, { "cp", "co phan" }, { "tnhh", "trach nhiem huu han" },
    { "mtv", "mot thanh vien" }, { "tm", "thuong mai" }, { "dv", "dich vu" }, { "sx", "san xuat" },
    { "xd", "xay dung" }, { "dntn", "doanh nghiep tu nhan" }, { "htx", "hop tac xa" },
    { "ubnd", "uy ban nhan dan" }, { "bch", "ban chi huy" }, { "ca", "cong an" },
};

static size_t
body_at(const struct tokens *t, size_t at, bool whole)
{
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        if ((bodies[i].whole || !whole) && tokens_are(t, at, bodies[i].folded) &&
            token_fits(&t->v[at], bodies[i].accented))
            return tokens_in(bodies[i].folded);
    return 0;
}

/* The name ends before this word. */
static bool
ends(const struct tokens *t, size_t at)
{
    static const char *const words[] = { "dien hinh", "dat", "nam", "ve", "theo", "la", "trong",
                                         "tren", "thuoc", "cua", "du dieu kien", "du tieu chuan" };

    return at >= t->n || tokens_any(t, at, words, ARRAY_LEN(words)) ||
           token_gap(&t->v[at], ".,;()-:/");
}

/* Besides what such a body is called by in general, there is a name: capital letters, where there are others. */
static bool
has_name(const struct tokens *t, size_t first, size_t end, bool capitals)
{
    static const char *const general[] = { "don", "vi", "co", "quan", "so", "giao", "duc", "doanh",
                                           "nghiep", "xa", "phuong", "thi", "tran", "cac", "duoc",
                                           "lua", "chon", "tap", "the", "va", "noi", "tren" };
    bool name = false;

    for (size_t i = first; i < end && !name; i++)
        name = t->v[i].number < 0 && !token_among(&t->v[i], general, ARRAY_LEN(general)) &&
               (!capitals || token_is_name(&t->v[i]));
    return name;
}

static bool
has_small(const struct tokens *t)
{
    for (size_t i = 1; i < t->n; i++)
        if (t->v[i].number < 0 && !token_is_name(&t->v[i]))
            return true;
    return false;
}

/* " truong trung hoc pho thong long hung ", of these words; the caller's. */
static char *
written_out(const struct tokens *t, size_t first, size_t end)
{
    struct buf out = {0};

    for (size_t i = first; i < end; i++) {
        const char *word = t->v[i].text;

        for (size_t k = 0; k < ARRAY_LEN(forms); k++)
            if (token_is(&t->v[i], forms[k].shorter))
                word = forms[k].written;
        buf_addf(&out, " %s", word);
    }
    buf_adds(&out, " ");
    return buf_take(&out);
}

/* Each word of the one stands in the other. */
static bool
holds(const char *all, const char *some)
{
    bool is = true;

    for (const char *word = some + 1; *word != '\0' && is; word += strcspn(word, " ") + 1) {
        char *one = xasprintf(" %.*s ", (int)strcspn(word, " "), word);

        is = strstr(all, one) != NULL;
        free(one);
    }
    return is;
}

/* The words of the one that stand in the other, too, in its spelling; the caller's. */
static char *
common(const struct tokens *t, size_t first, size_t end, const struct tokens *other, size_t from,
       size_t to, bool *accents)
{
    struct buf out = {0};
    char *spelt;

    for (size_t i = first; i < end; i++)
        for (size_t k = from; k < to; k++)
            if (strcmp(t->v[i].text, other->v[k].text) == 0) {
                buf_addf(&out, " %.*s", (int)t->v[i].raw_len, t->v[i].raw);
                break;
            }
    *accents = false;
    for (size_t i = 0; i < out.len; i++)
        *accents = *accents || (unsigned char)out.data[i] >= 0x80;
    spelt = spelling_of(buf_text(&out));
    buf_free(&out);
    return spelt;
}

/* Tân Thành is not Tân Thạnh, where both write accents. */
static bool
same_accents(const struct tokens *a, size_t first, size_t end, const struct tokens *b, size_t from)
{
    bool in_a, in_b, same;
    char *x = common(a, first, end, b, from, b->n, &in_a),
         *y = common(b, from, b->n, a, first, end, &in_b);

    same = !in_a || !in_b || strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

enum likeness { LIKE_NOTHING, LIKE_SOMEHOW, LIKE_SHORTER, LIKE_SAME };

/* "Trường Trung học phổ thông X" for "Trường THPT X", "Trạm Y tế" for "Trạm Y tế xã X". */
static enum likeness
like(const char *name, const struct tokens *t, size_t first, size_t end)
{
    char *said = written_out(t, first, end), *called;
    enum likeness is = LIKE_NOTHING;
    struct tokens c;

    tokens_of(name, 400, &c);
    called = written_out(&c, 0, c.n);
    if (holds(called, said) || holds(said, called))
        is = LIKE_SOMEHOW;
    if (is == LIKE_SOMEHOW && holds(called, said) && same_accents(t, first, end, &c, 0))
        is = strcmp(called, said) == 0 ? LIKE_SAME : LIKE_SHORTER;
    free(called);
    free(said);
    tokens_free(&c);
    return is;
}

static bool
is_candidate(const struct dossier *ds, size_t n, const struct tokens *t, size_t first, size_t end)
{
    bool is = false;

    for (size_t i = 0; i < n && !is; i++)
        is = like(ds[i].name, t, first, end) != LIKE_NOTHING;
    return is;
}

/* The next body that the title names, from *at on; any: of whatever kind is put forward. */
static bool
next_body(const struct tokens *t, bool any, size_t *at, size_t *end)
{
    static const char *const forward[] = { "cong nhan", "xay dung", "hop xet" };
    bool capitals = has_small(t);

    for (; *at < t->n; ++*at) {
        bool put = *at >= 2 && tokens_any(t, *at - 2, forward, ARRAY_LEN(forward));
        size_t body = body_at(t, *at, !put);

        if (body == 0 && !(any && put))
            continue;
        for (*end = *at + body; *end < *at + NAME_MOST && !ends(t, *end); ++*end)
            ;
        if (body == 0 && tokens_are(t, *at - 2, "xay dung") && !tokens_are(t, *end, "dien hinh"))
            continue;                   /* "xây dựng phong trào ..." */
        if (has_name(t, *at + body, *end, capitals))
            return true;
    }
    return false;
}

bool
candidate_another(const struct dossier *ds, size_t n, const char *text)
{
    struct tokens t;
    bool another = false;

    tokens_of(text != NULL ? text : "", TITLE_READ, &t);
    for (size_t at = 0, end; !another && next_body(&t, false, &at, &end); at++)
        another = !is_candidate(ds, n, &t, at, end);
    tokens_free(&t);
    return another;
}

/* The one that is called just so, else the only one that is called so for short. */
static bool
mark(const struct dossier *ds, size_t n, const struct tokens *t, size_t first, size_t end, bool *to)
{
    for (enum likeness least = LIKE_SAME; least >= LIKE_SHORTER; least--) {
        size_t found = 0, which = 0;

        for (size_t i = 0; i < n; i++)
            if (like(ds[i].name, t, first, end) >= least) {
                found++;
                which = i;
            }
        if (found == 1)
            to[which] = true;
        if (found > 0)
            return found == 1;
    }
    return false;
}

enum called
candidate_called(const struct dossier *ds, size_t n, const char *title, bool *to)
{
    enum called called = CALLED_NOBODY;
    struct tokens t;

    tokens_of(title != NULL ? title : "", TITLE_READ, &t);
    for (size_t at = 0, end; called != CALLED_SOMEBODY && next_body(&t, true, &at, &end); at = end)
        called = mark(ds, n, &t, at, end, to) ? CALLED_CANDIDATE : CALLED_SOMEBODY;
    tokens_free(&t);
    return called;
}

/* Behind "UBND xã", where the candidate is that commune or its office. */
static size_t
name_at(const struct tokens *t, const char *kind)
{
    static const char *const offices[] = { "ubnd", "uy ban nhan dan" };
    size_t at = 0;
    struct tokens k;

    for (size_t i = 0; i < ARRAY_LEN(offices) && at == 0; i++)
        at = tokens_are(t, 0, offices[i]) ? tokens_in(offices[i]) : 0;
    tokens_of(kind != NULL ? kind : "", 100, &k);
    for (size_t i = 0; i < k.n && at + 1 < t->n && token_is(&t->v[at], k.v[i].text); i++)
        at++;
    tokens_free(&k);
    return at < t->n ? at : 0;
}

static bool
same_text(const char *a, const char *b)
{
    char *x = spelling_of(a != NULL ? a : ""), *y = spelling_of(b != NULL ? b : "");
    bool same = strcmp(x, y) == 0;

    free(x);
    free(y);
    return same;
}

bool
candidate_same(const struct dossier *a, const struct dossier *b)
{
    struct tokens x, y;
    char *name_a, *name_b;
    size_t at_a, at_b;
    bool same;

    if (!same_text(a->kind, b->kind) ||
        (a->place != NULL && b->place != NULL && !same_text(a->place, b->place)))
        return false;
    tokens_of(a->name, 400, &x);
    tokens_of(b->name, 400, &y);
    at_a = name_at(&x, a->kind);
    at_b = name_at(&y, b->kind);
    name_a = written_out(&x, at_a, x.n);
    name_b = written_out(&y, at_b, y.n);
    same = strcmp(name_a, name_b) == 0 && same_accents(&x, at_a, x.n, &y, at_b);
    free(name_a);
    free(name_b);
    tokens_free(&x);
    tokens_free(&y);
    return same;
}
