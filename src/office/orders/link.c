/* An officer's own chat. */
#include <stdlib.h>

#include "core/calendar/words.h"
#include "office/post/link.h"
#include "order.h"

int
order_link(struct order *o)
{
    const struct chat_settings *chat = &o->desk->settings->chat;
    char *code = NULL, *when;
    instant until;

    if (chat->bot_file == NULL)
        return order_refuse(o, "chat_none", NULL);
    if (link_code(o->desk, o->officer, o->row.code, o->now, &code, &until) != 0) {
        free(code);
        return -1;
    }
    when = words_moment(until, order_offset(o), order_language(o));
    order_done(o, "chat_code", "{s:s s:s s:s?}", "code", code, "until", when, "name", chat->bot_name);
    free(when);
    free(code);
    return 0;
}

int
order_unlink(struct order *o)
{
    char *detail = journal_detail("order", o->row.code, NULL);
    bool was = false;
    int rc = link_ended(o->desk, o->officer, o->now, &was);

    if (rc == 0 && was)
        rc = order_journal(o, "chat", o->officer->address, detail);
    free(detail);
    if (rc != 0)
        return -1;
    return was ? order_done(o, "chat_ended", NULL) : order_refuse(o, "chat_linked_not", NULL);
}
