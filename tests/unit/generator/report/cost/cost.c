#include "generator/report/cost/cost.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

/* Round numbers that differ, so that a line with another price is seen. */
static const char price_text[] =
    "prices:\n  - region: global\n    date: 2025-11-01\n    source: this test\n    entries:\n"
    "      ecs.fargate.vcpu_hour: {price: 0.04, unit: hour}\n"
    "      ecs.fargate.memory_gb_hour: {price: 0.0045, unit: GB-hour}\n"
    "      ecs.fargate.arm.vcpu_hour: {price: 0.03, unit: hour}\n"
    "      ecs.fargate.arm.memory_gb_hour: {price: 0.0035, unit: GB-hour}\n"
    "      ecs.fargate.spot.vcpu_hour: {price: 0.012, unit: hour}\n"
    "      ecs.fargate.spot.memory_gb_hour: {price: 0.0013, unit: GB-hour}\n"
    "      ecs.fargate.storage_gb_hour: {price: 0.0001, unit: GB-hour}\n"
    "      ec2.t4g.medium: {price: 0.0336, unit: hour}\n"
    "      ec2.t3.medium: {price: 0.0416, unit: hour}\n"
    "      ec2.t3.large: {price: 0.0832, unit: hour}\n"
    "      ec2.g5.xlarge.spot: {price: 0.4, unit: hour}\n"
    "      ebs.gp3_gb_month: {price: 0.08, unit: GB-month}\n"
    "      rds.postgres.db.t3.micro.single_az: {price: 0.018, unit: hour}\n"
    "      rds.postgres.db.t3.small.multi_az: {price: 0.072, unit: hour}\n"
    "      rds.gp3_gb_month.single_az: {price: 0.115, unit: GB-month}\n"
    "      rds.gp3_gb_month.multi_az: {price: 0.23, unit: GB-month}\n"
    "      rds.backup_gb_month: {price: 0.095, unit: GB-month}\n"
    "      elasticache.redis.cache.t3.micro: {price: 0.017, unit: hour}\n"
    "      alb.hour: {price: 0.0225, unit: hour}\n"
    "      alb.lcu_hour: {price: 0.008, unit: hour}\n"
    "      nat.hour: {price: 0.045, unit: hour}\n"
    "      nat.gb: {price: 0.045, unit: GB}\n"
    "      vpc.endpoint_hour: {price: 0.01, unit: hour}\n"
    "      vpc.endpoint_gb: {price: 0.01, unit: GB}\n"
    "      vpc.public_ipv4_hour: {price: 0.005, unit: hour}\n"
    "      transfer.out_gb: {price: 0.09, unit: GB}\n"
    "      transfer.az_gb: {price: 0.01, unit: GB}\n"
    "      eks.cluster_hour: {price: 0.1, unit: hour}\n"
    "      secretsmanager.secret_month: {price: 0.4, unit: month}\n"
    "      kms.key_month: {price: 1, unit: month}\n"
    "      logs.ingest_gb: {price: 0.5, unit: GB}\n"
    "      logs.store_gb_month: {price: 0.03, unit: GB-month}\n"
    "      logs.vended_gb: {price: 0.25, unit: GB}\n"
    "      cloudwatch.alarm_month: {price: 0.1, unit: month}\n"
    "      cloudwatch.dashboard_month: {price: 3, unit: month}\n"
    "      cloudwatch.metric_month: {price: 0.3, unit: month}\n"
    "      cloudwatch.insights_metric_month: {price: 0.07, unit: month}\n"
    "      waf.acl_month: {price: 5, unit: month}\n"
    "      waf.rule_month: {price: 1, unit: month}\n"
    "      waf.million_requests: {price: 0.6, unit: million}\n"
    "      efs.gb_month: {price: 0.3, unit: GB-month}\n"
    "      efs.read_gb: {price: 0.03, unit: GB}\n"
    "      efs.write_gb: {price: 0.06, unit: GB}\n"
    "      config.item: {price: 3, unit: thousand}\n"
    "      config.rule_evaluation: {price: 1, unit: thousand}\n"
    "      guardduty.events_million: {price: 4, unit: million}\n"
    "      guardduty.flow_gb: {price: 1, unit: GB}\n"
    "      guardduty.s3_million: {price: 0.8, unit: million}\n"
    "      s3.standard_gb_month: {price: 0.023, unit: GB-month}\n"
    "      route53.zone_month: {price: 0.5, unit: month}\n"
    "      route53.million_queries: {price: 0.4, unit: million}\n";

