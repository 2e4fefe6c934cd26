/* Without TLS only this machine is spoken to. */
#ifndef MAIL_LOOPBACK_H
#define MAIL_LOOPBACK_H

#include <stdbool.h>
#include <sys/socket.h>

bool is_loopback(const struct sockaddr *);

#endif
