/* What watches an account, and where states are kept: modules hardening and state-bucket. */
#include "generator/report/cost/stack.h"

static void add_key(const struct tnf_cost_stack *stack, const char *address, const char *what,
                    enum tnf_cost_payer payer) {
    tnf_cost_add(stack, &(struct tnf_cost_item){.address = tnf_sv(address),
                                                .row = TNF_SV("account"),
                                                .key = TNF_SV("kms.key_month"),
                                                .description = tnf_sv(what),
                                                .quantity = TNF_QUANTITY_ONE,
                                                .component = TNF_COST_SECRETS,
                                                .payer = payer});
}

static void add_bucket(const struct tnf_cost_stack *stack, const char *address, const char *what,
                       enum tnf_usage_id usage, enum tnf_cost_payer payer) {
    tnf_cost_add(stack, &(struct tnf_cost_item){.address = tnf_sv(address),
                                                .row = TNF_SV("account"),
                                                .key = TNF_SV("s3.standard_gb_month"),
                                                .description = tnf_sv(what),
                                                .quantity = tnf_cost_usage(stack, usage),
                                                .component = TNF_COST_STORAGE,
                                                .payer = payer,
                                                .usage = true});
}

/* As many rules as the module has: those of a region, and those of the account where it looks at all of it. */
enum { REGIONAL_RULES = 14, ACCOUNT_RULES = 9 };

void tnf_cost_add_account(const struct tnf_cost_stack *stack) {
    const enum tnf_cost_payer payer = stack->tenant.len > 0 ? TNF_COST_OF_TENANT : TNF_COST_OF_ENVIRONMENT;
    const int64_t rules = REGIONAL_RULES + (tnf_cost_get_bool(stack->model->value, "account_wide") ? ACCOUNT_RULES : 0);
    const struct {
        const char *address;
        const char *key;
        const char *what;
        int64_t quantity;
    } parts[] = {
        {"module.hardening.aws_config_configuration_recorder.this", "config.item", "configuration items",
         tnf_cost_usage(stack, TNF_USAGE_security_config_items)},
        {"module.hardening.aws_config_configuration_recorder.this", "config.rule_evaluation", "evaluations of rules",
         tnf_quantity_scale(tnf_cost_usage(stack, TNF_USAGE_security_config_evaluations), rules, 1)},
        {"module.hardening.aws_guardduty_detector.this", "guardduty.events_million", "events that GuardDuty looks at",
         tnf_cost_usage(stack, TNF_USAGE_security_guardduty_events)},
        {"module.hardening.aws_guardduty_detector.this", "guardduty.flow_gb", "logs that GuardDuty looks at",
         tnf_cost_usage(stack, TNF_USAGE_security_guardduty_gb)},
        {"module.hardening.aws_guardduty_detector.this", "guardduty.s3_million", "S3 events that GuardDuty looks at",
         tnf_cost_usage(stack, TNF_USAGE_security_guardduty_s3_events)},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        tnf_cost_add(stack, &(struct tnf_cost_item){.address = tnf_sv(parts[i].address),
                                                    .row = TNF_SV("account"),
                                                    .key = tnf_sv(parts[i].key),
                                                    .description = tnf_sv(parts[i].what),
                                                    .quantity = parts[i].quantity,
                                                    .component = TNF_COST_SECURITY,
                                                    .payer = payer,
                                                    .usage = true});
    add_key(stack, "module.hardening.aws_kms_key.this", "key of the audit bucket", payer);
    add_bucket(stack, "module.hardening.aws_s3_bucket.this", "audit bucket", TNF_USAGE_storage_audit_gb, payer);
}

void tnf_cost_add_bootstrap(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    if (!tnf_cost_get_bool(model, "home") || !tnf_cost_get_bool(model, "managed")) return;
    add_key(stack, "module.state.aws_kms_key.this", "key of the states", TNF_COST_OF_PLATFORM);
    add_bucket(stack, "module.state.aws_s3_bucket.this", "states of Terraform", TNF_USAGE_storage_state_gb,
               TNF_COST_OF_PLATFORM);
}
