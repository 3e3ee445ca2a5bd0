/* Networks and load balancers: modules vpc and alb. */
#include "generator/report/cost/stack.h"

static void add_gateways(const struct tnf_cost_stack *stack, struct tnf_value zones, size_t count,
                         enum tnf_cost_payer payer) {
    for (size_t i = 0; i < count; i++) {
        const struct tnf_strview zone = tnf_object_key_at(zones, i);
        struct tnf_cost_item item = {
            .address = tnf_cost_text(stack, "module.network.aws_nat_gateway.this[\"%.*s\"]", TNF_SV_ARG(zone)),
            .row = TNF_SV("network"),
            .key = TNF_SV("nat.hour"),
            .description = tnf_cost_text(stack, "NAT gateway in %.*s", TNF_SV_ARG(zone)),
            .quantity = tnf_cost_hours(1),
            .component = TNF_COST_NAT,
            .payer = payer,
        };
        tnf_cost_add(stack, &item);
        item.address = tnf_cost_text(stack, "module.network.aws_eip.nat[\"%.*s\"]", TNF_SV_ARG(zone));
        item.key = TNF_SV("vpc.public_ipv4_hour");
        item.description = tnf_cost_text(stack, "address of the NAT gateway in %.*s", TNF_SV_ARG(zone));
        item.component = TNF_COST_ADDRESSES;
        tnf_cost_add(stack, &item);
    }
}

/* What goes through them is put on the first: how it is spread makes no difference to the price. */
static void add_endpoints(const struct tnf_cost_stack *stack, struct tnf_value endpoints, int64_t zones,
                          enum tnf_cost_payer payer) {
    for (size_t i = 0; i < tnf_cost_length(endpoints); i++) {
        const struct tnf_strview name = tnf_list_at(endpoints, i).text;
        struct tnf_cost_item item = {
            .address = tnf_cost_text(stack, "module.network.aws_vpc_endpoint.interface[\"%.*s\"]", TNF_SV_ARG(name)),
            .row = TNF_SV("network"),
            .key = TNF_SV("vpc.endpoint_hour"),
            .description = tnf_cost_text(stack, "endpoint of %.*s in %lld zones", TNF_SV_ARG(name), (long long)zones),
            .quantity = tnf_cost_hours(zones),
            .component = TNF_COST_ENDPOINTS,
            .payer = payer,
        };
        tnf_cost_add(stack, &item);
        if (i > 0) continue;
        item.key = TNF_SV("vpc.endpoint_gb");
        item.description = TNF_SV("data through all endpoints");
        item.quantity = tnf_cost_usage(stack, TNF_USAGE_network_endpoint_gb);
        item.usage = true;
        tnf_cost_add(stack, &item);
    }
}

void tnf_cost_add_network(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer) {
    const struct tnf_value network = tnf_cost_get(stack->model->value, "network");
    const struct tnf_value zones = tnf_cost_get(network, "zones");
    const struct tnf_strview nat = tnf_cost_get_text(network, "nat");
    const size_t zone_count = tnf_cost_count(zones);
    add_gateways(stack, zones, tnf_sv_eq_c(nat, "per_zone") ? zone_count : tnf_sv_eq_c(nat, "single") ? 1 : 0, payer);
    add_endpoints(stack, tnf_cost_get(network, "endpoints"), (int64_t)zone_count, payer);
    if (!tnf_cost_get_bool(network, "flow_logs")) return;
    const struct tnf_cost_item logs = {.address = TNF_SV("module.network.aws_cloudwatch_log_group.flow_logs[0]"),
                                       .row = TNF_SV("network"),
                                       .description = TNF_SV("flow logs"),
                                       .payer = payer};
    tnf_cost_add_logs(stack, &logs, tnf_cost_usage(stack, TNF_USAGE_network_flow_log_gb), /* vended= */ true);
}

/* One rule for the rate and four of AWS's groups, as the module has them. */
enum { ACL_RULES = 5 };

static void add_web_acl(const struct tnf_cost_stack *stack, const struct tnf_cost_item *balancer,
                        struct tnf_strview module) {
    struct tnf_cost_item item = *balancer;
    item.address = tnf_cost_text(stack, "%.*s.aws_wafv2_web_acl.this[0]", TNF_SV_ARG(module));
    item.component = TNF_COST_SECURITY;
    item.key = TNF_SV("waf.acl_month");
    item.description = TNF_SV("web ACL");
    item.quantity = TNF_QUANTITY_ONE;
    tnf_cost_add(stack, &item);
    item.key = TNF_SV("waf.rule_month");
    item.description = TNF_SV("its rules");
    item.quantity = ACL_RULES * TNF_QUANTITY_ONE;
    tnf_cost_add(stack, &item);
    item.key = TNF_SV("waf.million_requests");
    item.description = TNF_SV("requests that it looks at");
    item.quantity = tnf_cost_usage(stack, TNF_USAGE_load_balancer_inspected_requests);
    item.usage = true;
    tnf_cost_add(stack, &item);
    item.address = tnf_cost_text(stack, "%.*s.aws_cloudwatch_log_group.waf[0]", TNF_SV_ARG(module));
    item.description = TNF_SV("logs of the web ACL");
    tnf_cost_add_logs(stack, &item, tnf_cost_usage(stack, TNF_USAGE_logs_waf_gb), /* vended= */ true);
}

void tnf_cost_add_load_balancer(const struct tnf_cost_stack *stack, struct tnf_strview address,
                                enum tnf_cost_payer payer) {
    const struct tnf_value model = stack->model->value;
    const size_t zones = tnf_cost_count(tnf_cost_get(tnf_cost_get(model, "network"), "zones"));
    struct tnf_cost_item item = {
        .address = tnf_cost_text(stack, "%.*s.aws_lb.this", TNF_SV_ARG(address)),
        .row = TNF_SV("load balancer"),
        .key = TNF_SV("alb.hour"),
        .description = TNF_SV("application load balancer"),
        .quantity = tnf_cost_hours(1),
        .component = TNF_COST_LOAD_BALANCER,
        .payer = payer,
    };
    tnf_cost_add(stack, &item);
    item.key = TNF_SV("vpc.public_ipv4_hour");
    item.description = tnf_cost_text(stack, "its addresses in %zu zones", zones);
    item.quantity = tnf_cost_hours((int64_t)zones);
    item.component = TNF_COST_ADDRESSES;
    tnf_cost_add(stack, &item);
    if (tnf_cost_get_bool(tnf_cost_get(model, "load_balancer"), "waf")) add_web_acl(stack, &item, address);
}
