/*
 * Where the provider listens: a socket in a folder of its own, which only the user may enter (and a group, when the
 * host asks for it).
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

struct tnf_socket_place {
    struct tnf_strbuf directory;
    struct tnf_strbuf path; /* of the socket in it; absolute */
};

/* Creates the folder below `parent`. TNF_E_LIMIT when the path gets too long for a socket (107 bytes). */
int tnf_socket_place_init(struct tnf_socket_place *ret_place, struct tnf_strview parent, struct tnf_error *err);

/* Lets members of `group` (a name or a number) use the socket, which has to exist. Empty: nothing to do. */
int tnf_socket_place_share(const struct tnf_socket_place *place, struct tnf_strview group, struct tnf_error *err);

/* Removes socket and folder. */
void tnf_socket_place_release(struct tnf_socket_place *place);
