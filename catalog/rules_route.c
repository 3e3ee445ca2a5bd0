/* Rules of one route; what routes have against each other is in catalog/rules_listener.c. */
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

/* Values that a listener rule may compare with (quota of Elastic Load Balancing). */
enum { CONDITION_VALUES_MAX = 5 };

static void check_kind(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                       const struct tnf_record *route) {
    const struct tnf_strview name = route->data[TNF_ROUTE_SERVICE].string;
    const struct tnf_record *service = tnf_records_find(&rows->of[TNF_ENTITY_SERVICE], NULL, 0, name);
    if (service == NULL || tnf_sv_eq_c(tnf_service_kind(service), "web")) return;
    tnf_findings_add(context->findings, TNF_RULE_ROUTE_KIND, route, TNF_ROUTE_SERVICE, -1,
                     "service: %.*s is a %.*s service", TNF_SV_ARG(name), TNF_SV_ARG(tnf_service_kind(service)));
}

void tnf_rules_route(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                     const struct tnf_record *route) {
    const struct tnf_datum *headers = &route->data[TNF_ROUTE_HEADERS];
    const bool host = route->data[TNF_ROUTE_HOST].set;
    const bool subdomain = route->data[TNF_ROUTE_SUBDOMAIN].set;
    const size_t values =
        (size_t)(host || subdomain) + (size_t)route->data[TNF_ROUTE_PATH].set + (headers->set ? headers->map.count : 0);
    check_kind(context, rows, route);
    if (host && subdomain) {
        tnf_findings_add(context->findings, TNF_RULE_ROUTE_CONDITION, route, TNF_ROUTE_SUBDOMAIN, -1,
                         "subdomain: is given beside host");
        tnf_findings_hint(context->findings, "give one of them: host is a whole name, subdomain is under the domain");
    }
    if (values == 0) {
        tnf_findings_add(context->findings, TNF_RULE_ROUTE_CONDITION, route, -1, -1, "has no condition");
        tnf_findings_hint(context->findings, "give it a host, a subdomain, a path or headers");
    }
    if (values > CONDITION_VALUES_MAX) {
        tnf_findings_add(context->findings, TNF_RULE_ROUTE_CONDITION, route, TNF_ROUTE_HEADERS, -1,
                         "has %zu conditions, a listener rule takes at most %d", values, CONDITION_VALUES_MAX);
        tnf_findings_hint(context->findings, "drop headers");
    }
}
