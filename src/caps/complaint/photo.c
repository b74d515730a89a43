/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence: pictures of what came, checked by their first bytes, kept with the complaint and forgotten some time after it. */
#include "base/sha256.h"
#include "base/text.h"
#include "caps/complaint/complaint_internal.h"
#include "complaint.sql.h"
#include <sodium.h>
#include <string.h>

/* JPEG, PNG or WebP by their first bytes; NULL: none of them. */
static const char *picture_type(struct bytes photo)
{
	const unsigned char *at = photo.at;

	if (photo.n > 3 && at[0] == 0xff && at[1] == 0xd8 && at[2] == 0xff)
		return "image/jpeg";
	if (photo.n > 8 && memcmp(at, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "image/png";
	if (photo.n > 12 && memcmp(at, "RIFF", 4) == 0 && memcmp(at + 8, "WEBP", 4) == 0)
		return "image/webp";
	return NULL;
}

/* Sent again, a picture takes no more room. */
static enum err check_room(struct ctx *cx, const struct complaint_row_row *row, const char *sha256_hex)
{
	struct complaint_photo *had;
	size_t n;

	TRY(complaint_photos(cx, row->complaint_id, &had, &n));
	for (size_t i = 0; i < n; i++)
		if (strcmp(had[i].sha256, sha256_hex) == 0)
			return ERR_OK;
	return n < COMPLAINT_PHOTOS_MAX ? ERR_OK
		: fail(cx, ERR_TOO_LARGE, "photo", "一件投诉最多 %d 张照片", "a complaint has at most %d photos", COMPLAINT_PHOTOS_MAX);
}

enum err complaint_photo_add(struct ctx *cx, int64_t complaint_id, bool by_household, struct bytes photo, const char **ret_sha256)
{
	const char *type = picture_type(photo);
	struct complaint_row_row row;
	struct hash hash;
	char hex[SHA256_HEX], *content;
	int64_t added;
	size_t room;

	TRY(complaint_read_row(cx, complaint_id, &row));
	if (!by_household)
		TRY(complaint_need_edit(cx, &row));
	if (row.state >= COMPLAINT_SETTLED)
		return fail(cx, ERR_BAD_STATE, NULL, "投诉已经办结，不再收照片", "the complaint is closed and takes no more photos");
	if (photo.n > COMPLAINT_PHOTO_BYTES)
		return fail(cx, ERR_TOO_LARGE, "photo", "照片超过 %d KB，请缩小后再传", "the photo is over %d KB; make it smaller", COMPLAINT_PHOTO_BYTES / 1024);
	if (!type)
		return fail(cx, ERR_BAD_INPUT, "photo", "只收 JPEG、PNG、WebP 照片", "photos are JPEG, PNG or WebP");
	hash = sha256(photo.at, photo.n);
	*ret_sha256 = arena_text(&cx->mem, hash_write(&hash, hex));
	TRY(check_room(cx, &row, *ret_sha256));
	room = sodium_base64_encoded_len(photo.n, sodium_base64_VARIANT_ORIGINAL);
	content = arena_array(&cx->mem, char, room);
	sodium_bin2base64(content, room, photo.at, photo.n, sodium_base64_VARIANT_ORIGINAL);
	TRY(complaint_photo_put_n(cx, (struct complaint_photo_put_in){ .district_id = cx->district_id, .complaint_id = complaint_id,
		.sha256 = *ret_sha256, .type = type, .size = (int64_t)photo.n, .content = content, .added_by = cx->actor->account_id,
		.added_ms = cx->now_ms }, &added));
	return added ? complaint_note(cx, complaint_id, "photo", cx->now_ms, *ret_sha256) : ERR_OK;
}

enum err complaint_photo_get(struct ctx *cx, int64_t complaint_id, const char *sha256_hex, bool by_household, struct bytes *ret, const char **ret_type)
{
	struct complaint_photo_one_row row;
	struct complaint_row_row complaint;
	unsigned char *at;
	size_t n;
	enum err e;

	TRY(complaint_read_row(cx, complaint_id, &complaint));
	e = by_household || complaint_may_see(cx, &complaint)
		? complaint_photo_one(cx, (struct complaint_photo_one_in){ cx->district_id, complaint_id, sha256_hex }, &row) : ERR_NOT_FOUND;
	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "sha256", "没有这张照片", "there is no such photo");
	TRY(e);
	at = arena_array(&cx->mem, unsigned char, (size_t)row.size + 1);
	if (sodium_base642bin(at, (size_t)row.size + 1, row.content, strlen(row.content), NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return fail(cx, ERR_BROKEN, NULL, "照片已损坏", "the photo is damaged");
	*ret = (struct bytes){ at, n };
	*ret_type = row.type;
	return ERR_OK;
}

enum err complaint_photos(struct ctx *cx, int64_t complaint_id, struct complaint_photo **ret, size_t *ret_n)
{
	struct complaint_photo_rows_row *rows;

	TRY(complaint_photo_rows(cx, (struct complaint_photo_rows_in){ cx->district_id, complaint_id, COMPLAINT_PHOTOS_MAX }, &rows, ret_n,
				 COMPLAINT_PHOTOS_MAX));
	*ret = arena_array(&cx->mem, struct complaint_photo, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct complaint_photo){ rows[i].sha256, rows[i].type, rows[i].size, rows[i].added_ms };
	return ERR_OK;
}
