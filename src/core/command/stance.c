/* Yes, no, seen, done: how officers say it, and why not. Every word is accounted for
 * or counted as left. */
#include "stance.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* alone: only where nothing but a mark follows, "không biết" is no refusal. */
static const struct { const char *words; enum stance stance; bool alone; } stances[] = {
    {"dong y", STANCE_YES, false}, {"dong i", STANCE_YES, false}, {"nhat tri", STANCE_YES, false}, {"chap thuan", STANCE_YES, false}, {"chap nhan", STANCE_YES, false},
    {"phe duyet", STANCE_YES, false}, {"duyet", STANCE_YES, false}, {"thong nhat", STANCE_YES, false}, {"tan thanh", STANCE_YES, false},
    {"duoc", STANCE_YES, true}, {"dc", STANCE_YES, true}, {"cho phep", STANCE_YES, false}, {"duoc roi", STANCE_YES, true},
    {"duoc nhe", STANCE_YES, true}, {"dung", STANCE_YES, true}, {"dung roi", STANCE_YES, true}, {"dung vay", STANCE_YES, true},
    {"phai", STANCE_YES, true}, {"phai roi", STANCE_YES, true}, {"dy", STANCE_YES, true}, {"yes", STANCE_YES, true},
    {"xac nhan", STANCE_SURE, false}, {"agree", STANCE_YES, false}, {"agreed", STANCE_YES, false}, {"approved", STANCE_YES, false},
    {"dong y gia han", STANCE_TIME, false}, {"dong y cho gia han", STANCE_TIME, false}, {"cho gia han", STANCE_TIME, false},
    {"duyet gia han", STANCE_TIME, false}, {"chap nhan gia han", STANCE_TIME, false}, {"chap thuan gia han", STANCE_TIME, false},
    {"nhat tri gia han", STANCE_TIME, false}, {"nhat tri cho gia han", STANCE_TIME, false}, {"duyet cho gia han", STANCE_TIME, false},
    {"khong", STANCE_NO, true}, {"khong dong y gia han", STANCE_NO_TIME, false}, {"khong dong y cho gia han", STANCE_NO_TIME, false},
    {"khong cho gia han", STANCE_NO_TIME, false}, {"khong gia han", STANCE_NO_TIME, false}, {"khong duyet gia han", STANCE_NO_TIME, false},
    {"khong dong y", STANCE_NO, false}, {"khong duyet", STANCE_NO, false}, {"khong dat", STANCE_BAD, false},
    {"khong duoc", STANCE_NO, false}, {"khong the", STANCE_NO, false}, {"khong chap nhan", STANCE_NO, false}, {"khong chap thuan", STANCE_NO, false},
    {"khong nhat tri", STANCE_NO, false}, {"khong thong nhat", STANCE_NO, false}, {"khong cho phep", STANCE_NO, false},
    {"khong phai", STANCE_NO, true}, {"chua dat", STANCE_BAD, false}, {"chua duoc", STANCE_YET, false}, {"chua dong y", STANCE_YET, false},
    {"chua dat yeu cau", STANCE_BAD, false}, {"khong dat yeu cau", STANCE_BAD, false}, {"no", STANCE_NO, true},
    {"dat", STANCE_GOOD, false}, {"dat yeu cau", STANCE_GOOD, false}, {"dat roi", STANCE_GOOD, true},
    {"bo qua", STANCE_DONE, false}, {"khong phai bao cao", STANCE_DONE, false}, {"khong tinh", STANCE_DONE, true},
    {"xong", STANCE_DONE, false}, {"da xong", STANCE_DONE, false}, {"xong roi", STANCE_DONE, false}, {"xu ly xong", STANCE_DONE, false},
    {"da xu ly", STANCE_DONE, false}, {"da xu ly xong", STANCE_DONE, false}, {"da giai quyet", STANCE_DONE, false},
    {"khong can xu ly", STANCE_DONE, false}, {"da lam", STANCE_DONE, true}, {"done", STANCE_DONE, true},
    {"ok", STANCE_SEEN, false}, {"u", STANCE_SEEN, true}, {"uh", STANCE_SEEN, true}, {"oke", STANCE_SEEN, false}, {"okay", STANCE_SEEN, false}, {"okie", STANCE_SEEN, false},
    {"okey", STANCE_SEEN, false}, {"thoi duoc", STANCE_SEEN, true}, {"da xem", STANCE_SEEN, false}, {"da nhan", STANCE_SEEN, true}, {"da biet", STANCE_SEEN, false},
    {"da ro", STANCE_SEEN, false}, {"oki", STANCE_SEEN, false}, {"okee", STANCE_SEEN, false}, {"uhm", STANCE_SEEN, true}, {"uhu", STANCE_SEEN, true},
    {"uk", STANCE_SEEN, true}, {"ukm", STANCE_SEEN, true}, {"vg", STANCE_SEEN, true}, {"yep", STANCE_SEEN, true}, {"yeah", STANCE_SEEN, true},
    {"chuan", STANCE_SEEN, true}, {"chuan roi", STANCE_SEEN, true}, {"hieu roi", STANCE_SEEN, true}, {"biet roi", STANCE_SEEN, true}, {"ro", STANCE_SEEN, true}, {"vang", STANCE_SEEN, true}, {"noted", STANCE_SEEN, false},
};

