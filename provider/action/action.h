/* Actions: what is done to a tenant as a whole, outside of its resource's arguments. */
#pragma once

#include "provider/tenantform/provider.h"

enum { TNF_ACTION_COUNT = 2 };

/* tenantform_suspend and tenantform_resume. Everything lives in the arena. */
int tnf_actions(struct tnf_arena *arena, struct tnf_action_type ret[TNF_ACTION_COUNT], struct tnf_error *err);
