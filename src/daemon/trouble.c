/* What a server refused, told once. */
#include <stdarg.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "draining.h"
#include "model/trouble.h"

void
trouble_set(struct intake *in, const char *format, ...)
{
    va_list ap;

    if (in->trouble != NULL)
        return;
    va_start(ap, format);
    in->trouble = xvasprintf(format, ap);
    va_end(ap);
}

void
trouble_unread(struct intake *in, const char *format, ...)
{
    va_list ap;
    char *what;

    va_start(ap, format);
    what = xvasprintf(format, ap);
    va_end(ap);
    trouble_set(in, "%s", what);
    if (!in->unread)
        in->why = xasprintf("not read to its end: %s: %s", in->folder, what);
    in->unread = true;
    free(what);
}

static void
tell_folder(const char *folder, const char *trouble)
{
    char *said = trouble_say(trouble, true);

    log_warning("%s: %s", folder, said);
    free(said);
}

int
trouble_tell(struct intake *in)
{
    const char *trouble = in->trouble != NULL ? in->trouble : "";
    bool changed = false;
    int rc = mailbox_trouble(in->desk->store, in->folder, trouble, &changed);

    if (in->trouble != NULL && (changed || (in->once && in->unread)))
        tell_folder(in->folder, trouble);
    else if (changed && in->trouble == NULL)
        log_notice("%s: nothing is wrong with it any more", in->folder);
    free(in->trouble);
    in->trouble = NULL;
    return rc;
}
