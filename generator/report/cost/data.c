/* What keeps data: modules rds, elasticache, efs, pool-database and secrets. */
#include "generator/report/cost/stack.h"

static void add_secret(const struct tnf_cost_stack *stack, struct tnf_strview address, struct tnf_strview row,
                       struct tnf_strview description, enum tnf_cost_payer payer) {
    tnf_cost_add(stack, &(struct tnf_cost_item){.address = address,
                                                .row = row,
                                                .key = TNF_SV("secretsmanager.secret_month"),
                                                .description = description,
                                                .quantity = TNF_QUANTITY_ONE,
                                                .component = TNF_COST_SECRETS,
                                                .payer = payer});
}

static void add_database_logs(const struct tnf_cost_stack *stack, struct tnf_strview module, struct tnf_strview row,
                              enum tnf_cost_payer payer) {
    struct tnf_cost_item logs = {.row = row, .payer = payer, .description = TNF_SV("logs of PostgreSQL")};
    logs.address = tnf_cost_text(stack, "%.*s.aws_cloudwatch_log_group.this[\"postgresql\"]", TNF_SV_ARG(module));
    tnf_cost_add_logs(stack, &logs, tnf_cost_usage(stack, TNF_USAGE_logs_database_gb), /* vended= */ false);
}

void tnf_cost_add_database(const struct tnf_cost_stack *stack, struct tnf_strview address, struct tnf_strview row,
                           struct tnf_value settings, enum tnf_cost_payer payer) {
    const struct tnf_strview class = tnf_cost_get_text(settings, "class");
    const int64_t storage = tnf_cost_get_int(settings, "storage", 0);
    const char *zones = tnf_cost_get_bool(settings, "multi_az") ? "multi_az" : "single_az";
    const bool standby = tnf_cost_get_bool(settings, "multi_az");
    struct tnf_cost_item item = {
        .address = tnf_cost_text(stack, "%.*s.aws_db_instance.this", TNF_SV_ARG(address)),
        .row = row,
        .key = tnf_cost_text(stack, "rds.postgres.%.*s.%s", TNF_SV_ARG(class), zones),
        .description =
            tnf_cost_text(stack, "PostgreSQL on %.*s%s", TNF_SV_ARG(class), standby ? " with a standby" : ""),
        .quantity = tnf_cost_hours(1),
        .component = TNF_COST_DATABASE,
        .payer = payer,
    };
    tnf_cost_add(stack, &item);
    item.key = tnf_cost_text(stack, "rds.gp3_gb_month.%s", zones);
    item.description = tnf_cost_text(stack, "%lld GiB of storage", (long long)storage);
    item.quantity = storage * TNF_QUANTITY_ONE;
    tnf_cost_add(stack, &item);
    add_secret(stack, item.address, row, TNF_SV("its master password, a secret that RDS manages"), payer);
    item.key = TNF_SV("rds.backup_gb_month");
    item.description = TNF_SV("backups past the size of its storage");
    item.quantity = tnf_cost_usage(stack, TNF_USAGE_database_backup_gb);
    item.usage = true;
    tnf_cost_add(stack, &item);
    add_database_logs(stack, address, row, payer);
}

void tnf_cost_add_cache(const struct tnf_cost_stack *stack, struct tnf_strview address, struct tnf_strview row,
                        struct tnf_value settings, enum tnf_cost_payer payer) {
    const struct tnf_strview type = tnf_cost_get_text(settings, "node_type");
    const int64_t nodes = 1 + tnf_cost_get_int(settings, "replicas", 0);
    tnf_cost_add(
        stack, &(struct tnf_cost_item){
                   .address = tnf_cost_text(stack, "%.*s.aws_elasticache_replication_group.this", TNF_SV_ARG(address)),
                   .row = row,
                   .key = tnf_cost_text(stack, "elasticache.redis.%.*s", TNF_SV_ARG(type)),
                   .description = tnf_cost_text(stack, "Redis on %lld × %.*s", (long long)nodes, TNF_SV_ARG(type)),
                   .quantity = tnf_cost_hours(nodes),
                   .component = TNF_COST_CACHE,
                   .payer = payer,
               });
    const struct tnf_cost_item logs = {
        .address = tnf_cost_text(stack, "%.*s.aws_cloudwatch_log_group.this[\"engine-log\"]", TNF_SV_ARG(address)),
        .row = row,
        .description = TNF_SV("logs of Redis"),
        .payer = payer};
    tnf_cost_add_logs(stack, &logs, tnf_cost_usage(stack, TNF_USAGE_logs_cache_gb), /* vended= */ true);
}

