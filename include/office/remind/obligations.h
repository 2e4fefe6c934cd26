/* The rows that say who owes what and by when, made ahead of their days. */
#ifndef DOCKETD_OFFICE_REMIND_OBLIGATIONS_H
#define DOCKETD_OFFICE_REMIND_OBLIGATIONS_H

#include "office/desk/desk.h"

/* In the caller's transaction: makes the obligations the plan asks for up to
 * the horizon, from go-live on (without it, from the first call), and where the
 * plan changed revises the open future. While the plan stays, only the days
 * that came into the horizon are looked at. */
int obligations_keep(struct desk *, instant now);

#endif
