/* The journal's chain, as store_verify walks it. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include "store/store.h"

typedef void chain_fault(void *arg, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls fault for every entry that is missing or changed. 0, or -1: the walk
 * itself failed. */
int chain_walk(struct store *, chain_fault *, void *arg);

#endif
