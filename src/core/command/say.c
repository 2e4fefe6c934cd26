/* A command in the words that read back as the same command. */
#include <string.h>

#include "base/mem.h"
#include "core/command/command.h"

static void
word(struct buf *b, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    buf_addc(b, ' ');
    buf_adds(b, text);
}

/* The words between the arguments. */
enum joint {
    TO_ALL,
    TO_DISTRICTS,
    TO_COMMUNES,
    TO_RURAL,
    TO_WARDS,
    TO_PROVINCE,
    DUE,
    FOR,
    ON,
    FROM,
    UNTIL,
    OF,
    YEAR,
    BY,
    NUMBER,
    INTO,
    ADDS,
    ALONE
};
static const char *const joints[][2] = {
    [TO_ALL] = { " TẤT CẢ", " ALL" }, [TO_DISTRICTS] = { " các huyện, thành phố", " districts" },
    [TO_COMMUNES] = { " các xã, phường", " communes" }, [TO_RURAL] = { " các xã", " rural communes" }, [TO_WARDS] = { " các phường", " wards" }, [TO_PROVINCE] = { " các sở, ngành", " departments" },
    [DUE] = { "hạn", "by" },
    [FOR] = { " cho", " for" }, [ON] = { "ngày", "on" }, [FROM] = { "từ", "from" }, [UNTIL] = { "đến", "until" },
    [OF] = { "VỚI", "of" }, [YEAR] = { "năm", "year" }, [BY] = { "qua", "by" }, [NUMBER] = { "số", "number" },
    [INTO] = { " VÀO", " in" }, [ADDS] = { " THÊM", " ALSO" }, [ALONE] = { " RIÊNG", " ALONE" },
};

static const char *
joint(const struct command *c, enum joint j)
{
    return joints[j][c->english];
}

static void
day(struct buf *b, const char *before, struct date d)
{
    if (d.year != 0)
        buf_addf(b, " %s %02d/%02d/%d", before, d.day, d.month, d.year);
}

static enum joint
of_communes(const struct command *c)
{
    return c->kind == NULL ? TO_COMMUNES : strcmp(c->kind, "xã") == 0 ? TO_RURAL : TO_WARDS;
}

bool
command_reaches(const struct command *c, const struct unit *u)
{
    return (c->level == NULL || (u->level != NULL && strcmp(u->level, c->level) == 0)) &&
           (c->kind == NULL || (u->kind != NULL && strcmp(u->kind, c->kind) == 0));
}

static void
units(struct buf *b, const struct command *c)
{
    for (size_t i = 0; i < c->nunits; i++) {
        buf_adds(b, i == 0 ? " " : ", ");
        buf_adds(b, unit_short(c->units[i]));
    }
    if (c->all && !(c->rule->verb == VERB_ACCEPT_ALL && c->level == NULL))
        buf_adds(b, joint(c, c->level == NULL                    ? TO_ALL
                             : strcmp(c->level, "district") == 0 ? TO_DISTRICTS
                             : strcmp(c->level, "commune") == 0  ? of_communes(c)
                                                                 : TO_PROVINCE));
}

static void
period(struct buf *b, const struct command *c)
{
    const char *year = c->period, *sub = strchr(c->period, '-');

    if (c->report == NULL)
        return;
    if (c->nunits > 0 || c->all)
        buf_addc(b, ',');
    word(b, report_said(c->report, c->english ? "en" : "vi"));
    if (c->period[0] == '\0') {
        if (c->year != 0)
            buf_addf(b, " %d", c->year);
    } else if (strncmp(c->period, "DX:", 3) == 0 || sub == NULL || sub[1] == 'H' || c->english) {
        word(b, c->period);
    } else {
        const char *name = sub[1] == 'Q' ? "quý" : sub[1] == 'W' ? "tuần" : "tháng";

        buf_addf(b, " %s %s %.*s", name, sub + 1 + (sub[1] == 'Q' || sub[1] == 'W'),
                 (int)(sub - year), year);
    }
}

