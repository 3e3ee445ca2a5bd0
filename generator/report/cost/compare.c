#include "generator/report/cost/compare.h"

#include "catalog/fargate.h"
#include "catalog/instance_type.h"
#include "generator/report/cost/instance_size.h"

enum {
    CPU_UNITS = 1024,
    MIB_OF_A_GB = 1024,
    USABLE_TENTHS = 9,
    NODE_DISK = 30, /* GiB; the least that the image of ECS takes */
    NODE_METRICS = 7,
};

const struct tnf_cost_place_text tnf_cost_places[TNF_COST_PLACE_COUNT] = {
    [TNF_COST_ON_FARGATE] = {"ecs_fargate", "ECS on Fargate"},
    [TNF_COST_ON_EC2] = {"ecs_ec2", "ECS on EC2"},
    [TNF_COST_ON_EKS] = {"eks", "EKS"},
};

struct comparing {
    const struct tnf_cost *cost;
    const struct tnf_prices *prices;
    struct tnf_arena *arena;
    struct tnf_cost_comparison *result;
    struct tnf_instance_size size;
};

/* Workloads of one network: an environment's, or a silo tenant's own. */
struct network {
    struct tnf_strview environment;
    struct tnf_strview owner;
    struct tnf_strview region;
    int64_t tasks; /* on Fargate today */
    int64_t cpu;
    int64_t memory;
};

static bool is_gpu_pool(const struct tnf_cost *cost, const struct tnf_cost_line *line) {
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *other = &cost->lines[i];
        if (!tnf_sv_eq(other->stack, line->stack) || !tnf_sv_eq(other->address, line->address)) continue;
        struct tnf_strview type = other->key;
        if (!tnf_sv_eq_c(tnf_sv_next(&type, '.'), "ec2")) continue;
        return tnf_instance_gpus(type) != 0;
    }
    return false;
}

/* Where a line counts. */
struct standing {
    bool fargate;
    bool ec2; /* and on EKS */
};

static struct standing standing_of(const struct tnf_cost *cost, const struct tnf_cost_line *line) {
    if (tnf_sv_starts_with(line->key, TNF_SV("ecs.fargate."))) return (struct standing){.fargate = true};
    const bool pool = tnf_sv_starts_with(line->address, TNF_SV("module.pools["));
    if (pool && !is_gpu_pool(cost, line)) return (struct standing){.ec2 = true};
    return (struct standing){.fargate = true, .ec2 = true};
}

static void add(struct comparing *work, enum tnf_cost_component component, enum tnf_cost_place place, int64_t cents) {
    work->result->cents[component][place] += cents;
    work->result->totals[place] += cents;
}

static void add_lines(struct comparing *work) {
    for (size_t i = 0; i < work->cost->line_count; i++) {
        const struct tnf_cost_line *line = &work->cost->lines[i];
        const struct standing standing = standing_of(work->cost, line);
        if (standing.fargate) add(work, line->component, TNF_COST_ON_FARGATE, line->cents);
        if (!standing.ec2) continue;
        add(work, line->component, TNF_COST_ON_EC2, line->cents);
        add(work, line->component, TNF_COST_ON_EKS, line->cents);
    }
}

static int64_t cents_of(struct comparing *work, struct tnf_strview region, struct tnf_strview key, int64_t quantity) {
    const struct tnf_price *price = tnf_prices_find(work->prices, region, key);
    if (quantity == 0) return 0;
    work->result->unpriced += price == NULL;
    return price == NULL ? 0 : tnf_money_cents(quantity, price->nanos);
}

/* The smallest size of Fargate that has as much; the need itself when it is larger than all. */
static void fit(int64_t *cpu, int64_t *memory) {
    enum { CPU_MIN = 256, CPU_MAX = 16384, MEMORY_STEP = 512, MEMORY_MAX = 122880 };
    for (int64_t units = CPU_MIN; units <= CPU_MAX; units *= 2)
        for (int64_t mib = (*memory + MEMORY_STEP - 1) / MEMORY_STEP * MEMORY_STEP; mib <= MEMORY_MAX;
             mib += MEMORY_STEP) {
            if (units < *cpu || !tnf_fargate_size_ok(units, mib)) continue;
            *cpu = units;
            *memory = mib;
            return;
        }
}

/* What is on instances without GPUs today, on Fargate. */
static void move_to_fargate(struct comparing *work, const struct tnf_cost_workload *workload) {
    if (!workload->pool || workload->gpus > 0) return;
    int64_t cpu = workload->cpu;
    int64_t memory = workload->memory;
    fit(&cpu, &memory);
    const int64_t hours = tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, workload->tasks, 1);
    const struct tnf_strview vcpu_key =
        workload->arm ? TNF_SV("ecs.fargate.arm.vcpu_hour") : TNF_SV("ecs.fargate.vcpu_hour");
    const struct tnf_strview memory_key =
        workload->arm ? TNF_SV("ecs.fargate.arm.memory_gb_hour") : TNF_SV("ecs.fargate.memory_gb_hour");
    add(work, TNF_COST_COMPUTE, TNF_COST_ON_FARGATE,
        cents_of(work, workload->region, vcpu_key, tnf_quantity_scale(hours, cpu, CPU_UNITS)) +
            cents_of(work, workload->region, memory_key, tnf_quantity_scale(hours, memory, MIB_OF_A_GB)));
}

