/* Log lines, safe for a terminal and for the journal. */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/clock.h"
#include "base/file.h"

#define LINE_MOST 4096

static const struct {
    const char *name, *priority;        /* sd-daemon(3) */
} levels[] = {
    [LOG_LEVEL_ERROR] = { "error", "<3>" },     [LOG_LEVEL_WARNING] = { "warning", "<4>" },
    [LOG_LEVEL_NOTICE] = { "notice", "<5>" },   [LOG_LEVEL_INFO] = { "info", "<6>" },
    [LOG_LEVEL_DEBUG] = { "debug", "<7>" },
};

static char program[32] = "docketd", role[32];
static enum log_level verbosity = LOG_LEVEL_NOTICE;
static int journal;
static bool to_person;

/* systemd.exec(5): JOURNAL_STREAM is "device:inode" of the stream; a stderr
 * that was redirected since is not the journal. */
static int
stderr_is_journal(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    unsigned long long device, inode;
    struct stat st;

    return stream != NULL && sscanf(stream, "%llu:%llu", &device, &inode) == 2 &&
           fstat(STDERR_FILENO, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

void
log_open(const char *name)
{
    snprintf(program, sizeof program, "%s", name);
    journal = stderr_is_journal();
}

void
log_to_person(void)
{
    to_person = true;
}

void
log_as(const char *name)
{
    snprintf(role, sizeof role, "%s", name);
}

void
log_verbosity(enum log_level most)
{
    verbosity = most;
}

static int
printable(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:          /* bidi controls among them */
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return 0;
    default:
        return 1;
    }
}

/* Copies text to out; what could move a cursor or forge a line stands there
 * as \xNN. Returns the length; at most size bytes are used. */
static size_t
sanitise(const char *text, size_t n, char *out, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < n && used + 4 <= size;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + i,
                                                 (utf8proc_ssize_t)(n - i), &c);

        if (step > 0 && printable(c)) {
            memcpy(out + used, text + i, (size_t)step);
            used += (size_t)step;
        } else {
            static const char digits[] = "0123456789abcdef";
            unsigned char byte = (unsigned char)text[i];
            const char escape[4] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };

            memcpy(out + used, escape, sizeof escape);
            used += sizeof escape;
            step = 1;
        }
        i += (size_t)step;
    }
    return used;
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One write(2) a line: lines of several processes never mix. */
static void __attribute__((format(printf, 2, 0)))
say(enum log_level level, const char *format, va_list ap)
{
    char text[LINE_MOST / 2], line[LINE_MOST], time[21];
    size_t head;
    int n, saved = errno;

    if (level > verbosity)
        return;
    instant_write(clock_now(), time);
    n = journal ? snprintf(line, sizeof line, "%s%s%s%s: ", levels[level].priority, program,
                           *role ? " " : "", role)
        : to_person && level == LOG_LEVEL_ERROR
                ? snprintf(line, sizeof line, "%s: ", program)
        : to_person ? snprintf(line, sizeof line, "%s: %s: ", program, levels[level].name)
                : snprintf(line, sizeof line, "%s %s%s%s: %s: ", time, program, *role ? " " : "",
                           role, levels[level].name);
    head = (size_t)n;
    n = vsnprintf(text, sizeof text, format, ap);
    if (n < 0)
        return;
    head += sanitise(text, least((size_t)n, sizeof text - 1), line + head, sizeof line - head - 1);
    line[head++] = '\n';
    /* A log that cannot be written has nobody left to tell. */
    (void)fd_write_all(STDERR_FILENO, line, head);
    errno = saved;
}

#define LOG_FUNCTION(name, level)               \
    void                                        \
    name(const char *format, ...)               \
    {                                           \
        va_list ap;                             \
                                                \
        va_start(ap, format);                   \
        say(level, format, ap);                 \
        va_end(ap);                             \
    }

LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
LOG_FUNCTION(log_warning, LOG_LEVEL_WARNING)
LOG_FUNCTION(log_notice, LOG_LEVEL_NOTICE)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
