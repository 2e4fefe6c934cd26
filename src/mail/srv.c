/* SRV records by the C library's resolver. */
#include "mail/srv.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FIXED 6                 /* octets before the target: priority, weight, port */

int
srv_read(const unsigned char *answer, size_t n, char **host, int *port)
{
    unsigned best = 0;
    char name[NS_MAXDNAME];
    ns_msg message;
    ns_rr rr;

    *host = NULL;
    if (ns_initparse(answer, (int)n, &message) != 0)
        return 1;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
        const unsigned char *data;
        unsigned rank;

        if (ns_parserr(&message, ns_s_an, i, &rr) != 0 || ns_rr_type(rr) != ns_t_srv ||
            ns_rr_rdlen(rr) <= FIXED)
            continue;
        data = ns_rr_rdata(rr);
        rank = (unsigned)ns_get16(data) << 16 | (0xffffU - (unsigned)ns_get16(data + 2));
        if ((*host != NULL && rank >= best) ||
            dn_expand(answer, answer + n, data + FIXED, name, sizeof name) < 0 ||
            strcmp(name, ".") == 0 || name[0] == '\0')
            continue;
        free(*host);
        *host = xstrdup(name);
        *port = (int)ns_get16(data + 4);
        best = rank;
    }
    return *host == NULL ? 1 : 0;
}

int
srv_find(const char *service, const char *domain, char **host, int *port)
{
    unsigned char answer[4096];
    char *name = xasprintf("%s.%s", service, domain);
    int n = res_query(name, ns_c_in, ns_t_srv, answer, sizeof answer);

    free(name);
    *host = NULL;
    return n <= 0 || (size_t)n > sizeof answer ? 1 : srv_read(answer, (size_t)n, host, port);
}
