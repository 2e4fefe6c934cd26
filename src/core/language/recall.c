/* A wish to have back what was sent: "xin rút lại báo cáo", "Recall: ...". */
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"
#include "core/language/view.h"
#include "core/language/want.h"

#define READ 3000               /* bytes */
#define NEAR 5                  /* words between taking back and what */

static const char *const verbs[] = { "rut lai", "rut bao cao", "xin rut", "cho rut", "de nghi rut", "muon rut", "thu hoi", "recall", "withdraw", "huy bao cao", "huy thu", "huy cong van",
                                     "huy van ban", "huy email", "huy mail", "gui nham", "nop nham", "bo qua", "xoa giup",
                                     "khong su dung", "dung su dung", "dung tinh", "xin nhan lai", "huy bo" };
static const char *const things[] = { "bao cao", "cong van", "van ban", "thu", "mail", "email", "e mail", "file", "tep", "danh sach", "ho so", "to trinh", "ban gui", "ban cu", "ban truoc", "ban da", "ban vua", "message", "tn", "so lieu", "bieu" };
static const char *const wishes[] = { "rut kinh nghiem", "rut lai de nghi", "rut de nghi", "rut lai don", "rut don", "rut lai y kien", "rut lai yeu cau", "rut ngan", "rut gon" };
static const char *const over[] = { "da", "bi", "khong", "ko", "chua", "ket qua", "cong tac", "khong xin", "viec", "theo" };

#define ANY_AT(t, at, list) tokens_any(t, at, list, ARRAY_LEN(list))

/* "kết quả thu hồi vũ khí", "đã rút lại": told, not wished for. */
static bool
told(const struct tokens *t, size_t at)
{
    return (at > 0 && ANY_AT(t, at - 1, over)) || (at > 1 && ANY_AT(t, at - 2, over));
}

/* "Hủy báo cáo", and not "đ/c Huy báo cáo". */
static bool
cancels(const struct tokens *t, size_t at)
{
    static const char *const askers[] = { "xin", "nghi", "cho", "can", "nho", "giup", "duoc", "muon", "phep" };

    return !view_accent_fits(&t->v[at], "huy") || (at > 0 && ANY_AT(t, at - 1, askers));
}

/* "Thu" is no letter where the writer uses accents: "thu hồi công nợ, thu thuế". */
static bool
thing_at(const struct tokens *t, size_t at)
{
    bool accents = false;

    if (!ANY_AT(t, at, things) || !token_is(&t->v[at], "thu"))
        return ANY_AT(t, at, things);
    for (size_t i = 0; i < t->n && !accents; i++)
        for (size_t k = 0; k < t->v[i].raw_len && !accents; k++)
            accents = (unsigned char)t->v[i].raw[k] >= 0x80;
    for (size_t k = 0; k < t->v[at].raw_len && accents; k++)
        accents = (unsigned char)t->v[at].raw[k] < 0x80;
    return !accents;
}

/* "Bỏ qua thư trước" wants something back, "mong bỏ qua, báo cáo gửi trễ" does not. */
static bool
names_earlier(const struct tokens *t)
{
    static const char *const words[] = { "truoc", "nham", "sai", "cu", "da gui", "vua gui", "moi gui", "luc nay" };
    bool names = false;

    for (size_t i = 0; i < t->n && !names; i++)
        names = ANY_AT(t, i, words);
    return names;
}

static bool
wished_at(const struct tokens *t, size_t at)
{
    static const char *const slips[] = { "bo qua", "gui nham", "nop nham", "xoa giup", "khong su dung", "dung su dung", "dung tinh" };
    bool slip = ANY_AT(t, at, slips), found = false;

    if (!ANY_AT(t, at, verbs) || ANY_AT(t, at, wishes) ||
        ANY_AT(t, at + 1, wishes) || told(t, at))
        return false;
    if (token_is(&t->v[at], "huy") && (!cancels(t, at) || !tokens_are(t, at, "huy bo")))
        return cancels(t, at);
    if (tokens_are(t, at, "bo qua") && !names_earlier(t))
        return false;
    if (tokens_are(t, at, "rut bao cao"))
        return true;                    /* it names what itself */
    for (size_t i = at > NEAR ? at - NEAR : 0; i < at && slip && !found; i++)
        found = thing_at(t, i);         /* "file lúc nãy em gửi nhầm" */
    for (size_t i = at + 1; i <= at + NEAR && i < t->n && !found; i++)
        found = thing_at(t, i);
    return found && !(slip && at > 0 && token_is(&t->v[at - 1], "dung"));
}

bool
want_back(const char *text)
{
    struct tokens t;
    bool back = false;

    if (text == NULL)
        return false;
    tokens_of(text, READ, &t);
    for (size_t i = 0; i < t.n && !back; i++)
        back = wished_at(&t, i);
    for (size_t i = 1; i < t.n && i < 3 && !back; i++)      /* "Recall: ...", "Thu hồi: ..." */
        back = t.v[i].gap == ':' && (i == 1 ? token_is(&t.v[0], "recall") : tokens_are(&t, 0, "thu hoi"));
    tokens_free(&t);
    return back;
}
