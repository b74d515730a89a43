/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/account.h"
#include <stddef.h>
#include <string.h>

#define P(name) PERM_##name,
#define ROLE(name, zh, en, perms) static const enum perm perms_of_##name[] = { perms };
#include "caps/party/roles.def"
#undef ROLE

static const struct party_role roles[] = {
#define ROLE(name, zh, en, perms) { #name, zh, en, perms_of_##name, sizeof perms_of_##name / sizeof *perms_of_##name },
#include "caps/party/roles.def"
#undef ROLE
#undef P
};

const struct party_role *party_role_at(size_t i)
{
	return i < sizeof roles / sizeof *roles ? &roles[i] : NULL;
}

const struct party_role *party_role_find(const char *name)
{
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (name && strcmp(roles[i].name, name) == 0)
			return &roles[i];
	return NULL;
}
