/*
 * What every unit test includes first: cmocka with the headers it needs.
 */
#pragma once

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