struct estimate {
    struct tnf_prices *prices;
    struct tnf_usage usage;
    struct tnf_cost cost;
};

static struct tnf_prices *load_prices(const char *text) {
    struct tnf_prices *prices = tnf_prices_new();
    struct tnf_error_list errors = {0};
    struct tnf_error err = {0};
    if (tnf_prices_add_text(prices, tnf_sv(text), "p.yaml", &errors, &err) < 0) fail_msg("%s", err.message);
    tnf_error_list_release(&errors);
    return prices;
}

static void release(struct estimate *estimate) {
    tnf_prices_free(estimate->prices);
}

static struct estimate estimate_with(struct catalog_fixture *fixture, const char *usage, const char *prices) {
    struct estimate estimate = {.prices = load_prices(prices)};
    struct tnf_error err = {0};
    tnf_usage_init(&estimate.usage);
    assert_int_equal(tnf_usage_read(&estimate.usage, tnf_sv(usage), "u.yaml", &err), 0);
    const struct tnf_cost_options options = {.prices = estimate.prices, .usage = &estimate.usage};
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    if (tnf_cost_collect(fixture->catalog, &options, &fixture->arena, &estimate.cost, &err) < 0)
        fail_msg("%s", err.message);
    tnf_catalog_rollback(fixture->catalog);
    return estimate;
}

static const struct tnf_cost_line *find(const struct tnf_cost *cost, const char *stack, const char *address,
                                        const char *key) {
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (tnf_sv_eq_c(line->stack, stack) && tnf_sv_eq_c(line->address, address) && tnf_sv_eq_c(line->key, key))
            return line;
    }
    return NULL;
}

struct expected {
    const char *address;
    const char *key;
    int64_t quantity; /* millionths */
    int64_t cents;
    bool usage;
};

static void expect_lines(const struct tnf_cost *cost, const char *stack, const struct expected *expected,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct tnf_cost_line *line = find(cost, stack, expected[i].address, expected[i].key);
        if (line == NULL) {
            fail_msg("%s: no line of %s with %s", stack, expected[i].address, expected[i].key);
            return;
        }
        if (line->quantity != expected[i].quantity || line->cents != expected[i].cents ||
            line->usage != expected[i].usage)
            fail_msg("%s %s: %lld millionths, %lld cents, usage %d", expected[i].address, expected[i].key,
                     (long long)line->quantity, (long long)line->cents, line->usage);
    }
}

static struct catalog_fixture *with_platform(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "region", "us-east-1", "state_bucket", "acme-state",
                NULL);
    return fixture;
}

#define M TNF_QUANTITY_ONE

