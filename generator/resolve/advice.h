/*
 * ECS on Fargate, ECS on EC2, or EKS: what is looked at, the rules with their weights, reasons and sources, and the
 * scoring. INFRASTRUCTURE_DECISION.md, `advise` and the notes of `validate` read the same table, so they cannot
 * disagree. Pure. docs/advise.md says how it decides; a test holds its table to this one.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From what asks least of people to what asks most; equal scores go to the first. */
enum tnf_advice_option { TNF_ADVICE_FARGATE, TNF_ADVICE_EC2, TNF_ADVICE_EKS, TNF_ADVICE_OPTIONS };

struct tnf_advice_option_text {
    const char *name;    /* "ecs_fargate", for programs */
    const char *title;   /* "ECS on Fargate" */
    const char *meaning; /* what it would be here: a sentence */
};
extern const struct tnf_advice_option_text tnf_advice_options[TNF_ADVICE_OPTIONS];

enum tnf_advice_fact_id {
    /* What the catalog has. */
    TNF_FACT_SERVICES, /* the answers may expect more */
    TNF_FACT_WORKLOADS,
    TNF_FACT_SCHEDULED,
    TNF_FACT_SHARING,
    TNF_FACT_RUNNER_CLUSTERS,
    TNF_FACT_DEPLOYED, /* the answers say it better */
    /* What only people know. */
    TNF_FACT_SKILLS,
    TNF_FACT_TEAM,
    TNF_FACT_HASTE,
    TNF_FACT_MULTI_CLOUD,
    TNF_FACT_MESH,
    TNF_FACT_OPERATORS,
    TNF_FACT_STATEFUL_SETS,
    TNF_FACT_ISOLATION,
    TNF_FACT_GPU_ORCHESTRATION,
    TNF_FACT_MONITORING,
    TNF_FACT_GITOPS,
    TNF_FACT_NODE_CONTROL,
    TNF_FACT_BUDGET,
    TNF_FACT_COUNT,
    TNF_FACT_ALWAYS = TNF_FACT_COUNT /* of a rule that needs none */
};

/* Values of facts: the index of a choice, or a number. */
enum { TNF_FACT_UNKNOWN = -1 };
enum { TNF_WORKLOADS_PLAIN, TNF_WORKLOADS_INSTANCES, TNF_WORKLOADS_GPUS };
enum { TNF_DEPLOYED_NONE, TNF_DEPLOYED_ECS, TNF_DEPLOYED_EKS, TNF_DEPLOYED_PLACED };
enum { TNF_FACT_CHOICES_MAX = 4 };

struct tnf_advice_fact {
    const char *name;                          /* "services", for programs */
    const char *title;                         /* "services in an environment" */
    const char *key;                           /* in a file of answers, or NULL: the catalog alone knows */
    const char *question;                      /* a whole sentence, or NULL */
    const char *choices[TNF_FACT_CHOICES_MAX]; /* none: a number */
    size_t answers;                            /* how many of the choices people may give */
    int64_t max;                               /* of a number, which begins at 0 */
};
extern const struct tnf_advice_fact tnf_advice_facts[TNF_FACT_COUNT];
/* How many choices the fact has, 0 for a number. */
size_t tnf_advice_choices(enum tnf_advice_fact_id fact);

/* Numbers of the sources, here and nowhere else. */
#define TNF_ADVICE_MANY_SERVICES 50     /* more of them are a reason to look at EKS */
#define TNF_ADVICE_CONTROL_PLANE 73     /* US dollars a month of an EKS control plane: $0.10 an hour */
#define TNF_ADVICE_MOVE_COST "$100,000" /* engineers' time of a move to EKS, at least */
/* Numbers of our own. */
enum {
    TNF_ADVICE_FEW_SERVICES = 10,   /* a handful */
    TNF_ADVICE_BUDGET_PART = 10,    /* a control plane that takes more than this part of the budget weighs */
    TNF_ADVICE_SHARING_TENANTS = 2, /* as many share something */
    TNF_ADVICE_NEAR = 3,            /* points between two answers that are nearly as good */
};

struct tnf_advice_rule {
    const char *id; /* "TNF-A01" */
    enum tnf_advice_fact_id fact;
    int64_t low;                     /* it fires when the fact is known and … */
    int64_t high;                    /* … within these bounds */
    int weights[TNF_ADVICE_OPTIONS]; /* all 0: told, and not counted */
    const char *reason;              /* a sentence, without its full stop */
    const char *document;            /* where it is from: title … */
    const char *section;             /* … and section */
    const char *trigger;             /* title of a reason to think again about ECS, or NULL */
    const char *instead;             /* of a trigger: what there is as long as nobody needs it */
};
extern const struct tnf_advice_rule tnf_advice_rules[];
extern const size_t tnf_advice_rule_count;
enum { TNF_ADVICE_RULES_MAX = 64 };

struct tnf_advice_values {
    int64_t of[TNF_FACT_COUNT];
};
/* Nothing is known. */
struct tnf_advice_values tnf_advice_nothing(void);
bool tnf_advice_fires(const struct tnf_advice_rule *rule, const struct tnf_advice_values *values);

struct tnf_advice_score {
    int points[TNF_ADVICE_OPTIONS];
    enum tnf_advice_option answer; /* of most points */
    enum tnf_advice_option second;
    bool near; /* the second is not far behind */
};
struct tnf_advice_score tnf_advice_score(const struct tnf_advice_values *values);

/* Values of a fact that no rule tells apart are one; this gives one of each kind that people may give, ascending.
 * Returns how many. */
enum { TNF_ADVICE_CANDIDATES_MAX = 8 };
size_t tnf_advice_candidates(enum tnf_advice_fact_id fact, int64_t ret[TNF_ADVICE_CANDIDATES_MAX]);

/* The way from ECS to EKS, step by step. */
struct tnf_advice_step {
    const char *what;
    int least_weeks;
    int most_weeks;
};
extern const struct tnf_advice_step tnf_advice_steps[];
extern const size_t tnf_advice_step_count;
/* All of them together. */
struct tnf_advice_step tnf_advice_all_steps(void);
