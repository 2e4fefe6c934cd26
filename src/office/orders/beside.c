/* What stands beside the orders in their mail: another text, files. */
#include "base/buf.h"
#include "model/flag.h"
#include "order.h"

/* The page that the officer saw says something else than the plain text that was read. */
void
order_doubt_page(const struct message *facts, struct commands *list)
{
    for (size_t i = 0; flag_on(&facts->flags, FLAG_TWO_TEXTS) && i < list->n; i++)
        command_distrust(&list->v[i],
                         "phần chữ và phần trình bày (HTML) của thư khác nhau nên chưa thực hiện; nếu đúng là lệnh, đề nghị gửi lại",
                         "the plain text and the page of the mail differ, so the order is not carried out; please send it again as it should be");
}

/* "Sửa như file kèm": the letter to the unit has no file, and he should know. */
void
order_say_files(struct order *o)
{
    struct buf names = {0};

    for (size_t i = 0; i < o->facts->nattachments; i++) {
        const char *title = attachment_title(&o->facts->attachments[i]);

        if (attachment_counts(&o->facts->attachments[i]))
            buf_addf(&names, "%s%s", names.len > 0 ? ", " : "", title == NULL ? "?" : title);
    }
    if (names.len > 0)
        order_note(o, "enclosed", "{s:s s:s}", "files", names.data, "code", o->mail->code);
    buf_free(&names);
}