static int64_t round_up(int64_t need, int64_t of_a_node) {
    return (need * 10 + of_a_node * USABLE_TENTHS - 1) / (of_a_node * USABLE_TENTHS);
}

/* Instances for what is on Fargate today in a network. */
static void pack(struct comparing *work, const struct network *network) {
    struct tnf_cost_comparison *result = work->result;
    const int64_t by_cpu = round_up(network->cpu, work->size.cpu);
    const int64_t by_memory = round_up(network->memory, work->size.memory);
    const int64_t nodes = by_cpu > by_memory ? by_cpu : by_memory;
    const struct tnf_strview key = tnf_arena_printf(work->arena, "ec2.%.*s", TNF_SV_ARG(result->instance_type));
    const int64_t hours = tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, nodes, 1);
    const int64_t compute = cents_of(work, network->region, key, hours);
    const int64_t disks =
        cents_of(work, network->region, TNF_SV("ebs.gp3_gb_month"), nodes * NODE_DISK * TNF_QUANTITY_ONE);
    const int64_t metrics =
        cents_of(work, network->region, TNF_SV("cloudwatch.metric_month"), nodes * NODE_METRICS * TNF_QUANTITY_ONE);
    for (enum tnf_cost_place place = TNF_COST_ON_EC2; place <= TNF_COST_ON_EKS; place++) {
        add(work, TNF_COST_COMPUTE, place, compute);
        add(work, TNF_COST_STORAGE, place, disks);
        add(work, TNF_COST_LOGS, place, metrics);
    }
    result->nodes += nodes;
    result->tasks += network->tasks;
    result->cpu += network->cpu;
    result->memory += network->memory;
}

static void add_control_plane(struct comparing *work, const struct network *network) {
    const int64_t cents =
        cents_of(work, network->region, TNF_SV("eks.cluster_hour"), TNF_MONTH_HOURS * TNF_QUANTITY_ONE);
    add(work, TNF_COST_CONTROL_PLANE, TNF_COST_ON_EKS, cents);
    work->result->networks++;
}

static struct tnf_strview owner_of(const struct tnf_cost_workload *workload) {
    return workload->own_network ? workload->tenant : TNF_SV("");
}

/* Adds a workload to its network's needs; networks are few, and neighbours mostly of the same. */
static struct network *network_of(struct network *networks, size_t *count, const struct tnf_cost_workload *workload) {
    const struct tnf_strview owner = owner_of(workload);
    for (size_t i = *count; i > 0; i--)
        if (tnf_sv_eq(networks[i - 1].environment, workload->environment) && tnf_sv_eq(networks[i - 1].owner, owner))
            return &networks[i - 1];
    networks[*count] =
        (struct network){.environment = workload->environment, .owner = owner, .region = workload->region};
    return &networks[(*count)++];
}

static void place_workloads(struct comparing *work) {
    const struct tnf_cost *cost = work->cost;
    struct network *networks = TNF_ARENA_ARRAY(work->arena, struct network, cost->workload_count);
    size_t count = 0;
    for (size_t i = 0; i < cost->workload_count; i++) {
        const struct tnf_cost_workload *workload = &cost->workloads[i];
        struct network *network = network_of(networks, &count, workload);
        move_to_fargate(work, workload);
        if (workload->pool) continue;
        network->tasks += workload->tasks;
        network->cpu += workload->cpu * workload->tasks;
        network->memory += workload->memory * workload->tasks;
    }
    for (size_t i = 0; i < count; i++) {
        pack(work, &networks[i]);
        add_control_plane(work, &networks[i]);
    }
}

static const char *usual_type(const struct tnf_cost *cost) {
    bool arm = cost->workload_count > 0;
    for (size_t i = 0; i < cost->workload_count; i++) arm = arm && (cost->workloads[i].arm || cost->workloads[i].pool);
    return arm ? "t4g.medium" : "t3.medium";
}

int tnf_cost_compare(const struct tnf_cost *cost, const struct tnf_prices *prices, const char *instance_type,
                     struct tnf_arena *arena, struct tnf_cost_comparison *ret, struct tnf_error *err) {
    *ret =
        (struct tnf_cost_comparison){.instance_type = tnf_sv(instance_type == NULL ? usual_type(cost) : instance_type)};
    struct comparing work = {.cost = cost, .prices = prices, .arena = arena, .result = ret};
    if (!tnf_instance_size_of(ret->instance_type, &work.size)) {
        (void)tnf_error_set(err, TNF_E_INVALID, "the size of instance type \"%.*s\" is not known",
                            TNF_SV_ARG(ret->instance_type));
        tnf_error_hint(err, "name one of the families t, m, c or r: t3.medium, m7g.large");
        return TNF_E_INVALID;
    }
    add_lines(&work);
    place_workloads(&work);
    return 0;
}
