/* What unit tests of models share: rows that they fill, and values that they compare as HCL. */
#pragma once

#include "base/arena.h"
#include "catalog/entity.h"
#include "generator/hcl/value.h"

/* Sets a field from text, as a person would give it; NULL leaves it alone. Fails the test on text that is refused. */
void test_set(struct tnf_arena *arena, struct tnf_record *record, int field, const char *text);

/* Platform acme in us-east-1. */
struct tnf_record test_platform(struct tnf_arena *arena);

/* Fails unless the value is written as `hcl`. */
void test_expect_hcl(struct tnf_value value, const char *hcl);

/* For cmocka: releases a fixture from the heap that begins with its arena. */
int test_release_fixture(void **state);
