/* Where a domain's mail servers are, as it says itself (RFC 6186, RFC 8314:
 * SRV records). Only a proposal for a person: DNS is not to be believed, the
 * server's certificate is. */
#ifndef DOCKETD_MAIL_SRV_H
#define DOCKETD_MAIL_SRV_H

#include <stddef.h>

/* "_imaps._tcp" at a domain: 0, *host (owned) and *port; 1: none is named, or
 * the domain says that there is none ("."), or nobody answers. */
int srv_find(const char *service, const char *domain, char **host, int *port);
/* The same of a DNS answer (RFC 1035, RFC 2782): the least priority, then the most weight. */
int srv_read(const unsigned char *answer, size_t n, char **host, int *port);

#endif
