/* A small office for the tests of the language of orders. */
#ifndef TEST_COMMAND_OFFICE_H
#define TEST_COMMAND_OFFICE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "core/command/command.h"
#include "core/language/tokens.h"

#define VIETNAM 25200
#define DATE(y, m, d) ((struct date){ (y), (m), (d) })

static struct plan *plan;
static struct match_index *words;
static struct command_round rounds[8];
static struct command_context desk;

/* ---- a small office ------------------------------------------------------------ */

static void
list(struct strings *to, const char *texts)
{
    char *copy = xstrdup(texts), *rest = copy, *one;

    while ((one = strsep(&rest, "|")) != NULL)
        strings_add(to, one);
    free(copy);
}

static void
unit(const char *code, const char *kind, const char *name, const char *short_name, const char *strong, const char *weak)
{
    struct unit *u = ARRAY_MORE(plan->units, plan->nunits);

    u->code = xstrdup(code);
    u->kind = xstrdup(kind);
    u->name = xstrdup(name);
    u->holder = xasprintf("Ban Chỉ đạo 138 %s", name);
    u->short_name = xstrdup(short_name);
    u->level = xstrdup(strcmp(kind, "huyện") == 0 || strcmp(kind, "thành phố") == 0 ? "district" : "province");
    list(&u->aliases_strong, strong);
    if (*weak != '\0')
        list(&u->aliases_weak, weak);
}

static struct report *
report(const char *code, const char *name, const char *english, const char *subject_words)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->name = xstrdup(name);
    r->name_en = xstrdup(english);
    list(&r->subject_words, subject_words);
    return r;
}

static void
known(size_t i, size_t which, const char *period, struct date before, bool open)
{
    rounds[i] = (struct command_round){ .report = &plan->reports[which], .open = open,
                                        .due = before.year == 0 ? INSTANT_NONE : instant_of(before, 0, 0, VIETNAM) };
    snprintf(rounds[i].period, sizeof rounds[i].period, "%s", period);
}

static int
open_office(void **state)
{
    (void)state;
    plan = xcalloc(1, sizeof *plan);
    unit("tp-cao-lanh", "thành phố", "thành phố Cao Lãnh", "TP Cao Lãnh", "thành phố Cao Lãnh|TP Cao Lãnh|TPCL", "Cao Lãnh|CL");
    unit("h-cao-lanh", "huyện", "huyện Cao Lãnh", "Huyện Cao Lãnh", "huyện Cao Lãnh|H Cao Lãnh|HCL", "Cao Lãnh|CL");
    unit("h-tam-nong", "huyện", "huyện Tam Nông", "Huyện Tam Nông", "huyện Tam Nông|Tam Nông", "TN|HTN");
    plan->units[plan->nunits - 1].valid_to = DATE(2029, 12, 31);
    unit("h-thap-muoi", "huyện", "huyện Tháp Mười", "Huyện Tháp Mười", "huyện Tháp Mười|Tháp Mười", "TM");
    unit("h-lap-vo", "huyện", "huyện Lấp Vò", "Huyện Lấp Vò", "huyện Lấp Vò|Lấp Vò", "LV");
    unit("h-lai-vung", "huyện", "huyện Lai Vung", "Huyện Lai Vung", "huyện Lai Vung|Lai Vung", "LV");
    unit("so-yt", "cơ quan, tổ chức", "Sở Y tế", "Sở Y tế", "Sở Y tế|SYT", "");
    unit("x-tam-nong", "xã", "xã Tam Nông", "Xã Tam Nông", "xã Tam Nông|Tam Nông", "");
    plan->units[plan->nunits - 1].valid_from = DATE(2030, 1, 1);
    report("SELECT_LIST", "Danh sách lựa chọn, xây dựng điển hình", "List of units selected as models", "danh sách lựa chọn|DS điển hình");
    report("HALF_YEAR", "Báo cáo định kỳ 6 tháng", "Half-year report", "báo cáo 6 tháng đầu năm|báo cáo định kỳ 6 tháng|báo cáo 6 tháng|6 tháng");
    report("ANNUAL", "Báo cáo định kỳ năm", "Annual report", "báo cáo định kỳ năm|báo cáo năm|tổng kết năm");
    report("QUARTER", "Báo cáo quý", "Quarterly report", "báo cáo quý");
    report("AD_HOC", "Báo cáo đột xuất", "Report on request", "báo cáo đột xuất|đột xuất")->recurrence = RECUR_ON_REQUEST;
    plan_index(plan);
    words = match_index_new(plan);
    known(0, 0, "2023", DATE(2023, 4, 10), false);
    known(1, 1, "2023", DATE(2023, 6, 10), true);
    known(2, 2, "2023", DATE(2023, 10, 15), true);
    known(3, 0, "2024", DATE(2024, 1, 5), true);
    known(4, 3, "2023-Q1", DATE(2023, 4, 1), false);
    known(5, 3, "2023-Q2", DATE(2023, 7, 1), true);
    known(6, 4, "DX:512", DATE(2023, 6, 20), true);
    known(7, 2, "2022", DATE(2022, 10, 15), false);
    desk = (struct command_context){ .index = words, .rounds = rounds, .nrounds = 8, .utc_offset = VIETNAM,
                                     .now = instant_of(DATE(2023, 6, 8), 8, 5, VIETNAM) };
    return 0;
}

static int
close_office(void **state)
{
    (void)state;
    match_index_free(words);
    plan_free(plan);
    return 0;
}

#endif
