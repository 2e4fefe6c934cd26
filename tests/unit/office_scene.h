/* An office of the shipped plan in a folder of its own, and its open docket. */
#ifndef DOCKETD_TESTS_OFFICE_SCENE_H
#define DOCKETD_TESTS_OFFICE_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "office/desk/desk.h"
#include "store/docket.h"
#include "scene_remove.h"

static char folder[64];
static struct desk *desk;

static inline void
scene_folder(void)
{
    log_verbosity(LOG_LEVEL_WARNING);
    snprintf(folder, sizeof folder, "/tmp/docketd-office-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

/* plan NULL: the shipped one. */
static inline void
scene_open(const char *plan)
{
    struct problems problems = {0};
    char *conf, *path = xasprintf("%s/docketd.conf", folder), *cause = NULL, here[512], *shipped;

    assert_non_null(getcwd(here, sizeof here));
    shipped = xasprintf("%s/etc/plans/dong-thap-2023.conf", here);
    conf = xasprintf(
        "plan = \"%s\"; letters = \"%s/etc/letters\"; board = { templates = \"%s/etc/board\"; };\n"
        "office = { name = \"Phòng PV05\"; address = \"baocao@pv05.example\"; };\n"
        "officers = ( { address = \"canbo@pv05.example\"; name = \"đồng chí An\"; role = \"officer\"; },\n"
        "             { address = \"truongphong@pv05.example\"; name = \"đồng chí Bình\"; role = \"lead\"; } );\n"
        "mailbox = { server = { host = \"127.0.0.1\"; user = \"a\"; password_file = \"%s/none\"; }; };\n"
        "sending = { server = { host = \"127.0.0.1\"; }; };\n"
        "storage = { state = \"%s/state\"; runtime = \"%s/run\"; };\n",
        plan == NULL ? shipped : plan, here, here, folder, folder, folder);
    assert_int_equal(file_write(path, conf, strlen(conf), 0600, &cause), 0);
    desk = desk_load(path, &problems);
    problems_print(&problems, stderr);
    assert_non_null(desk);
    desk->settings->office.secret = xstrdup("a key");
    assert_int_equal(folder_make(desk->settings->runtime, 0700, &cause), 0);
    assert_int_equal(desk_open(desk, STORE_WRITE, &cause), 0);
    free(shipped);
    free(conf);
    free(path);
}

static inline int
scene_start(void **state)
{
    (void)state;
    scene_folder();
    scene_open(NULL);
    return 0;
}

static inline int
scene_end(void **state)
{
    (void)state;
    desk_free(desk);
    return scene_remove(folder);
}

#define SCENE(story) cmocka_unit_test_setup_teardown(story, scene_start, scene_end)

#endif
