/* What comes with these words is not to be counted: "đừng tính báo cáo này", "xin rút lại báo cáo
 * này", "em gửi nhầm". A new version in the place of an older one is. */
#include "base/mem.h"
#include "core/language/want.h"
#include "recall.h"

#define NEAR 5                  /* words between what is not wanted and what it is */

static const char *const these[] = { "bao cao nay", "ban nay", "file nay", "tep nay", "thu nay",
                                     "mail nay", "email nay", "van ban nay", "cai nay" };

/* "đừng tính báo cáo này", "không dùng bản này nữa" */
static bool
this_one(const struct tokens *t, size_t at)
{
    size_t end = at + 1;

    while (end < at + 2 + NEAR && !tokens_clause(t, end))
        end++;
    return WITHIN(t, at, end, these);
}

/* "Lớn", and not "lộn". */
static bool
large(const struct tokens *t, size_t at)
{
    return at < t->n && token_is(&t->v[at], "lon") && !token_fits(&t->v[at], "lộn");
}

/* "em gửi nhầm": this mail, where nothing older is named. */
static bool
slips_now(const struct tokens *t, size_t at)
{
    static const char *const older[] = { "hom", "truoc", "luc", "hoi", "sang", "chieu", "cu", "vua",
                                         "da", "tn", "ngay", "tuan", "lan" };

    return !WITHIN(t, at > NEAR ? at - NEAR : 0, at + 3 + NEAR, older) && !large(t, at + 1);
}

/* "Anh đừng vào sổ vội", "phòng khoan ghi nhận giúp em": nothing but what comes with these words. */
static bool
unused_now(const struct tokens *t, size_t at)
{
    static const char *const tail[] = { "voi", "nhe", "nha", "nghen", "a", "giup", "gium", "ho", "em",
                                        "don", "vi", "huyen", "xa", "anh", "chi", "ban", "file",
                                        "nay" };
    size_t end = recall_unused(t, at), use = end;
    bool this = false;                  /* "đừng lấy bản này, em sửa lại đã" */

    for (; end > at && use < t->n && !tokens_clause(t, use) && ANY_AT(t, use, tail); use++)
        this = this || ANY_AT(t, use, these);
    return end > at && (this || slips_now(t, at)) &&
           (tokens_clause(t, use) || (recall_thing(t, use) && tokens_are(t, use + 2, "nay")));
}

/* The first thing named behind the wish is what comes with it. */
static bool
this_wished(const struct tokens *t, size_t at)
{
    static const char *const next[] = { "va", "thay", "lay" };
    size_t thing = at + 1;

    while (!tokens_clause(t, thing) && !recall_thing(t, thing) && !ANY_AT(t, thing, next))
        thing++;
    return ANY_AT(t, thing, these);
}

/* "Em gửi lại", "đây là", "thay bằng"; not "kính gửi", "báo cáo đã gửi", "em gửi nhầm". */
static bool
brings_now(const struct tokens *t, size_t at)
{
    static const char *const past[] = { "da", "vua", "moi", "kinh" },
                             *const slips[] = { "nham", "lon", "sai", "truoc", "hom", "luc",
                                                "hoi" };

    return !(at > 0 && ANY_AT(t, at - 1, past)) && !WITHIN(t, at + 1, at + 3, slips);
}

/* "Xin rút lại báo cáo này", "phòng bỏ bản này giúp em"; or what came before, and no word says that
 * something else comes in its place. */
static bool
withdraws(const struct tokens *t)
{
    static const char *const starts[] = { "rut", "thu", "recall", "withdraw", "huy", "xoa", "bo",
                                          "cancel", "disregard" },
                             *const brings[] = { "gui", "nop", "kem", "day la", "thay",
                                                 "attached" };

    if (!SOMEWHERE(t, starts, NULL))
        return false;
    for (size_t i = 0; i < t->n; i++)
        if (recall_wished(t, i) && this_wished(t, i))
            return true;
    return want_back(t) && !SOMEWHERE(t, brings, brings_now) && !SOMEWHERE(t, these, NULL);
}

bool
want_unmeant(const struct tokens *t)
{
    static const char *const nots[] = { "dung tinh", "khong tinh", "ko tinh", "khong dung",
                                        "ko dung", "dung dung", "khong su dung", "dung ghi nhan",
                                        "dung nhan", "khong nhan" };
    static const char *const slips[] = { "gui nham", "nop nham", "gui lon", "nop lon",
                                         "nham hop thu", "nham dia chi" },
                             *const wishes_now[] = { "dung", "khoan", "khong", "ko", "chua",
                                                     "tam dung" };

    return SOMEWHERE(t, nots, this_one) || SOMEWHERE(t, slips, slips_now) ||
           SOMEWHERE(t, wishes_now, unused_now) || withdraws(t);
}

bool
want_for_another(const struct tokens *t)
{
    static const char *const words[] = { "gui gium", "gui giup", "gui dum", "gui ho", "nop gium",
                                         "nop giup", "nop ho", "chuyen gium", "chuyen giup",
                                         "gui thay cho huyen", "nop thay cho huyen" };

    return SOMEWHERE(t, words, NULL);
}