static bool
is_noise(const struct token *t)
{
    static const char *const words[] = { "em", "anh", "chi", "dong", "co", "chu", "bac", "minh",
                                         "toi", "ta", "chung", "nhe", "nha", "nhen", "nghen", "a",
                                         "oi", "voi", "giup", "ho", "gium", "cam", "on", "xin",
                                         "vui", "long", "kinh", "chao", "gui", "thua", "vang", "da",
                                         "u", "uh", "um", "roi", "luon", "nhu", "vay", "the", "thi",
                                         "cu", "cho", "ve", "viec", "de", "nghi", "nay", "cua",
                                         "don", "vi", "bao", "cao", "mail", "email", "phong", "ban",
                                         "he", "thong", "hoan", "toan", "y", "kien", "la", "thanks",
                                         "thank", "you", "tks", "do", "lai", "thu",
                                         "cac", "dc", "ok", "please", "i", "it", "gap",
                                         "di", "theo", "noi", "dung", "tren", "may", "sep", "to",
                                         "nhieu", "rat", "chan", "thanh" };

    return token_among(t, words, ARRAY_LEN(words));
}

/* "Đừng đồng ý", "chờ anh" stop; "đúng", "nội dung" do not. Without accents "dung" does
 * before another word. */
static bool
stops(const struct tokens *t, size_t at)
{
    static const char *const yes[] = { "dung roi", "dung vay", "dung a", "dung em", "dung nhe" };
    const struct token *word = &t->v[at];

    if (!token_is(word, "dung") || (at > 0 && token_is(&t->v[at - 1], "noi")))
        return parse_waits(word);
    if (token_fits(word, "đừng") && token_fits(word, "đúng"))
        return at + 1 < t->n && t->v[at + 1].gap == ' ' && !tokens_any(t, at, yes, ARRAY_LEN(yes));
    return token_fits(word, "đừng") || token_fits(word, "dừng");
}

/* "Không được trả lại" gives no reason: it names another order. */
static bool
names_order(const char *text)
{
    static const enum verb orders[] = { VERB_RETURN, VERB_REJECT, VERB_ACCEPT, VERB_CLOSE };
    bool names = strncmp(text, "cho ", 4) == 0;

    for (size_t i = 0; i < ARRAY_LEN(orders); i++)
        names = names || (parse_begins(text, false) && parse_is(text, orders[i]));
    return names;
}

/* "ko đồng ý": on a telephone "không" is seldom written out. */
static size_t
phrase_at(const struct tokens *t, size_t at, const char *words)
{
    static const char *const no[] = { "ko", "k", "khg", "kg", "hok", "hk" };
    size_t rest;

    if (strncmp(words, "khong", 5) != 0 || !token_among(&t->v[at], no, ARRAY_LEN(no)))
        return tokens_phrase(t, at, words);
    if (words[5] == '\0' && t->n == 1 && token_is(&t->v[at], "k"))
        return 0;                       /* "không", or "okay"? */
    rest = words[5] == '\0' ? 0 : tokens_phrase(t, at + 1, words + 6);
    return words[5] == '\0' || rest > 0 ? 1 + rest : 0;
}

static size_t
stance_at(const struct tokens *t, size_t at, enum stance *stance)
{
    size_t best = 0;

    for (size_t i = 0; i < ARRAY_LEN(stances) && !stops(t, at); i++) {
        size_t n = phrase_at(t, at, stances[i].words), end = at + n;
        bool apart = end >= t->n || t->v[end].gap != ' ' || is_noise(&t->v[end]);

        if (n > best && (!stances[i].alone || apart)) {
            best = n;
            *stance = stances[i].stance;
        }
    }
    return best;
}

static bool
is_particle(const struct token *t)
{
    static const char *const words[] = { "nhe", "nha", "nhen", "nghen", "a", "em", "anh", "chi",
                                         "oi", "voi", "giup", "thoi", "vi", "do", "ly", "boi",
                                         "luon", "gap" };

    return token_among(t, words, ARRAY_LEN(words));
}

