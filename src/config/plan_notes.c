/* What is no mistake in a plan, and what an office should know all the same. */
#include "config/config.h"

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
        fprintf(out, english
                ? "note: all %zu units that plan %s reminds have ended, the last on %s: nothing more is asked of them\n"
                : "chú ý: cả %zu đơn vị mà kế hoạch %s nhắc đều đã hết hiệu lực, đơn vị cuối ngày %s: không đòi báo cáo nữa\n",
                tracked, plan->code, day);
}

void plan_notes(const struct plan *plan, struct date today, bool english, FILE *out)
{
    note_units(plan, today, english, out);
}
