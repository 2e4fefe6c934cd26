/* Rows of a list that head a group and name no candidate: "Khối cơ quan", "II. Cấp xã". */
#include "labels_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const begins[] = {
    "khoi", "cap xa", "cap phuong", "cap huyen", "cap tinh", "cap thi tran", "cap co so",
    "don vi cap", "don vi thuoc", "thuoc", "do xa", "do tinh", "do huyen", "huyen", "thanh pho",
    "thi xa", "tp", "dia ban", "cac don vi", "cac co quan", "cac xa", "cac phuong", "cac truong",
    "cac doanh nghiep", "cac co so",
};

/* Where the row has no number of its own. */
static const char *const unnumbered[] = {
    "cum", "nhom", "dot", "phan", "khu vuc", "vung", "linh vuc", "nganh", "dang ky", "bo sung",
    "de nghi bo sung",
};

/* ... but these are bodies. */
static const char *const bodies[] = { "khoi dan van", "khoi van phong", "huyen uy", "huyen doan",
                                      "huyen hoi", "huyen doi", "nhom tre", "cum cong nghiep",
                                      "nganh hang" };

static const char *const whole[] = {
    "co quan don vi", "xa phuong", "xa phuong thi tran", "truong hoc", "don vi su nghiep",
    "to chuc", "don vi", "co quan nha nuoc", "co quan hanh chinh",
};

/* "Doanh nghiệp", and no name. */
static bool
is_kind(const struct table *t, const char *text)
{
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(whole); i++)
        is = is || strcmp(text, whole[i]) == 0;
    for (size_t c = 0; c < t->ncolumns && !is; c++)
        for (size_t i = 0; strcmp(t->columns[c].name, t->candidate_kind) == 0 && i < t->columns[c].choices.n; i++) {
            char *choice = text_fold(t->columns[c].choices.v[i]);

            is = is || strcmp(choice, text) == 0;
            free(choice);
        }
    return is;
}

static bool
only_number(const char *p)
{
    return p[strspn(p, "0123456789.,-+*/)ivxIVX ")] == '\0' || p[1] == '\0';
}

bool
labels_group(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    const struct spot *one = NULL;
    char *text;
    bool is, numbered = false;

    if (h->table->candidate_kind == NULL)
        return false;
    for (size_t i = from; i < to; i++) {
        numbered = numbered || isdigit((unsigned char)*g->v[i].value);
        if (g->v[i].column == h->number || only_number(g->v[i].value))
            continue;
        if (one != NULL)
            return false;
        one = &g->v[i];
    }
    if (one == NULL || one->type != CELL_TEXT)
        return false;
    text = text_fold(one->bare != NULL ? one->bare : one->folded);
    is = ((grid_begins(text, begins, ARRAY_LEN(begins)) ||
           (!numbered && grid_begins(text, unnumbered, ARRAY_LEN(unnumbered)))) &&
          !grid_begins(text, bodies, ARRAY_LEN(bodies))) ||
         is_kind(h->table, text);
    free(text);
    return is;
}