static void
request(struct buf *b, const struct command *c)
{
    buf_addf(b, " \"%s\"", c->title == NULL ? "" : c->title);
    day(b, joint(c, DUE), c->day);
    if (c->hour >= 0)
        buf_addf(b, " %02d:%02d", c->hour, c->minute);
    if (c->nunits > 0 || c->all)
        buf_adds(b, joint(c, FOR));
    units(b, c);
}

static void
days(struct buf *b, const struct command *c)
{
    enum verb v = c->rule->verb;

    day(b, joint(c, v == VERB_PAPER ? ON : v == VERB_REGISTER ? FROM : UNTIL), c->day);
    if (v == VERB_REGISTER)
        day(b, joint(c, UNTIL), c->to);
    if (v == VERB_EXTEND && c->hour >= 0)
        buf_addf(b, " %02d:%02d", c->hour, c->minute);
}

const char *
command_channel(const char *channel, bool english)
{
    static const char *const names[][2] = {
        { "giấy", "paper" }, { "trực tiếp", "by hand" }, { "bưu điện", "post" }, { "bưu chính", "post" },
        { "trục liên thông", "document exchange" },
    };

    for (size_t i = 0; english && channel != NULL && i < ARRAY_LEN(names); i++)
        if (strcmp(names[i][0], channel) == 0)
            return names[i][1];
    return channel;
}

static void
list(struct buf *b, const struct command *c)
{
    for (size_t i = 0; (c->rule->takes & ARG_LIST) != 0 && i < c->codes.n; i++)
        buf_addf(b, "%s %s", i == 0 ? ":" : ",", c->codes.v[i]);
}

char *
command_say(const struct command *c)
{
    struct buf b = {0};

    if (c->rule == NULL)
        return xstrdup(c->line == NULL ? "" : c->line);
    buf_adds(&b, command_name(c));
    if (c->rule->verb == VERB_REQUEST) {
        request(&b, c);
        return buf_take(&b);
    }
    if (c->scope != SCOPE_MOVES)
        buf_adds(&b, joint(c, c->scope == SCOPE_ADDS ? ADDS : ALONE));
    word(&b, c->code);
    if (c->other != NULL)
        buf_addf(&b, " %s %s", joint(c, OF), c->other);
    if (c->dossier != NULL)
        buf_addf(&b, "%s %s", c->code != NULL ? joint(c, INTO) : "", c->dossier);
    word(&b, c->mark);
    for (unsigned n = 1, any = 0; n < 31; n++)
        if (c->parts & 1u << n)
            buf_addf(&b, "%s %u", any++ > 0 ? "," : "", n);
    word(&b, c->act);
    word(&b, c->token);
    units(&b, c);
    period(&b, c);
    if (c->report == NULL && c->year != 0)
        buf_addf(&b, " %s %d", joint(c, YEAR), c->year);
    if (c->title != NULL && c->rule->verb == VERB_SELECT)
        buf_addf(&b, " \"%s\"", c->title);
    if ((c->rule->needs & ARG_NUMBER) == 0)
        days(&b, c);
    if (c->channel != NULL)
        buf_addf(&b, " %s %s", joint(c, BY), command_channel(c->channel, c->english));
    if (c->number != NULL)
        buf_addf(&b, " %s %s", joint(c, NUMBER), c->number);
    if ((c->rule->needs & ARG_NUMBER) != 0)
        day(&b, joint(c, ON), c->day);
    word(&b, c->address);
    if ((c->rule->needs & ARG_WORDS) != 0)
        word(&b, c->words);
    if (c->reason != NULL)
        buf_addf(&b, ": %s", c->reason);
    if ((c->rule->takes & ARG_CURE) != 0)
        day(&b, joint(c, DUE), c->to);
    list(&b, c);
    return buf_take(&b);
}
