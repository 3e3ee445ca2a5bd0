/* What a host wants to have logged. */
#pragma once

#include "base/log.h"
#include "provider/handshake/handshake.h"

/* Reads TF_LOG_PROVIDER, else TF_LOG, as Terraform does: TRACE, DEBUG, INFO, WARN, ERROR, OFF, or JSON, which is TRACE.
 * False when nothing is to be logged. */
bool tnf_log_level_read(tnf_environment_fn environment, void *context, enum tnf_log_level *ret_level);