static void an_environment_costs_what_its_modules_make(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "staging", "zone_count", "2", "nat", "per_zone", "endpoints",
                "ecr.api,logs", "domain", "example.com", "zone_id", "Z0123456789ABCDEFGHIJ", "waf", "true", "insights",
                "enabled", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "small", "isolation", "pool", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "small/staging", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_GPU_POOL, "staging/nodes", "instance_type", "t4g.medium", "min", "2",
                "max", "4", "disk", "30", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_GPU_POOL, "staging/gpu", "instance_type", "g5.xlarge", "max", "1", "spot",
                "true", "disk", "100", NULL);
    test_commit(fixture->catalog);
    struct estimate estimate = estimate_with(fixture,
                                             "compute: {pool_hours: 73}\nnetwork: {endpoint_gb: 7, flow_log_gb: 2}\n"
                                             "load_balancer: {inspected_requests: 3}\nlogs: {stored_percent: "
                                             "100}\nmetrics: {cluster: 8}\ndns: {queries: 2}\n",
                                             price_text);
    static const struct expected lines[] = {
        {"module.network.aws_nat_gateway.this[\"us-east-1a\"]", "nat.hour", 730 * M, 3285, false},
        {"module.network.aws_nat_gateway.this[\"us-east-1b\"]", "nat.hour", 730 * M, 3285, false},
        {"module.network.aws_eip.nat[\"us-east-1b\"]", "vpc.public_ipv4_hour", 730 * M, 365, false},
        {"module.network.aws_vpc_endpoint.interface[\"logs\"]", "vpc.endpoint_hour", 1460 * M, 1460, false},
        {"module.network.aws_vpc_endpoint.interface[\"ecr.api\"]", "vpc.endpoint_gb", 7 * M, 7, true},
        {"module.network.aws_cloudwatch_log_group.flow_logs[0]", "logs.vended_gb", 2 * M, 50, true},
        {"module.network.aws_cloudwatch_log_group.flow_logs[0]", "logs.store_gb_month", 460274, 1, true},
        {"module.cluster.aws_kms_key.exec[0]", "kms.key_month", M, 100, false},
        {"module.cluster.aws_ecs_cluster.this", "cloudwatch.metric_month", 8 * M, 240, true},
        {"module.pools[\"nodes\"].aws_autoscaling_group.this", "ec2.t4g.medium", 1460 * M, 4906, false},
        {"module.pools[\"nodes\"].aws_autoscaling_group.this", "ebs.gp3_gb_month", 60 * M, 480, false},
        {"module.pools[\"nodes\"].aws_autoscaling_group.this", "cloudwatch.metric_month", 14 * M, 420, false},
        {"module.pools[\"gpu\"].aws_autoscaling_group.this", "ec2.g5.xlarge.spot", 73 * M, 2920, true},
        {"module.pools[\"gpu\"].aws_autoscaling_group.this", "ebs.gp3_gb_month", 10 * M, 80, true},
        {"module.discovery.aws_service_discovery_private_dns_namespace.this", "route53.zone_month", M, 50, false},
        {"module.discovery.aws_service_discovery_private_dns_namespace.this", "route53.million_queries", 2 * M, 80,
         true},
        {"module.load_balancer.aws_lb.this", "alb.hour", 730 * M, 1643, false},
        {"module.load_balancer.aws_lb.this", "vpc.public_ipv4_hour", 1460 * M, 730, false},
        {"module.load_balancer.aws_wafv2_web_acl.this[0]", "waf.acl_month", M, 500, false},
        {"module.load_balancer.aws_wafv2_web_acl.this[0]", "waf.rule_month", 5 * M, 500, false},
        {"module.load_balancer.aws_wafv2_web_acl.this[0]", "waf.million_requests", 3 * M, 180, true},
        {"module.shared_database.aws_db_instance.this", "rds.postgres.db.t3.micro.single_az", 730 * M, 1314, false},
        {"module.shared_database.aws_db_instance.this", "rds.gp3_gb_month.single_az", 20 * M, 230, false},
        {"module.shared_database.aws_db_instance.this", "secretsmanager.secret_month", M, 40, false},
        {"module.shared_cache.aws_elasticache_replication_group.this", "elasticache.redis.cache.t3.micro", 730 * M,
         1241, false},
        {"module.monitoring.aws_kms_key.topic[0]", "kms.key_month", M, 100, false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.above[\"load balancer main errors\"]", "cloudwatch.alarm_month",
         M, 10, false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.below[\"database shared storage\"]", "cloudwatch.alarm_month",
         M, 10, false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.above[\"cache shared acme-staging-shared-001 cpu\"]",
         "cloudwatch.alarm_month", M, 10, false},
        {"module.monitoring.aws_cloudwatch_dashboard.this[0]", "cloudwatch.dashboard_month", M, 300, false},
    };
    expect_lines(&estimate.cost, "environments/staging", lines, TNF_ARRAY_LEN(lines));
    release(&estimate);
}

/* A tenant with everything that has a price. */
static void insert_shop(struct tnf_catalog *catalog) {
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "staging", "zone_count", "2", "domain", "example.com", "zone_id",
                "Z0123456789ABCDEFGHIJ", "spot_percent", "50", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "shop", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "shop/staging", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "shop/staging/main", "class", "db.t3.small", "multi_az", "true",
                "storage", "50", NULL);
    test_insert(catalog, TNF_ENTITY_CACHE, "shop/staging/main", "replicas", "1", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "shop/key", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/api", "kind", "web", "image", "a:1", "cpu", "512", "memory", "1024",
                "port", "8080", "scaling_min", "3", "scaling_max", "5", "database", "main", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "shop/api/all", "path", "/*", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/worker", "kind", "worker", "image", "a:1", "cpu", "256", "memory",
                "512", "architecture", "arm64", "capacity", "fargate", "ephemeral_storage", "30", NULL);
    test_insert(catalog, TNF_ENTITY_VOLUME, "shop/worker/files", "path", "/data", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/job", "kind", "scheduled", "image", "a:1", NULL);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, "shop/job/hourly", "expression", "rate(1 hour)", NULL);
    test_commit(catalog);
}

static void a_tenant_costs_what_its_rows_say(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    insert_shop(fixture->catalog);
    struct estimate estimate = estimate_with(
        fixture,
        "compute: {scheduled_minutes: 6}\nnetwork: {nat_gb: 2, internet_gb: 3, zone_gb: 1}\n"
        "load_balancer: {capacity_units: 0.5}\nlogs: {task_gb: 1}\nmetrics: {service: 10}\ndatabase: {backup_gb: 4}\n"
        "storage: {volume_gb: 5, volume_read_gb: 6, volume_write_gb: 7}\n",
        price_text);
    static const struct expected lines[] = {
        /* one of three tasks is off Spot, and half of the others */
        {"module.services[\"api\"].aws_ecs_service.this[0]", "ecs.fargate.vcpu_hour", 730 * M, 2920, false},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "ecs.fargate.spot.vcpu_hour", 365 * M, 438, false},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "ecs.fargate.memory_gb_hour", 1460 * M, 657, false},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "ecs.fargate.spot.memory_gb_hour", 730 * M, 95, false},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "nat.gb", 6 * M, 27, true},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "transfer.out_gb", 9 * M, 81, true},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "transfer.az_gb", 6 * M, 6, true},
        {"module.services[\"api\"].aws_ecs_service.this[0]", "cloudwatch.metric_month", 10 * M, 300, true},
        {"module.services[\"api\"].aws_lb_target_group.this[0]", "alb.lcu_hour", 365 * M, 292, true},
        {"module.services[\"api\"].aws_appautoscaling_policy.cpu[0]", "cloudwatch.alarm_month", 2 * M, 20, false},
        {"module.services[\"api\"].aws_cloudwatch_log_group.this", "logs.ingest_gb", 3 * M, 150, true},
        {"module.services[\"job\"].aws_ecs_task_definition.this", "ecs.fargate.vcpu_hour", 18250000, 73, true},
        {"module.services[\"job\"].aws_ecs_task_definition.this", "nat.gb", 200000, 1, true},
        {"module.schedules[\"job\"].aws_cloudwatch_metric_alarm.dead_letters", "cloudwatch.alarm_month", M, 10, false},
        {"module.services[\"worker\"].aws_ecs_service.this[0]", "ecs.fargate.arm.vcpu_hour", 182500000, 548, false},
        {"module.services[\"worker\"].aws_ecs_service.this[0]", "ecs.fargate.storage_gb_hour", 7300 * M, 73, false},
        {"module.database[\"main\"].aws_db_instance.this", "rds.postgres.db.t3.small.multi_az", 730 * M, 5256, false},
        {"module.database[\"main\"].aws_db_instance.this", "rds.gp3_gb_month.multi_az", 50 * M, 1150, false},
        {"module.database[\"main\"].aws_db_instance.this", "rds.backup_gb_month", 4 * M, 38, true},
        {"module.cache[\"main\"].aws_elasticache_replication_group.this", "elasticache.redis.cache.t3.micro", 1460 * M,
         2482, false},
        {"module.files.aws_efs_file_system.this", "efs.gb_month", 5 * M, 150, true},
        {"module.files.aws_efs_file_system.this", "efs.read_gb", 6 * M, 18, true},
        {"module.files.aws_efs_file_system.this", "efs.write_gb", 7 * M, 42, true},
        {"module.secrets.aws_secretsmanager_secret.this[\"key\"]", "secretsmanager.secret_month", M, 40, false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.above[\"service api slow\"]", "cloudwatch.alarm_month", M, 10,
         false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.below[\"service worker tasks\"]", "cloudwatch.alarm_month", M,
         10, false},
        {"module.monitoring.aws_cloudwatch_metric_alarm.above[\"cache main acme-staging-shop-main-002 memory\"]",
         "cloudwatch.alarm_month", M, 10, false},
    };
    expect_lines(&estimate.cost, "environments/staging/tenants/shop", lines, TNF_ARRAY_LEN(lines));
    release(&estimate);
}

