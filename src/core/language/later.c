/* What comes once more, later: the final paper or its signed copy ("bản chính thức mai em gửi"),
 * or another in its place ("chiều em thay bản khác"). */
#include "base/mem.h"
#include "core/language/draft.h"
#include "core/language/times.h"

#define FAR 6                   /* words */
#define TURN 4                  /* ... between a promise and what is promised */

/* A time that is still to come; "tôi" and "một" are other words, and so is a name, "chị Mai". */
static bool
to_come(const struct tokens *t, size_t at)
{
    static const struct { const char *words, *accented; } times[] = {
        { "chieu", NULL }, { "mai", "mai" }, { "lat", NULL }, { "xiu", NULL }, { "chut", NULL },
        { "toi nay", NULL }, { "toi", "tối" }, { "mot", "mốt" }, { "ti nua", NULL },
        { "tuan sau", NULL }, { "hom sau", NULL }, { "bua sau", NULL },
    };
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(times) && !is; i++)
        is = tokens_are(t, at, times[i].words) &&
             (times[i].accented == NULL || token_written(&t->v[at], times[i].accented)) &&
             !(token_is(&t->v[at], "mai") && !tokens_clause(t, at) && token_is_name(&t->v[at]));
    return is;
}

/* "Mai em gửi", within these words; "chiều qua em gửi", "như đã hẹn, kèm theo" is over. */
static bool
sent_then(const struct tokens *t, size_t from, size_t to)
{
    static const char *const sends[] = { "gui", "goi", "nop", "co" },
                             *const past[] = { "qua", "truoc", "da", "kia", "roi", "hen", "noi",
                                               "kem", "day", "giay" };
    bool then = false;

    for (size_t i = from; i < to && i < t->n && !then; i++)
        then = to_come(t, i);
    return then && WITHIN(t, from, to, sends) && !WITHIN(t, from, to, past);
}

/* "Bản chính thức sẽ gửi sau", "sẽ gửi bản chính thức sau khi ký", "chiều em gửi bản chính thức",
 * "bản chính thức mai em gửi" */
static bool
final_later(const struct tokens *t, size_t at)
{
    static const char *const later[] = { "gui sau", "se gui", "se nop", "nop sau", "bo sung sau" },
                             *const promised[] = { "se gui", "se nop", "gui bo sung", "se bo sung",
                                                   "se co" }, *const then[] = { "sau" },
                             *const over[] = { "kem", "nhu", "roi" };
    size_t first = at, end = at + 2;

    while (first > 0 && at - first < FAR && !tokens_clause(t, first))
        first--;
    while (end < t->n && end - at < FAR + 3 && !tokens_clause(t, end))
        end++;
    return WITHIN(t, at + 3, at + 4 + FAR, later) ||
           (WITHIN(t, at > TURN ? at - TURN : 0, at, promised) &&
            WITHIN(t, at + 3, at + 3 + TURN, then)) ||
           (sent_then(t, first, at) && !WITHIN(t, at + 2, end, over)) || sent_then(t, at + 2, end);
}

/* "Bản ký em scan sau", "mai xã gửi bản có dấu": it is signed, or will be, and comes once more;
 * not the paper that goes by post. */
bool
signed_later(const struct tokens *t)
{
    static const char *const copies[] = { "ban ky", "van ban ky", "ban da ky", "ban co ky",
                                          "ban co chu ky", "ban co dau", "ban co con dau",
                                          "ban dong dau", "ban da dong dau", "ban scan", "file ky",
                                          "file scan", "ban pdf", "file pdf", "ban dau do",
                                          "ban chinh ky" },
                             *const later[] = { "gui sau", "goi sau", "bo sung sau", "scan sau",
                                                "nop sau", "chuyen sau", "up sau", "gui lai sau",
                                                "se gui", "se goi", "se scan", "se bo sung",
                                                "se nop", "gui bo sung sau" },
                             *const post[] = { "buu dien", "ban giay", "duong cong van" },
                             *const over[] = { "kem", "da gui", "nhu" };
    bool comes = false;

    for (size_t at = TOKENS_FIND(t, 0, copies); at < t->n && !comes;
         at = TOKENS_FIND(t, at + 1, copies)) {
        size_t first = at, end = at + 1;

        while (!tokens_clause(t, first) && at - first < FAR)
            first--;
        while (!tokens_clause(t, end) && end - at < 2 * FAR)
            end++;
        comes = (WITHIN(t, at, end, later) || WITHIN(t, first, at, later) ||
                 sent_then(t, first, end)) &&
                !WITHIN(t, first, end, post) && !WITHIN(t, first, end, over);
    }
    return comes;
}

/* "Chiều em thay bản khác", "mai xã gửi bản đúng ạ": this one does not stand. Not after an older
 * mail that was wrong, if need be ("nếu sai ..."), or for a scan that is hard to read. */
static bool
another_later(const struct tokens *t, size_t at)
{
    static const char *const kinds[] = { "khác", "đúng", "sửa", "mới", "chính", "thay" },
                             *const gives[] = { "gui", "goi", "nop", "chuyen", "thay", "doi" },
                             *const past[] = { "qua", "truoc", "da", "kia", "roi", "kem", "day",
                                               "giay" },
                             *const excuses[] = { "nham", "sang nay", "neu", "co gi", "mo",
                                                  "nhoe" },
                             *const ends[] = { "thay", "lai", "hon", "sau", "cho", "a", "nha",
                                               "nhe", "nghen", "anh", "chi", "phong" };
    size_t first = at, end = at + (tokens_are(t, at + 1, "chinh xac") ? 3 : 2), before;
    bool kind = false, then = false;

    for (size_t i = 0; i < ARRAY_LEN(kinds) && !kind; i++)
        kind = token_fits(&t->v[at + 1], kinds[i]);
    while (!tokens_clause(t, first) && at - first < 2 * FAR)
        first--;
    before = first > 2 * FAR ? first - 2 * FAR : 0;
    for (size_t i = first; i < at && !then; i++)
        then = to_come(t, i) || (token_is(&t->v[i], "se") && token_fits(&t->v[i], "sẽ"));
    return kind && then && (tokens_clause(t, end) || ANY_AT(t, end, ends)) &&
           WITHIN(t, first, at, gives) && !WITHIN(t, first, end + 2, past) &&
           !WITHIN(t, before, at, excuses) && !times_over(t, before, at);
}

bool
later_told(const struct tokens *t)
{
    static const char *const wholes[] = { "ban chinh thuc", "ban hoan chinh", "ban hoan thien",
                                          "ban cuoi", "ban final", "ban day du" },
                             *const others[] = { "ban khac", "ban dung", "ban sua", "ban moi",
                                                 "ban chinh xac", "ban thay the", "file khac",
                                                 "file dung", "file sua", "file moi" };

    return SOMEWHERE(t, wholes, final_later) || SOMEWHERE(t, others, another_later);
}