static void add_files(const struct tnf_cost_stack *stack, struct tnf_value volumes) {
    const int64_t count = (int64_t)tnf_cost_count(volumes);
    struct tnf_cost_item item = {.address = TNF_SV("module.files.aws_efs_file_system.this"),
                                 .row = TNF_SV("files"),
                                 .component = TNF_COST_STORAGE,
                                 .usage = true};
    const struct {
        const char *key;
        enum tnf_usage_id usage;
        const char *what;
    } parts[] = {
        {"efs.gb_month", TNF_USAGE_storage_volume_gb, "files of"},
        {"efs.read_gb", TNF_USAGE_storage_volume_read_gb, "reading from"},
        {"efs.write_gb", TNF_USAGE_storage_volume_write_gb, "writing to"},
        {"backup.efs_gb_month", TNF_USAGE_storage_volume_gb, "backups of"},
    };
    const size_t used = tnf_cost_get_bool(stack->model->value, "volume_backup") ? 4 : 3;
    for (size_t i = 0; i < used; i++) {
        item.key = tnf_sv(parts[i].key);
        item.quantity = tnf_quantity_scale(tnf_cost_usage(stack, parts[i].usage), count, 1);
        item.description =
            tnf_cost_text(stack, "%s %lld volume%s", parts[i].what, (long long)count, count == 1 ? "" : "s");
        tnf_cost_add(stack, &item);
    }
}

/* Tenants of a pool have databases on the shared instance and users of the shared cache: of their own is a secret. */
static void add_databases(const struct tnf_cost_stack *stack, bool pool) {
    const struct tnf_value databases = tnf_cost_get(stack->model->value, "databases");
    for (size_t i = 0; i < tnf_cost_count(databases); i++) {
        const struct tnf_strview name = tnf_object_key_at(databases, i);
        const struct tnf_strview module = tnf_cost_text(stack, "module.database[\"%.*s\"]", TNF_SV_ARG(name));
        if (!pool)
            tnf_cost_add_database(stack, module, name, tnf_object_at(databases, i), TNF_COST_OF_TENANT);
        else
            add_secret(stack, tnf_cost_text(stack, "%.*s.aws_secretsmanager_secret.this", TNF_SV_ARG(module)), name,
                       TNF_SV("login of its role on the shared database"), TNF_COST_OF_TENANT);
    }
}

void tnf_cost_add_data(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    const bool pool = tnf_cost_get_bool(model, "pool");
    add_databases(stack, pool);
    const struct tnf_value caches = tnf_cost_get(model, "caches");
    for (size_t i = 0; !pool && i < tnf_cost_count(caches); i++) {
        const struct tnf_strview name = tnf_object_key_at(caches, i);
        tnf_cost_add_cache(stack, tnf_cost_text(stack, "module.cache[\"%.*s\"]", TNF_SV_ARG(name)), name,
                           tnf_object_at(caches, i), TNF_COST_OF_TENANT);
    }
    if (tnf_cost_get_bool(model, "has_volumes")) add_files(stack, tnf_cost_get(model, "volumes"));
    const struct tnf_value secrets = tnf_cost_get(model, "secrets");
    for (size_t i = 0; i < tnf_cost_count(secrets); i++) {
        const struct tnf_strview name = tnf_object_key_at(secrets, i);
        add_secret(stack,
                   tnf_cost_text(stack, "module.secrets.aws_secretsmanager_secret.this[\"%.*s\"]", TNF_SV_ARG(name)),
                   name, TNF_SV("secret"), TNF_COST_OF_TENANT);
    }
}
