/* One who is no candidate, in the title of a paper: "công nhận Công ty X điển hình". */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
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

/* One of the candidates by a shorter or longer name: "Trường Trung học phổ thông X" for "Trường THPT X". */
static bool
is_candidate(const struct dossier *ds, size_t n, const struct tokens *t, size_t first, size_t end)
{
    char *name = written_out(t, first, end);
    bool is = false;

    for (size_t i = 0; i < n && !is; i++) {
        struct tokens c;
        char *called;

        tokens_of(ds[i].name, 400, &c);
        called = written_out(&c, 0, c.n);
        is = holds(called, name) || holds(name, called);
        free(called);
        tokens_free(&c);
    }
    free(name);
    return is;
}

bool
candidate_another(const struct dossier *ds, size_t n, const char *text)
{
    static const char *const forward[] = { "cong nhan", "xay dung", "hop xet" };
    struct tokens t;
    bool another = false, capitals;

    tokens_of(text != NULL ? text : "", TITLE_READ, &t);
    capitals = has_small(&t);
    for (size_t at = 0, end; at < t.n && !another; at++) {
        bool put = at >= 2 && tokens_any(&t, at - 2, forward, ARRAY_LEN(forward));
        size_t body = body_at(&t, at, !put);

        for (end = at + body; body > 0 && end < at + NAME_MOST && !ends(&t, end); end++)
            ;
        another = body > 0 && has_name(&t, at + body, end, capitals) &&
                  !is_candidate(ds, n, &t, at, end);
    }
    tokens_free(&t);
    return another;
}
