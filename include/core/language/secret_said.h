/* Secrecy said of a paper in other words than "tài liệu mật": "(độ Mật)", "đề nghị quản lý
 * theo chế độ mật", "thuộc phạm vi bí mật nhà nước". Pure; for secret.c. */
#ifndef DOCKETD_CORE_LANGUAGE_SECRET_SAID_H
#define DOCKETD_CORE_LANGUAGE_SECRET_SAID_H

#include "core/language/tokens.h"

bool secret_said(const struct tokens *, size_t at);     /* at "mật" */

#endif