bool
reply_only_particles(const char *text)
{
    struct tokens t;
    bool only = true;

    tokens_of(text, strlen(text), &t);
    for (size_t i = 0; i < t.n; i++)
        only = only && is_particle(&t.v[i]);
    tokens_free(&t);
    return only;
}

static bool
tells_why(const struct token *t)
{
    static const char *const words[] = { "vi", "do", "boi", "ly", "because" };

    return token_among(t, words, ARRAY_LEN(words));
}

/* "không cho lùi thêm, phải nộp đúng hạn": what is refused is no reason; that
 * stands behind a mark or "vì". */
static size_t
behind_matter(const struct tokens *t, size_t at)
{
    static const char *const matters[] = { "lui", "gia han", "hoan", "keo dai", "khat", "nop tre",
                                           "nop cham", "gui tre", "gui cham", "extend", "extension",
                                           "more time" };
    bool asked = false;
    size_t i = at;

    for (; i < t->n && !tells_why(&t->v[i]) &&
           (i == at || t->v[i].gap == 0 || strchr(",;.:-(", t->v[i].gap) == NULL);
         i++)
        for (size_t k = 0; k < ARRAY_LEN(matters); k++)
            asked = asked || tokens_are(t, i, matters[k]);
    return asked ? i : at;
}

static size_t
behind_particles(const struct tokens *t, size_t at, bool *why)
{
    for (; at < t->n && is_particle(&t->v[at]); at++)
        *why = *why || tells_why(&t->v[at]);
    return at;
}

/* Why not: what stands behind the refusal, if that is more than courtesy. */
static const char *
reason_from(const struct tokens *t, size_t at)
{
    bool more = false, why = at < t->n && at > 0 && token_gap(&t->v[at], ",;.:-");

    at = behind_particles(t, at, &why);
    if (!why)
        at = behind_particles(t, behind_matter(t, at), &why);
    for (size_t i = at; i < t->n; i++)
        more = more || !is_noise(&t->v[i]);
    return more ? t->v[at].raw : NULL;
}

/* What was seen, and then agreed to, is agreed to. */
static void
take_stance(struct reply *r, enum stance is)
{
    if (r->stance == STANCE_NONE || r->stance == STANCE_SEEN ||
        (r->stance == STANCE_YES && (is == STANCE_TIME || is == STANCE_GOOD)))
        r->stance = is;
    else if (is != STANCE_SEEN && is != r->stance)
        r->torn = true;
}

static void
blank(struct reply *r, size_t from, size_t to)
{
    const struct token *a = &r->t.v[from], *z = &r->t.v[to - 1];

    memset(r->rest + (a->raw - r->text), ' ', (size_t)(z->raw + z->raw_len - a->raw));
}

static bool
denies(const struct reply *r)
{
    return r->stance == STANCE_NO || r->stance == STANCE_NO_TIME || r->stance == STANCE_BAD ||
           r->stance == STANCE_YET;
}

bool
reply_thanks(const char *text)
{
    static const char *const words[] = { "cam on", "thanks", "thank", "tks" };
    struct tokens t;
    bool thanks = false;

    tokens_of(text, strlen(text), &t);
    for (size_t i = 0; i < t.n && !thanks; i++)
        thanks = tokens_any(&t, i, words, ARRAY_LEN(words));
    tokens_free(&t);
    return thanks;
}

/* "Dạ", "rồi", "ừm": courtesy beside other words, an answer where they are all
 * that is said; a word of thanks is none. */
static bool
murmurs(const char *text, const struct tokens *t)
{
    static const char *const words[] = { "da", "roi", "um", "o", "ua" };
    bool murmur = false;

    for (size_t i = 0; i < t->n && !murmur; i++)
        murmur = token_among(&t->v[i], words, ARRAY_LEN(words)) && (unsigned char)*t->v[i].raw != 0xC4;      /* no "đã" */
    return murmur && !reply_thanks(text);
}

