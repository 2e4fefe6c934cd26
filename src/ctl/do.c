/* do 'LINE': an officer's order from the office's own shell. */
#include <jansson.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ctl/ctl.h"
#include "office/desk/letters.h"
#include "office/desk/wake.h"
#include "office/orders/orders.h"
#include "report/open.h"

#define PERIOD "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:/._"

static const struct officer *
officer_of(const struct ctl *ctl)
{
    const struct officer *o = ctl->as == NULL ? NULL
                                              : settings_officer(ctl->desk->settings, ctl->as);

    if (ctl->as == NULL)
        fputs("docketctl: an order needs --as OFFICER, an address of docketd.conf's officers\n", stderr);
    else if (o == NULL)
        fprintf(stderr, "docketctl: --as %s: no officer of docketd.conf has this address\n",
                ctl->as);
    return o;
}

static bool
is_fine(const json_t *order)
{
    const char *problem = json_string_value(json_object_get(order, "problem"));

    return problem != NULL && strcmp(problem, "fine") == 0;
}

static int
consider(struct ctl *ctl, const struct officer *officer)
{
    json_t *seen = orders_consider(ctl->desk, officer, ctl->argv[0], clock_now()), *one;
    size_t i;
    bool fine;

    if (seen == NULL)
        return 1;
    fine = is_fine(seen);
    json_array_foreach(json_object_get(seen, "further"), i, one)
        fine = fine && is_fine(one);
    return ctl_print_json(seen) != 0 || !fine;
}

/* The answer's file, or the first of them, goes to -o FILE, all others into the present folder. */
static int
save_files(const struct ctl *ctl, const struct answer *a)
{
    for (size_t i = 0; i < a->nfiles; i++) {
        const char *path = ctl->output != NULL && i == 0 ? ctl->output : a->files[i].name;
        char *place = ctl_place(ctl, path), *cause = NULL;
        int rc = file_write(place, a->files[i].bytes, a->files[i].size, 0600, &cause);

        free(place);
        if (rc != 0) {
            fprintf(stderr, "docketctl: %s\n", cause);
            free(cause);
            return -1;
        }
        printf("%s\n", path);
    }
    return 0;
}

static int
print(const struct ctl *ctl, const struct officer *officer, const struct answer *a, int rc)
{
    struct rendered words = {0};
    int status = rc;

    letters_answer(letters_of(ctl->desk->letters, officer), a, &words);
    if (ctl->json)
        status = ctl_print_json(json_pack("{s:b s:s s:s}", "done", rc == 0, "title", words.subject,
                                          "answer", words.text)) != 0
                     ? 1
                     : rc;
    else
        fputs(words.text, stdout);
    if (save_files(ctl, a) != 0)
        status = 1;
    rendered_free(&words);
    return status;
}

static int
carry_out(struct ctl *ctl, const struct officer *officer)
{
    const struct passwd *user = getpwuid(getuid());
    char *via = xasprintf("shell:%s", user == NULL ? "?" : user->pw_name);
    struct answer a = {0};
    int rc = store_begin(ctl->desk->store);

    if (rc == 0) {
        rc = orders_shell(ctl->desk, officer, via, ctl->argv[0], clock_now(), &a);
        if (store_end(ctl->desk->store, rc < 0 ? rc : 0) != 0)
            rc = -1;
        else
            wake_after_entry(ctl->desk->settings->runtime);
    }
    if (rc >= 0)
        rc = print(ctl, officer, &a, rc);
    answer_clear(&a);
    free(via);
    return rc == 0 ? 0 : 1;
}

int
ctl_do(struct ctl *ctl)
{
    const struct officer *officer = officer_of(ctl);

    if (officer == NULL)
        return 2;
    return ctl->dry_run ? consider(ctl, officer) : carry_out(ctl, officer);
}

/* The order GỬI CẤP TRÊN: as by mail it is asked about first. */
int
ctl_upward(struct ctl *ctl)
{
    const struct report *report = plan_report(ctl->desk->plan, ctl->argv[0]);
    char *line, **argv = ctl->argv;
    int rc;

    if (report == NULL || ctl->argv[1][strspn(ctl->argv[1], PERIOD)] != '\0') {
        fprintf(stderr, "docketctl: \"%s\" is no %s\n", ctl->argv[report != NULL],
                report == NULL ? "report of the plan" : "period");
        return 1;
    }
    line = upward_line(report, ctl->argv[1], false);
    ctl->argv = (char *[]){ line };
    rc = ctl_do(ctl);
    ctl->argv = argv;
    free(line);
    return rc;
}

int
ctl_orders(struct ctl *ctl)
{
    struct buf b = {0};

    (void)ctl;
    command_mdoc(&b);
    fputs(buf_text(&b), stdout);
    buf_free(&b);
    return 0;
}
