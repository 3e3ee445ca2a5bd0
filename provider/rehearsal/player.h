/*
 * The provider that is played: its schema file, what is known about its values, and where it is configured to be.
 */
#pragma once

#include "base/error.h"
#include "provider/rehearsal/invent.h"
#include "provider/rehearsal/schema_file.h"

struct tnf_player;

/* Opens the compiled schema at `path`. */
int tnf_player_new(const char *path, struct tnf_player **ret_player, struct tnf_error *err);
/* NULL is fine. */
void tnf_player_free(struct tnf_player *player);

struct tnf_schema_file *tnf_player_schemas(struct tnf_player *player);

/* Takes region, account and default tags from the provider's configuration. Once, before resources are asked for;
 * what is not configured, or not known yet, is us-east-1 in account 000000000000. */
void tnf_player_configure(struct tnf_player *player, const struct tnf_cty_value *config);

/* Prepares made-up values for an object of the type: see tnf_invention_init. May be called from several threads. */
int tnf_player_invention(struct tnf_player *player, struct tnf_arena *arena, enum tnf_rehearsal_kind kind,
                         struct tnf_strview type, const struct tnf_cty_value *given,
                         struct tnf_invention *ret_invention, struct tnf_error *err);