static void suspended_tenants_run_nothing_and_keep_their_data(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    struct tnf_catalog *catalog = fixture->catalog;
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "staging", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "shop", "isolation", "bridge", "state", "suspended", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "shop/staging", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "shop/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/api", "kind", "worker", "image", "a:1", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/job", "kind", "scheduled", "image", "a:1", NULL);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, "shop/job/hourly", "expression", "rate(1 hour)", NULL);
    test_commit(catalog);
    struct estimate estimate = estimate_with(fixture, "", price_text);
    const char *stack = "environments/staging/tenants/shop";
    for (size_t i = 0; i < estimate.cost.line_count; i++)
        assert_true(estimate.cost.lines[i].tenant.len == 0 || estimate.cost.lines[i].component != TNF_COST_COMPUTE);
    assert_non_null(find(&estimate.cost, stack, "module.database[\"main\"].aws_db_instance.this",
                         "rds.postgres.db.t3.micro.single_az"));
    release(&estimate);
}

static void runner_clusters_and_watched_accounts_cost_something(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    struct tnf_catalog *catalog = fixture->catalog;
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "staging", "hardening", "true", NULL);
    test_insert(catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", "system_count", "2", "github_url",
                "https://github.com/acme", NULL);
    test_commit(catalog);
    struct estimate estimate = estimate_with(
        fixture,
        "compute: {runner_hours: 73}\nsecurity: {config_items: 0.5, config_evaluations: 0.1, guardduty_gb: 2}\n",
        price_text);
    static const struct expected cluster[] = {
        {"module.cluster.aws_eks_cluster.this", "eks.cluster_hour", 730 * M, 7300, false},
        {"module.cluster.aws_kms_key.secrets", "kms.key_month", M, 100, false},
        {"module.cluster.aws_eks_node_group.system", "ec2.t3.medium", 1460 * M, 6074, false},
        {"module.cluster.aws_eks_node_group.system", "ebs.gp3_gb_month", 60 * M, 480, false},
        {"module.cluster.aws_eks_node_group.runners", "ec2.t3.large", 73 * M, 607, true},
        {"module.cluster.aws_eks_node_group.runners", "ebs.gp3_gb_month", 10 * M, 80, true},
        {"module.secrets.aws_secretsmanager_secret.this[\"github-app\"]", "secretsmanager.secret_month", M, 40, false},
    };
    static const struct expected account[] = {
        {"module.hardening.aws_config_configuration_recorder.this", "config.item", 500000, 150, true},
        {"module.hardening.aws_config_configuration_recorder.this", "config.rule_evaluation", 2300000, 230, true},
        {"module.hardening.aws_guardduty_detector.this", "guardduty.flow_gb", 2 * M, 200, true},
        {"module.hardening.aws_kms_key.this", "kms.key_month", M, 100, false},
    };
    expect_lines(&estimate.cost, "environments/staging/runners/ci", cluster, TNF_ARRAY_LEN(cluster));
    expect_lines(&estimate.cost, "environments/staging/hardening", account, TNF_ARRAY_LEN(account));
    release(&estimate);
}

