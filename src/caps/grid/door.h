/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_DOOR_H
#define CAPS_GRID_DOOR_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Doors: how people write where a household lives, and the one form we keep.
 *
 * Normal form of the three parts (the same as the parser of chat lists gives):
 * building: Arabic digits (三号楼 -> 3), letters upper-case (a座 -> A); 号楼 栋 幢
 *   座 # 舍 楼 号 dropped; what tells buildings apart stays (东区3, 二期5, 88弄6);
 * unit: digits, letter or 甲乙 (2单元 -> 2, A梯 -> A, 5门 -> 5);
 * room: 室 房 号 寝室 dropped, leading zero kept (0301), letter upper-case (1801A),
 *   18楼02室 -> 1802, 5楼东户 -> 5东, 底商2 and 商铺2 -> 底商2.
 * Full-width becomes half-width, blanks go.  Nothing here fails: what is not
 * understood stays as it was written. */
enum { DOOR_PART_MAX = 40 };         /* characters of a part */

const char *door_building(struct arena *mem, const char *text);
const char *door_unit(struct arena *mem, const char *text);
const char *door_room(struct arena *mem, const char *text);

/* "3-2-501", "3-501" without a unit, "501" without both. */
const char *door_join(struct arena *mem, const char *building, const char *unit, const char *room);

/* A whole address in one text: "3-2-501", "3号楼2单元501室", "A座1205", "3幢501",
 * "底商2", "５栋东户".  a-b is building and room, a-b-c building, unit and room.
 * false when no room can be seen. */
struct door { const char *building, *unit, *room; };
bool door_read(struct arena *mem, const char *text, struct door *ret);

/* 501 -> 5, 1802 -> 18, 0301 -> 3, 5东 -> 5, 底商2 -> 1; 0 when it does not say. */
int64_t door_floor(const char *room);

/* Rank on the way through a building: unit, floor, door; and of buildings by their number. */
int64_t door_sort(const char *building, const char *unit, const char *room);

/* "2026-03-02", also with a time: what a spreadsheet makes of a door written 3-2. */
bool door_is_day(const char *text);

/* Whether two rooms mean the same door: equal, or equal but for leading zeros. */
bool door_room_same(const char *a, const char *b);
#endif
