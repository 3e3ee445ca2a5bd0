/*
 * Which of ECS on Fargate, ECS on EC2 and EKS fits the platform and each tenant, and why: facts of the catalog and
 * answers of people, weighed by the rules of generator/resolve/advice.h. Concluding is pure.
 */
#pragma once

#include "base/arena.h"
#include "base/strbuf.h"
#include "catalog/catalog.h"
#include "generator/resolve/advice.h"

/* Where a fact is from: rows of the catalog as text, or a line of a file. */
struct tnf_advise_origin {
    struct tnf_strview rows; /* "service omc/backend and 3 more"; empty when the answers say it */
    const char *file;        /* NULL when the catalog says it */
    unsigned line;
    unsigned column;
};

/* What is known of the platform or of a tenant. */
struct tnf_advise_known {
    struct tnf_advice_values values;
    struct tnf_advise_origin origins[TNF_FACT_COUNT];
};

struct tnf_advise_tenant {
    struct tnf_strview name;
    bool pool; /* it shares what its environment has */
    struct tnf_advise_known known;
};

/* What a catalog and answers know. Everything lives in the arena that it was read into. */
struct tnf_advise_facts {
    struct tnf_advise_known whole;
    struct tnf_advise_tenant *tenants; /* by name; without those that are leaving */
    size_t tenant_count;
};

/* Reads the facts of a catalog in one pass over each entity that has some. The caller holds a snapshot. */
int tnf_advise_read(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_advise_facts *ret,
                    struct tnf_error *err);

/* The tenant of that name, NULL for one that is leaving or not there. Borrowed from the facts. */
struct tnf_advise_tenant *tnf_advise_find_tenant(const struct tnf_advise_facts *facts, struct tnf_strview name);

/* Takes over what is known in `answers`; of the number of services the larger one counts. */
void tnf_advise_add(struct tnf_advise_known *known, const struct tnf_advise_known *answers);

/* A fact that would be another, and what the answer were then. */
struct tnf_advise_change {
    enum tnf_advice_fact_id fact;
    int64_t value;
    struct tnf_advice_score score; /* with this change; of several together, with those before it too */
};
enum { TNF_ADVISE_CHANGES_MAX = TNF_FACT_COUNT * TNF_ADVICE_CANDIDATES_MAX };

/* Facts that lead to another answer together: as few as do, and of those the ones that do it most clearly. */
enum { TNF_ADVISE_WAY_MAX = 4 };
struct tnf_advise_way {
    struct tnf_advise_change changes[TNF_ADVISE_WAY_MAX];
    size_t count; /* 0: a single fact leads there, no TNF_ADVISE_WAY_MAX do, or it is the answer */
};

struct tnf_advise_conclusion {
    const struct tnf_advise_known *known; /* borrowed */
    struct tnf_advice_score score;
    const struct tnf_advice_rule *fired[TNF_ADVICE_RULES_MAX]; /* in the order of the table */
    size_t fired_count;
    struct tnf_advise_change changes[TNF_ADVISE_CHANGES_MAX]; /* each alone would change the answer */
    size_t change_count;
    struct tnf_advise_way ways[TNF_ADVICE_OPTIONS]; /* the shortest to each option that no single fact leads to */
    bool hybrid;                                    /* the answer is EKS, and beginning with ECS is an alternative */
    bool move;                                      /* the answer is EKS, and applications run on ECS */
};
void tnf_advise_conclude(const struct tnf_advise_known *known, struct tnf_advise_conclusion *ret);

/* The alternative to EKS from the start: its steps, and where it is from. */
extern const char *const tnf_advise_hybrid_steps[];
extern const size_t tnf_advise_hybrid_step_count;
#define TNF_ADVISE_HYBRID_DOCUMENT "EKS/ECS comparison for the multi-tenant AI platform"
#define TNF_ADVISE_HYBRID_SECTION "Alternative: hybrid approach"

/* A trigger that is reached: the rule and the fact that it looks at. */
struct tnf_advise_note {
    const struct tnf_advice_rule *rule;
    int64_t value;
    struct tnf_advise_origin origin;
};
/* Those of the platform, in the order of the table; at most TNF_ADVICE_RULES_MAX. Returns how many. */
size_t tnf_advise_notes(const struct tnf_advise_known *known, struct tnf_advise_note ret[TNF_ADVICE_RULES_MAX]);

/* A fact's value for people: "strong", "60", "unknown". */
struct tnf_advise_value_text {
    char text[32];
};
struct tnf_advise_value_text tnf_advise_value(enum tnf_advice_fact_id fact, int64_t value);
/* Appends the fact that a rule looks at, its value and where it is from: "team_size: small (answers.yaml:3:12)". Text
 * of the user's is in it. */
void tnf_advise_add_evidence(struct tnf_strbuf *out, const struct tnf_advice_rule *rule,
                             const struct tnf_advise_known *known);
/* Appends what would be: "team_size: large instead of small". */
void tnf_advise_add_change(struct tnf_strbuf *out, const struct tnf_advise_change *change,
                           const struct tnf_advise_known *known);

/* Which side of the answer a rule is on. */
enum tnf_advise_side { TNF_ADVISE_FOR, TNF_ADVISE_AGAINST, TNF_ADVISE_ASIDE };
/* For: no option gains more from it than the answer. Aside: it has no weight. */
enum tnf_advise_side tnf_advise_side(const struct tnf_advice_rule *rule, enum tnf_advice_option answer);

/* Appends a section of Markdown about the platform (tenant NULL) or a tenant: the answer, its reasons, what would
 * change it. */
void tnf_advise_markdown(struct tnf_strbuf *out, const struct tnf_advise_conclusion *conclusion,
                         const struct tnf_advise_tenant *tenant);
/* Appends a table of the tenants' answers; nothing when there is no tenant. */
void tnf_advise_markdown_tenants(struct tnf_strbuf *out, const struct tnf_advise_facts *facts);
