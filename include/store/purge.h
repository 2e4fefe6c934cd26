/* Retention: mails whose original nobody needs any more. In its place the
 * archive keeps what the reader found in it, under the hash of that text; the
 * journal says of which mail ("purge": sha256, facts). No row changes. */
#ifndef DOCKETD_STORE_PURGE_H
#define DOCKETD_STORE_PURGE_H

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/store.h"

/* Codes of mails that came, with every copy of the same bytes, before this
 * instant and are needed for nothing (docketd.conf(5), storage.retention), by
 * age. Which originals are gone already it does not know. 0, or -1. */
int purge_list(struct store *, instant before, struct strings *codes);
/* Hash of what stands for the mail of this hash; 1: its original was never removed. */
int purge_facts(struct store *, const char *sha256, char facts[static HASH_HEX]);
int purge_count(struct store *, int64_t *mails);

#endif
