/* A wish to have back what was sent: "xin rút lại báo cáo", "Recall: ...". */
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"
#include "core/language/want.h"

#define READ 3000               /* bytes */
#define NEAR 5                  /* words between taking back and what */

static const char *const verbs[] = { "rut lai", "rut bao cao", "xin rut", "cho rut", "de nghi rut", "muon rut", "thu hoi", "recall", "withdraw", "huy bao cao", "huy thu", "huy cong van",
                                     "huy van ban", "huy email", "huy mail", "gui nham", "nop nham", "bo qua", "xoa giup" };
static const char *const things[] = { "bao cao", "cong van", "van ban", "thu", "mail", "email", "e mail", "file", "tep", "danh sach", "ho so", "to trinh", "ban", "message", "tn", "so lieu", "bieu" };
static const char *const wishes[] = { "rut kinh nghiem", "rut lai de nghi", "rut de nghi", "rut lai don", "rut don", "rut lai y kien", "rut lai yeu cau", "rut ngan", "rut gon" };
static const char *const over[] = { "da", "bi", "khong", "ko", "chua", "ket qua", "cong tac", "khong xin", "viec", "theo" };

static bool
any_at(const struct tokens *t, size_t at, const char *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens_are(t, at, v[i]))
            return true;
    return false;
}

/* "kết quả thu hồi vũ khí", "đã rút lại": told, not wished for. */
static bool
told(const struct tokens *t, size_t at)
{
    return (at > 0 && any_at(t, at - 1, over, ARRAY_LEN(over))) || (at > 1 && any_at(t, at - 2, over, ARRAY_LEN(over)));
}

static bool
wished_at(const struct tokens *t, size_t at)
{
    bool sends = tokens_are(t, at, "bo qua") || tokens_are(t, at, "gui nham") || tokens_are(t, at, "nop nham") || tokens_are(t, at, "xoa giup"), found = false;

    if (!any_at(t, at, verbs, ARRAY_LEN(verbs)) || any_at(t, at, wishes, ARRAY_LEN(wishes)) ||
        any_at(t, at + 1, wishes, ARRAY_LEN(wishes)) || told(t, at))
        return false;
    if (tokens_are(t, at, "huy") || tokens_are(t, at, "rut bao cao"))
        return true;                    /* it names what itself */
    for (size_t i = at > NEAR ? at - NEAR : 0; i < at && sends && !found; i++)
        found = any_at(t, i, things, ARRAY_LEN(things));        /* "file lúc nãy em gửi nhầm" */
    for (size_t i = at + 1; i <= at + NEAR && i < t->n && !found; i++)
        found = any_at(t, i, things, ARRAY_LEN(things));
    return found && !(sends && at > 0 && tokens_are(t, at - 1, "dung"));
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
        back = wished_at(&t, i) ||
               (i == 0 && t.n > 1 && (tokens_are(&t, 0, "recall") || tokens_are(&t, 0, "thu hoi")) && t.v[tokens_are(&t, 0, "recall") ? 1 : t.n > 2 ? 2 : 1].gap == ':');
    tokens_free(&t);
    return back;
}
