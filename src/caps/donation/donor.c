/* SPDX-License-Identifier: Apache-2.0 */
/* Who gives: organisations of the register and people, and how they stand in public. */
#include "caps/donation/donation_work.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/party/org.h"
#include "caps/party/person.h"
#include "caps/place/place.h"
#include "donation.sql.h"

const char *const donation_wish_words[] = { "name", "masked", "anonymous", NULL };

/* People are entered by whoever takes donations, who may not read the register of people: as the system, and only this. */
static enum err add_person(struct ctx *cx, const struct donation_donor_new *in, int64_t root_id, int64_t *ret_id)
{
	static const struct actor registrar = { .account_id = ACCOUNT_SYSTEM, .name = "捐赠登记" };
	const struct actor *asker = cx->actor;
	enum err e;

	cx->actor = &registrar;
	e = person_create(cx, &(struct person){ .place_id = root_id, .title = "捐赠人", .name = in->name, .phone = in->phone }, ret_id);
	cx->actor = asker;
	return e;
}

static enum err take_org(struct ctx *cx, int64_t org_id)
{
	struct org org;

	TRY(org_get(cx, org_id, &org));
	if (!org.active)
		return fail(cx, ERR_BAD_INPUT, "org_id", "“%s”已停用", "\"%s\" is no longer in use", org.name);
	if (org.roles & ORG_DONOR)
		return ERR_OK;
	org.roles |= ORG_DONOR;
	return org_update(cx, org_id, org.version, &org);
}

enum err donation_donor_add(struct ctx *cx, const struct donation_donor_new *in, int64_t *ret_donor_id)
{
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_DONATION_EDIT, root.path));
	TRY(check_range(cx, "wish", in->wish, WISH_NAME, WISH_ANONYMOUS));
	*ret_donor_id = in->org_id;
	if (in->org_id)
		TRY(take_org(cx, in->org_id));
	else
		TRY(add_person(cx, in, root.place_id, ret_donor_id));
	return donation_donor_put(cx, (struct donation_donor_put_in){ cx->district_id, *ret_donor_id, !in->org_id, in->wish, cx->actor->account_id, cx->now_ms });
}

static enum err donor_of(struct ctx *cx, const struct donation_donors_row *r, struct donation_donor *ret)
{
	struct org org;

	*ret = (struct donation_donor){ .donor_id = r->donor_id, .wish = r->wish, .person = r->person, .donations = r->donations, .last_ms = r->last_ms,
		.name = "", .credit_code = "", .contact = "" };
	if (r->person)
		return person_masked(cx, r->donor_id, &ret->name, &ret->contact);
	TRY(org_get(cx, r->donor_id, &org));
	ret->name = org.name;
	ret->credit_code = org.credit_code;
	ret->contact = org.contact;
	return ERR_OK;
}

enum err donation_donor_get(struct ctx *cx, int64_t donor_id, struct donation_donor *ret)
{
	struct donation_donors_row *rows;
	size_t n;

	TRY(donation_donors(cx, (struct donation_donors_in){ cx->district_id, donor_id, 0, 1 }, &rows, &n, 1));
	if (!donor_id || !n)
		return fail(cx, ERR_BAD_INPUT, "donor_id", "没有登记这位捐赠人，请先登记", "this donor is not in the register; enter him first");
	return donor_of(cx, rows, ret);
}

enum err donation_donor_list(struct ctx *cx, int64_t before, int64_t limit, struct donation_donor **ret, size_t *ret_n)
{
	struct donation_donors_row *rows;
	struct place root;

	TRY(check_range(cx, "limit", limit, 1, DONATION_LIST_MAX + 1));
	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_DONATION_READ, root.path));
	TRY(donation_donors(cx, (struct donation_donors_in){ cx->district_id, 0, before, limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct donation_donor, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		TRY(donor_of(cx, &rows[i], &(*ret)[i]));
	return ERR_OK;
}

/* A person who wishes to be named gives his name once more: it is shown because he said so, not because it is on file. */
enum err donation_shown_as(struct ctx *cx, const struct donation_donor *donor, int64_t wish, const char *full_name, const char **ret)
{
	TRY(check_range(cx, "wish", wish, WISH_NAME, WISH_ANONYMOUS));
	*ret = "";
	if (wish == WISH_ANONYMOUS)
		return ERR_OK;
	if (wish == WISH_MASKED) {
		*ret = donor->person ? donor->name : person_mask_name(&cx->mem, donor->name);
		return ERR_OK;
	}
	*ret = donor->name;
	if (!donor->person)
		return ERR_OK;
	TRY(check_line(cx, "full_name", full_name, 2, 60));
	if (!text_equal(person_mask_name(&cx->mem, full_name), donor->name))
		return fail(cx, ERR_BAD_INPUT, "full_name", "“%s”与登记的捐赠人 %s 不符", "\"%s\" is not the donor on record, %s", full_name, donor->name);
	*ret = full_name;
	return ERR_OK;
}