void
reply_read(const char *text, struct reply *r)
{
    *r = (struct reply){ .text = text, .rest = xstrdup(text) };
    tokens_of(text, strlen(text), &r->t);
    for (size_t at = 0, end; at < r->t.n; at = end) {
        enum stance is = STANCE_NONE;
        char *code = NULL;

        end = read_code(&r->t, at, "tn", 2000, &code);
        if (end > at) {
            strings_take(&r->codes, xasprintf("TN-%s", code));
            free(code);
            blank(r, at, end);
            continue;
        }
        if (denies(r) && r->t.v[at].gap == ':' && (r->reason = reason_from(&r->t, at)) != NULL)
            return;
        if ((end = at + stance_at(&r->t, at, &is)) > at) {
            take_stance(r, is);
            blank(r, at, end);
            continue;
        }
        if (denies(r) &&
            ((r->reason = reason_from(&r->t, at)) != NULL || behind_matter(&r->t, at) > at)) {
            r->torn = r->torn || (r->reason != NULL && r->reason == r->t.v[at].raw && ((r->t.v[at].gap == ' ' && names_order(r->reason)) || stops(&r->t, at)));    /* "không, đừng đạt" */
            return;                     /* what is refused says itself */
        }
        end = at + 1;
        if (is_noise(&r->t.v[at]) && strchr(":;", r->t.v[at].gap) == NULL && !stops(&r->t, at))
            continue;
        r->left++;
    }
    if (r->stance == STANCE_NONE && r->left == 0 && r->codes.n == 0 && murmurs(text, &r->t))
        r->stance = STANCE_SEEN;
}

void
reply_clear(struct reply *r)
{
    tokens_free(&r->t);
    strings_free(&r->codes);
    free(r->rest);
}

/* How many words at this one say so; 0: none. "Không mất" is another word. */
static size_t
release_at(const struct tokens *t, size_t at)
{
    static const char *const says[] = {
        "khong mat", "khong phai mat", "khong phai la mat", "khong co mat", "khong co gi mat", "khong phai bi mat",
        "khong phai tai lieu mat", "khong phai van ban mat", "khong phai la tai lieu mat", "khong la tai lieu mat",
        "khong co tai lieu mat", "khong co noi dung mat", "khong chua tai lieu mat", "khong chua bi mat nha nuoc",
        "khong phai bi mat nha nuoc", "khong thuoc bi mat nha nuoc", "khong thuoc danh muc bi mat nha nuoc", "khong co do mat",
        "khong dong dau mat", "khong co dau mat", "thu thuong", "tai lieu thuong", "van ban thuong", "binh thuong",
        "khong co macro", "khong sao", "khong co gi", "khong co virus", "khong nguy hiem", "an toan",
        "ghi nhan", "tiep nhan", "vao so", "bo cach ly", "mo cach ly", "go cach ly", "huy cach ly", "ra khoi cach ly", "cho qua",
        "not secret", "no secret", "is safe", "safe", "release",
    };
    size_t best = 0;

    for (size_t i = 0; i < ARRAY_LEN(says); i++) {
        size_t n = phrase_at(t, at, says[i]);

        for (size_t k = at; k < at + n; k++)
            n = token_is(&t->v[k], "mat") && !token_fits(&t->v[k], "mật") ? 0 : n;
        best = n > best ? n : best;
    }
    return best;
}

/* What may stand beside it. */
static bool
beside_release(const struct token *t)
{
    static const char *const it[] = { "tep", "file", "tai", "lieu", "van", "la", "dau", "nay", "ca", "het", "ra", "so", "dua" };

    return is_noise(t) || is_particle(t) || token_among(t, it, ARRAY_LEN(it));
}

bool
reply_releases(const struct reply *r)
{
    bool says = false, only = true;
    size_t n;

    for (size_t at = 0; only && at < r->t.n; at += n) {
        enum stance is = STANCE_NONE;
        char *code = NULL;

        if ((n = release_at(&r->t, at)) > 0) {
            says = true;
        } else if ((n = read_code(&r->t, at, "tn", 2000, &code) - at) == 0) {
            n = stance_at(&r->t, at, &is);
            says = says || is == STANCE_SURE;
            only = n > 0 ? is >= STANCE_SEEN && is <= STANCE_YES : beside_release(&r->t.v[at]);
            n += n == 0;
        }
        free(code);
    }
    return says && only;
}

char *
reply_why_not(const char *text)
{
    struct tokens t;
    const char *why;

    tokens_of(text, strlen(text), &t);
    why = t.n > 0 ? reason_from(&t, 0) : NULL;
    tokens_free(&t);
    return why == NULL ? NULL : xstrdup(why);
}

static bool
courtesy(const char *text, enum stance least, enum stance most)
{
    struct reply r;
    bool only;

    reply_read(text, &r);
    only = r.t.n > 0 && r.left == 0 && r.stance >= least && r.stance <= most && r.codes.n == 0;
    reply_clear(&r);
    return only;
}

bool
reply_says_nothing(const char *text)
{
    return courtesy(text, STANCE_NONE, STANCE_NONE);
}

bool
reply_agrees(const char *text)
{
    return courtesy(text, STANCE_YES, STANCE_TIME);
}

bool
reply_leads_in(const char *text)
{
    return courtesy(text, STANCE_NONE, STANCE_SEEN);
}
