/*
 * Where the stacks of a platform with workflows are: accounts, and the roles that Terraform becomes in them. A workflow
 * signs in to the platform's account, and goes on from there to the role of each stack. Private to resolve.
 */
#pragma once

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/effective.h"

/* The parts of a role's ARN: "aws", "444455556666", "/teams/" and "terraform-apply". */
struct tnf_role_arn {
    struct tnf_strview partition;
    struct tnf_strview account;
    struct tnf_strview path;
    struct tnf_strview name;
};

/* The stacks of an environment, or those of one silo tenant in it that has an account of its own. */
struct tnf_target {
    size_t environment; /* in the scene */
    struct tnf_site site;
    struct tnf_strview role_arn; /* "" when the role that a workflow signs in to works in the account itself */
    struct tnf_role_arn role;    /* its parts */
};

struct tnf_targets {
    struct tnf_target *items; /* by environment, its own before its tenants' */
    size_t count;
    struct tnf_strview *accounts; /* each once, by number, the platform's own among them */
    size_t account_count;         /* 0 for a platform without workflows */
};

struct tnf_scene;
/* Sets scene->targets, which live in the scene's arena; none without a repository on GitHub. */
int tnf_targets_read(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err);

/* Pure; views of `arn`. What is no ARN of a role has empty parts. */
struct tnf_role_arn tnf_role_arn_of(struct tnf_strview arn);

/* The ARN of a role at the top of the account that another role is in. */
struct tnf_strview tnf_role_beside(struct tnf_arena *arena, struct tnf_strview arn, struct tnf_strview name);

/* How the roles are called that the bootstrap stacks make beside those that the catalog names. `platform` is the
 * platform's physical name; the environment's is the one that it has, as GitHub knows it by that. */
struct tnf_strview tnf_role_github_plan(struct tnf_arena *arena, struct tnf_strview platform);
struct tnf_strview tnf_role_github_drift(struct tnf_arena *arena, struct tnf_strview platform);
struct tnf_strview tnf_role_github_apply(struct tnf_arena *arena, struct tnf_strview platform,
                                         struct tnf_strview environment);
/* The roles in the account of a stack that the first two go on to. */
struct tnf_strview tnf_role_plan(struct tnf_arena *arena, struct tnf_strview platform);
struct tnf_strview tnf_role_drift(struct tnf_arena *arena, struct tnf_strview platform);
