/* Files that go along with an answer: no mail that servers refuse, nothing left out in silence. */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "office/post/sent.h"
#include "order.h"

int
order_mail_most(struct order *o, size_t *most)
{
    char *value = NULL;
    int rc = store_setting(o->desk->store, SENT_SIZE, &value);
    size_t takes = rc == 0 ? strtoul(value, NULL, 10) : 0;

    *most = takes > 0 && takes < LETTER_MOST ? takes : LETTER_MOST;
    free(value);
    return rc < 0 ? -1 : 0;
}

int
order_room(struct order *o, size_t *room)
{
    size_t most;

    *room = SIZE_MAX;
    if (o->via != NULL)
        return 0;
    if (order_mail_most(o, &most) != 0)
        return -1;
    *room = most > LETTER_ITSELF ? LETTER_FILES(most) : 0;
    for (size_t i = 0; i < o->out->nfiles; i++)
        *room -= o->out->files[i].size < *room ? o->out->files[i].size : *room;
    return 0;
}

/* The shell of the same office has no such limit. */
static int
say_how(struct order *o, const char *name, size_t size, size_t room)
{
    char *weighs = text_size(size), *most = text_size(room);

    order_done(o, "file_kept", "{s:s s:s s:s s:s s:s}", "name", name, "size", weighs, "most", most,
               "understood", o->row.understood != NULL ? o->row.understood : "", "officer",
               o->officer->address);
    free(weighs);
    free(most);
    return 0;
}

int
order_file(struct order *o, const char *name, const char *type, void *bytes, size_t size)
{
    size_t room;
    int rc = order_room(o, &room);

    if (rc != 0 || size > room) {
        free(bytes);
        rc = rc != 0 ? rc : say_how(o, name, size, room);
    } else {
        answer_file(o->out, name, type, bytes, size);
        order_done(o, "file", "{s:s}", "name", name);
    }
    buf_reset(&o->result);
    buf_adds(&o->result, "file");
    return rc;
}
