/* Words of a mail that adds to what came before, sends a part of it again, or takes its place. */
#include "base/mem.h"
#include "core/language/times.h"
#include "core/language/want.h"

#define FAR 6                   /* words between a part and the report that comes with it */

static bool
done(const struct tokens *t, size_t at)
{
    return at > 0 && times_done(t, at - 1, at);
}

/* "đã bổ sung theo góp ý" is done within the paper itself. */
static bool
not_within(const struct tokens *t, size_t at)
{
    return !done(t, at) && !tokens_are(t, at, "bo sung theo") && !want_denied(t, at);
}

/* "bổ sung báo cáo": the report itself, not something to it. */
static bool
not_report(const struct tokens *t, size_t at)
{
    return not_within(t, at) && !tokens_are(t, at + 2, "bao cao");
}

/* "Biểu 02", "bảng số liệu còn thiếu"; without either the table may be all of the report. */
static bool
table_at(const struct tokens *t, size_t at)
{
    static const char *const tables[] = { "bieu", "bang", "danh sach" },
                             *const wanting[] = { "thieu", "quen", "sot" };
    size_t behind = at + 1 + (tokens_are(t, at + 1, "mau") || tokens_are(t, at + 1, "so"));

    return ANY_AT(t, at, tables) && (tokens_number(t, behind) > 0 ||
                                     tokens_within(t, at, at + FAR, wanting, ARRAY_LEN(wanting)));
}

/* The first word behind the one at this place that says what is sent. */
static size_t
object(const struct tokens *t, size_t at)
{
    static const char *const fill[] = { "lai", "them", "bo", "sung", "the", "cho", "bang", "anh",
                                        "chi", "em", "a", "phong", "xin", "cai", "cac", "nhung",
                                        "may", "rieng", "file", "tep", "ban", "giup", "gium",
                                        "chinh", "kinh", "bu", "not", "tiep" };
    size_t i = at + 1;

    while (i < t->n && t->v[i].gap == ' ' && !table_at(t, i) &&
           (t->v[i].number >= 0 || token_among(&t->v[i], fill, ARRAY_LEN(fill))))
        i++;
    return i;
}

static bool
part_at(const struct tokens *t, size_t at)
{
    static const char *const parts[] = { "trang", "phu luc", "phu bieu", "phan", "muc", "pl",
                                         "hinh" },
                             *const whole[] = { "trang bao cao", "phan bao cao", "phan mem",
                                                "muc tieu", "muc dich" },
                             *const beside[] = { "va bao cao", "cung bao cao", "voi bao cao",
                                                 "kem bao cao" };

    return (ANY_AT(t, at, parts) || table_at(t, at)) && !ANY_AT(t, at, whole) &&
           !tokens_within(t, at, at + FAR, beside, ARRAY_LEN(beside));
}

static bool
of_part(const struct tokens *t, size_t at)
{
    return !done(t, at) && !want_denied(t, at) && part_at(t, object(t, at));
}

static bool
of_report(const struct tokens *t, size_t at)
{
    return !done(t, at) && tokens_are(t, object(t, at), "bao cao");
}

static bool
of_whole(const struct tokens *t, size_t at)
{
    return !part_at(t, object(t, at));
}

/* "Phụ lục 02": all that is said begins with it. */
static bool
begins_with_annex(const struct tokens *t)
{
    static const char *const annexes[] = { "phu luc", "phu bieu", "pl" };

    return (ANY_AT(t, 0, annexes) || table_at(t, 0)) && part_at(t, 0);
}

bool
want_part(const struct tokens *t)
{
    static const char *const sends[] = { "gui", "goi", "nop", "scan", "chup", "thay", "chuyen" };

    return (SOMEWHERE(t, sends, of_part) || begins_with_annex(t)) &&
           !SOMEWHERE(t, sends, of_report);
}

bool
want_instead(const struct tokens *t)
{
    static const char *const instead[] = { "thay the", "thay cho", "thay bang" };

    return SOMEWHERE(t, instead, of_whole);
}

bool
want_again(const struct tokens *t)
{
    static const char *const again[] = { "dinh chinh", "chinh sua", "ban sua",
                                         "sua lai", "gui lai", "nop lai" };

    return want_instead(t) || SOMEWHERE(t, again, of_whole);
}

bool
want_adds(const struct tokens *t)
{
    static const char *const more[] = { "bo sung", "gui them", "nop them", "kem them",
                                        "in addition" };

    return SOMEWHERE(t, more, not_report) && !want_again(t);
}

bool
want_unchanged(const struct tokens *t)
{
    static const char *const same[] = { "giu nguyen", "khong sua", "ko sua", "hong sua",
                                        "khong chinh sua", "khong dieu chinh", "khong thay doi",
                                        "khong sai", "khong co sai", "dung roi", "so lieu dung",
                                        "van dung" },
                             *const changed[] = { "da sua", "da chinh", "da dieu chinh", "sua lai",
                                                  "sua roi", "sua xong", "gui lai ban" };

    return SOMEWHERE(t, same, NULL) && !SOMEWHERE(t, changed, NULL);
}
