/* What S3 answers in XML: lists of objects, and errors. Pure. Private to state. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/state/folder.h"

#include <stdbool.h>

/* Adds the objects of one answer of ListObjectsV2; names live in the arena. *ret_next is the token to ask for what
 * follows with, empty at the end. TNF_E_INVALID for what is no such answer. */
int tnf_s3_answer_list(struct tnf_strview xml, struct tnf_arena *arena, struct tnf_state_objects *objects,
                       struct tnf_strbuf *ret_next, struct tnf_error *err);

/* The code ("AccessDenied") and message of an error, replaced; both empty for what is none. */
void tnf_s3_answer_error(struct tnf_strview xml, struct tnf_strbuf *ret_code, struct tnf_strbuf *ret_message);
