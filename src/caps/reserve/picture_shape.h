/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_PICTURE_SHAPE_H
#define CAPS_RESERVE_PICTURE_SHAPE_H
#include "caps/reserve/picture.h"

/* The picture as JSON, for every op that shows it. */
extern const struct shape reserve_picture_shape;
#endif