static void enhanced_insights_count_tasks_at_a_price_of_their_own(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    struct tnf_catalog *catalog = fixture->catalog;
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "staging", "insights", "enhanced", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "shop", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "shop/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "shop/api", "kind", "worker", "image", "a:1", "scaling_min", "3", NULL);
    test_commit(catalog);
    struct estimate estimate =
        estimate_with(fixture, "metrics: {cluster: 8, service: 10, enhanced_task: 20}\n", price_text);
    static const struct expected cluster[] = {
        {"module.cluster.aws_ecs_cluster.this", "cloudwatch.insights_metric_month", 8 * M, 56, true},
    };
    static const struct expected service[] = {
        {"module.services[\"api\"].aws_ecs_service.this[0]", "cloudwatch.insights_metric_month", 70 * M, 490, true},
    };
    expect_lines(&estimate.cost, "environments/staging", cluster, TNF_ARRAY_LEN(cluster));
    expect_lines(&estimate.cost, "environments/staging/tenants/shop", service, TNF_ARRAY_LEN(service));
    release(&estimate);
}

static void what_has_no_price_is_counted_and_costs_nothing(void **state) {
    struct catalog_fixture *fixture = with_platform(state);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "staging", NULL);
    test_commit(fixture->catalog);
    struct estimate estimate =
        estimate_with(fixture, "",
                      "prices:\n  - region: eu-west-1\n    date: 2025-11-01\n    source: this test\n    entries:\n"
                      "      nat.hour: {price: 1, unit: hour}\n");
    assert_int_equal(estimate.cost.unpriced, estimate.cost.line_count);
    assert_int_equal(tnf_cost_sum(estimate.cost.total), 0);
    release(&estimate);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_environment_costs_what_its_modules_make, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_tenant_costs_what_its_rows_say, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(suspended_tenants_run_nothing_and_keep_their_data, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(runner_clusters_and_watched_accounts_cost_something, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(enhanced_insights_count_tasks_at_a_price_of_their_own, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(what_has_no_price_is_counted_and_costs_nothing, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
