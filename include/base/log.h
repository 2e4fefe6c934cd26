/* Log lines: one sentence each, in English, to stderr or to the journal with
 * a priority. Control bytes and bidi overrides in arguments never reach the
 * log (threats: stored XSS, log and terminal injection). No secret is ever
 * an argument. */
#ifndef DOCKETD_BASE_LOG_H
#define DOCKETD_BASE_LOG_H

enum log_level {
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARNING,
    LOG_LEVEL_NOTICE,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

/* Lines go to stderr; with the "<3>" prefixes of sd-daemon(3) when stderr is
 * the journal (JOURNAL_STREAM), else with the UTC time and the level. */
void log_open(const char *program);
void log_to_person(void);                       /* who typed a command: no time, and "error" goes without saying */
void log_as(const char *role);                  /* "intake", "courier": who speaks */
void log_verbosity(enum log_level most);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_notice(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
