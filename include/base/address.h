/* Mail addresses (RFC 5321). */
#ifndef DOCKETD_BASE_ADDRESS_H
#define DOCKETD_BASE_ADDRESS_H

#include <stdbool.h>

bool address_is(const char *addr);      /* one plain RFC 5321 mailbox, no control, no space, no quotes */
char *address_fold(const char *addr);   /* lower case: how addresses are compared */

#endif
