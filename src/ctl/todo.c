/* todo: everything that waits for an officer. */
#include <jansson.h>
#include <stdio.h>

#include "ctl/ctl.h"
#include "office/desk/letters.h"
#include "report/answer.h"
#include "report/open.h"

int
ctl_todo(struct ctl *ctl)
{
    const struct desk *desk = ctl->desk;
    struct about_from from = { desk->store, desk->plan, desk->settings->office.utc_offset, false,
                               desk->settings->above.address };
    struct answer a = {0};
    struct rendered words = {0};
    json_t *facts;

    if (ctl_no_docket(ctl))
        return 0;
    if (open_facts(&from, clock_now(), desk->letters->of[0].name, &facts) != 0)
        return 1;
    if (ctl->json)
        return ctl_print_json(facts) != 0;
    answer_add(&a, "open", facts);
    letters_answer(letters_of(desk->letters, NULL), &a, &words);
    fputs(words.text, stdout);
    rendered_free(&words);
    answer_clear(&a);
    return 0;
}
