/* The cell every message is read in. What may be called is a table; opening
 * a file is answered "permission denied" because libraries ask for optional
 * files and go on without; anything else ends the process. */
#include "reader/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"

#define ADDRESS_SPACE_ROOM (1ul << 30)  /* libraries and the mapped message; LIMIT_READER_MEMORY bounds what is allocated */
#define STACK_MOST (8ul << 20)

static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(ftruncate),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(setitimer),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static const int denied[] = {
    /* refused, not deadly */
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(ioctl),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(uname),
    SCMP_SYS(sched_getaffinity),
};

static const struct { int what; rlim_t most; } bounds[] = {
    { RLIMIT_CPU, LIMIT_READER_CPU },
    { RLIMIT_DATA, LIMIT_READER_MEMORY },
    { RLIMIT_AS, LIMIT_READER_MEMORY + ADDRESS_SPACE_ROOM },
    { RLIMIT_STACK, STACK_MOST },
    { RLIMIT_FSIZE, LIMIT_ANSWER },
    { RLIMIT_NOFILE, 0 },
    { RLIMIT_NPROC, 0 },
    { RLIMIT_CORE, 0 },
};

static struct sock_fprog filter;
static int ruleset = -1;                /* Landlock; -1: the kernel has none */

static _Noreturn void
fail(const char *step)
{
    log_error("the reader's sandbox cannot be set up: %s: %s", step, strerror(errno));
    _exit(70);
}

static void
rules_add(scmp_filter_ctx rules)
{
    const struct scmp_arg_cmp not_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    int rc = 0;

    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        rc |= seccomp_rule_add(rules, SCMP_ACT_ALLOW, allowed[i], 0);
    for (size_t i = 0; i < ARRAY_LEN(denied); i++)
        rc |= seccomp_rule_add(rules, SCMP_ACT_ERRNO(EACCES), denied[i], 0);
    rc |= seccomp_rule_add(rules, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_code);
    rc |= seccomp_rule_add(rules, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_code);
    if (rc != 0) {
        errno = EINVAL;
        fail("seccomp rules");
    }
}

/* Compiled once and kept: libseccomp takes longer to build the filter than
 * an ordinary message takes to read. */
static void
filter_build(void)
{
    scmp_filter_ctx rules = seccomp_init(SCMP_ACT_KILL_PROCESS);
    int fd = memfd_create("filter", MFD_CLOEXEC);
    off_t size;

    if (rules == NULL || fd == -1)
        fail("seccomp");
    rules_add(rules);
    seccomp_attr_set(rules, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (seccomp_export_bpf(rules, fd) != 0 || (size = lseek(fd, 0, SEEK_END)) <= 0)
        fail("seccomp filter");
    filter.len = (unsigned short)((size_t)size / sizeof *filter.filter);
    filter.filter = xmalloc((size_t)size);
    if (pread(fd, filter.filter, (size_t)size, 0) != size)
        fail("seccomp filter");
    close(fd);
    seccomp_release(rules);
}

static void
ruleset_make(void)
{
    struct landlock_ruleset_attr attr = {
        .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,        /* all of ABI 1 */
    };

    ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (ruleset == -1 && errno != ENOSYS && errno != EOPNOTSUPP)
        fail("landlock_create_ruleset");
}

void
sandbox_prepare(void)
{
    if (filter.filter != NULL)
        return;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        fail("PR_SET_NO_NEW_PRIVS");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        fail("PR_SET_DUMPABLE");
    ruleset_make();
    filter_build();
}

void
sandbox_enter(void)
{
    sandbox_prepare();
    if (ruleset != -1 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        fail("landlock_restrict_self");
    if (close_range(3, ~0u, 0) != 0)
        fail("close_range");
    for (size_t i = 0; i < ARRAY_LEN(bounds); i++) {
        struct rlimit most = { bounds[i].most, bounds[i].most };

        if (setrlimit(bounds[i].what, &most) != 0)
            fail("setrlimit");
    }
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0)
        fail("seccomp");
}
