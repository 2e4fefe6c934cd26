/* A scene's folder, with all that lies in it. */
#ifndef DOCKETD_TESTS_SCENE_REMOVE_H
#define DOCKETD_TESTS_SCENE_REMOVE_H

#include <ftw.h>
#include <stdio.h>

static inline int
scene_remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static inline int
scene_remove(const char *folder)
{
    return nftw(folder, scene_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
