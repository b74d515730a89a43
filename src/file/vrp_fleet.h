/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_VRP_FLEET_H
#define FILE_VRP_FLEET_H
#include "file/vrp.h"
#include "file/vrp_words.h"

/* The sections and headers of a .vrp file that are about vehicles: capacities,
 * costs, depots, reloads and longest times of each, in the form of the
 * HFVRP, MDVRPTW and MTVRPTWR sets.  *known is false for any other word. */
must_check enum err vrp_fleet_section(struct words *w, struct vrp *v, struct word name, bool *known);
must_check enum err vrp_fleet_header(struct words *w, struct vrp *v, struct word name, bool *known);
must_check enum err vrp_depots(struct words *w, struct vrp *v);
#endif
