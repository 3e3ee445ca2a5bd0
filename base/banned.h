/*
 * Included before everything else in our own sources: calls that cannot be used safely become compile
 * errors, with the replacement in the name.
 */
#pragma once

/* The headers that declare them come first, or the poison would hit the declarations. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets strtok
#pragma GCC poison gmtime localtime asctime
#pragma GCC poison atoi atol atoll atof strtol strtoll strtoul strtoull
#pragma GCC poison tmpnam tempnam mktemp system
