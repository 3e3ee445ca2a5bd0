/* A stack while its lines are made, and the way to add one. Private to cost. */
#pragma once

#include "generator/report/cost/builder.h"

struct tnf_cost_stack {
    struct tnf_cost_builder *builder;
    const struct tnf_stack_model *model;
    struct tnf_strview path;
    struct tnf_strview environment;
    struct tnf_strview tenant;
    struct tnf_strview region;
    struct tnf_strview prefix; /* of addresses: "", or the module of a tenant in its cell */
    int64_t log_retention;     /* days */
};

/* What is said of a line; texts need to live no longer than the call. */
struct tnf_cost_item {
    struct tnf_strview address; /* without the prefix */
    struct tnf_strview row;
    struct tnf_strview key;
    struct tnf_strview otherwise; /* the key of what it costs at most, when there is no price of `key`; or "" */
    struct tnf_strview description;
    int64_t quantity; /* nothing is added for 0 */
    enum tnf_cost_component component;
    enum tnf_cost_payer payer;
    struct tnf_strview pool;
    bool usage;
};
void tnf_cost_add(const struct tnf_cost_stack *stack, const struct tnf_cost_item *item);

/* The text, formatted, in the arena of the estimate. */
struct tnf_strview tnf_cost_text(const struct tnf_cost_stack *stack, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A quantity as text, in the same arena. */
struct tnf_strview tnf_cost_number(const struct tnf_cost_stack *stack, int64_t quantity);
/* What the usage says, in millionths. */
int64_t tnf_cost_usage(const struct tnf_cost_stack *stack, enum tnf_usage_id id);
/* As many hours as a month has, of `count` things. */
int64_t tnf_cost_hours(int64_t count);

/* A name as modules cut it where AWS takes fewer characters: its start and a hash. */
struct tnf_strview tnf_cost_short_name(const struct tnf_cost_stack *stack, struct tnf_strview name, size_t limit);

/* The key of the price of a metric of Container Insights. */
struct tnf_strview tnf_cost_insights_key(struct tnf_strview insights);

/* A log group: what comes in, and what is kept of it. `gb` a month, in millionths. `vended`: an AWS service writes it.
 */
void tnf_cost_add_logs(const struct tnf_cost_stack *stack, const struct tnf_cost_item *item, int64_t gb, bool vended);

/* What a model says; the fallback where it says nothing. */
struct tnf_strview tnf_cost_get_text(struct tnf_value object, const char *key);
int64_t tnf_cost_get_int(struct tnf_value object, const char *key, int64_t fallback);
bool tnf_cost_get_bool(struct tnf_value object, const char *key);
struct tnf_value tnf_cost_get(struct tnf_value object, const char *key);
/* How many keys an object has, and how many items a list: 0 of what is none. */
size_t tnf_cost_count(struct tnf_value object);
size_t tnf_cost_length(struct tnf_value list);

/* The parts of stacks, each a file of its own. `payer` is who shares what they add. `address` is a module's:
 * "module.network". */
void tnf_cost_add_network(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer);
void tnf_cost_add_load_balancer(const struct tnf_cost_stack *stack, struct tnf_strview address,
                                enum tnf_cost_payer payer);
void tnf_cost_add_cluster(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer);
void tnf_cost_add_pools(const struct tnf_cost_stack *stack);
void tnf_cost_add_services(const struct tnf_cost_stack *stack, const struct tnf_cost_network *network);
void tnf_cost_add_database(const struct tnf_cost_stack *stack, struct tnf_strview address, struct tnf_strview row,
                           struct tnf_value settings, enum tnf_cost_payer payer);
void tnf_cost_add_cache(const struct tnf_cost_stack *stack, struct tnf_strview address, struct tnf_strview row,
                        struct tnf_value settings, enum tnf_cost_payer payer);
void tnf_cost_add_data(const struct tnf_cost_stack *stack);
void tnf_cost_add_monitoring(const struct tnf_cost_stack *stack);
void tnf_cost_add_runners(const struct tnf_cost_stack *stack);
void tnf_cost_add_account(const struct tnf_cost_stack *stack);
void tnf_cost_add_bootstrap(const struct tnf_cost_stack *stack);
