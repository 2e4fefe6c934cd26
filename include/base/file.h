/* Files: whole reads with a cap, durable writes, file descriptors. */
#ifndef DOCKETD_BASE_FILE_H
#define DOCKETD_BASE_FILE_H

#include <stddef.h>
#include <sys/types.h>

/* The whole file, NUL-terminated; NULL and *cause if it cannot be read or is
 * larger than most. */
char *file_read(const char *path, size_t most, size_t *length, char **cause);
/* The same of an open file; its name is for *cause. */
char *fd_read(int fd, const char *name, size_t most, size_t *length, char **cause);
/* Writes to path.tmp, fsync, rename, fsync of the folder. -1 and *cause. */
int file_write(const char *path, const void *bytes, size_t n, mode_t mode, char **cause);
/* The same without a flush, of exactly this mode: for what can be made again. */
int file_replace(const char *path, const void *bytes, size_t n, mode_t mode, char **cause);
int fd_write_all(int fd, const void *bytes, size_t n);      /* 0, or -1 with errno */
int folder_make(const char *path, mode_t mode, char **cause);   /* with its parents; fine if it stands */
int folder_sync(const char *path, char **cause);

#endif
