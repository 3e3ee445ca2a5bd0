/* Times as AWS and Terraform write them. Pure. */
#pragma once

#include <stdint.h>

/* Seconds since 1970 of "2026-11-21T17:54:00.123456789Z", a time in UTC whose fraction is dropped; 0 for what is none
 * (or NULL). */
int64_t tnf_timestamp_read(const char *text);
