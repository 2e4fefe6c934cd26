/* What is no mistake in a configuration or a plan, and what an office should know all the same. */
#include "config/config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

static void note_units(const struct plan *plan, struct date today, bool english, FILE *out)
{
    struct date last = {0};
    size_t tracked = 0, ended = 0;
    char day[11];

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        if (!u->tracked)
            continue;
        tracked++;
        if (u->valid_to.year != 0 && date_compare(u->valid_to, today) < 0) {
            ended++;
            last = date_compare(u->valid_to, last) > 0 ? u->valid_to : last;
        } else if (u->addresses.n == 0 && unit_valid_on(u, today)) {
            fprintf(out, english ? "note: unit %s has no address: no reminder reaches it\n"
                                 : "chú ý: đơn vị %s chưa có địa chỉ: không thư nhắc nào đến được\n", u->code);
        }
    }
    date_write(last, day);
    if (tracked > 0 && ended == tracked)
        fprintf(
            out,
            english
                ? "note: all %zu units that plan %s reminds have ended, the last on %s: nothing more is asked of them\n"
                : "chú ý: cả %zu đơn vị mà kế hoạch %s nhắc đều đã hết hiệu lực, đơn vị cuối ngày %s: không đòi báo cáo nữa\n",
            tracked, plan->code, day);
}

void plan_notes(const struct plan *plan, struct date today, bool english, FILE *out)
{
    note_units(plan, today, english, out);
}

static void note_server(const char *name, const struct server *s, bool english, FILE *out)
{
    if (s->ca_file != NULL && access(s->ca_file, R_OK) != 0)
        fprintf(out,
                english ? "note: %s.ca_file: %s: %s; no connection will be made\n"
                        : "chú ý: %s.ca_file: %s: %s; sẽ không nối được máy chủ nào\n",
                name, s->ca_file, strerror(errno));
}

static void note_office(const struct office_settings *o, bool english, FILE *out)
{
    if (o->contact == NULL)
        fputs(english ? "note: office.contact is not set: letters name nobody whom units may call\n"
                      : "chú ý: chưa ghi office.contact: thư không nêu ai để đơn vị liên hệ\n", out);
    else if (o->phone == NULL)
        fputs(english ? "note: office.phone is not set: letters name whom units may call and no telephone\n"
                      : "chú ý: chưa ghi office.phone: thư nêu người liên hệ nhưng không có số điện thoại\n", out);
}

void settings_notes(const struct settings *s, bool english, FILE *out)
{
    char from[21];

    note_server("mailbox.server", &s->mailbox.server, english, out);
    note_server("sending.server", &s->sending.server, english, out);
    note_office(&s->office, english, out);
    if (clock_now() < s->mailbox.go_live) {
        instant_write(s->mailbox.go_live, from);
        fprintf(
            out,
            english
                ? "note: mailbox.go_live is ahead: nothing is asked for and no mail is answered before %s\n"
                : "chú ý: mailbox.go_live chưa đến: trước %s không đòi báo cáo, không trả lời thư\n",
            from);
    }
    if (s->mailbox.go_live == INSTANT_NONE)
        fputs(
            english
                ? "note: mailbox.go_live is not set: mail that lay in the mailbox before the first start is recorded and "
                  "not answered, and what was due before it is owed by nobody\n"
                : "chú ý: chưa ghi mailbox.go_live: thư có trong hộp trước lần chạy đầu chỉ được ghi sổ, không trả lời, "
                  "và hạn trước lần đó không ai phải nộp\n",
            out);
}
