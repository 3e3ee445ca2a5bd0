/*
 * The rules that a catalog keeps, in one table. What each one checks in detail is in catalog/rules_*.c;
 * an id is never given to another rule.
 */
#pragma once

/* X(id, "TNF-R…", what must hold, why, what to do) */
#define TNF_RULES(X)                                                                                                   \
    X(REQUIRED, "TNF-R001", "required fields are given", "nothing sensible can be generated without them",             \
      "give it a value")                                                                                               \
    X(RANGE, "TNF-R002", "numbers lie in their range", "AWS or the modules refuse other values", "")                   \
    X(CHOICE, "TNF-R003", "fields with choices hold one of them", "there is nothing else to choose from", "")          \
    X(FORMAT, "TNF-R004", "text has the form of what it names", "Terraform, AWS or a shell would read it differently", \
      "")                                                                                                              \
    X(LENGTH, "TNF-R005", "text is not longer than its field allows", "names that are made from it have a limit",      \
      "shorten it")                                                                                                    \
    X(SIZE, "TNF-R006", "lists and maps have at most 256 entries", "stacks stay readable and AWS has limits too",      \
      "split the row or drop entries")                                                                                 \
    X(MAP_KEY, "TNF-R007", "map keys have the form of what they name and occur once", "the last one would win", "")    \
    X(DUPLICATE, "TNF-R008", "a list of names has each name once", "a second mention does nothing or breaks the plan", \
      "drop one")                                                                                                      \
    X(NO_PLATFORM, "TNF-R009", "the catalog has a platform", "its name and region are part of everything generated",   \
      "run `tenantform init`, or add a platform.yaml to what you import")                                              \
    X(PARENT, "TNF-R010", "the rows that a row names exist", "a row of nothing can not be generated",                  \
      "add it, or mend the name")                                                                                      \
    X(SECRET, "TNF-R011", "secrets that a service gets are secrets of its tenant",                                     \
      "the task would not start without it", "add the secret to the tenant, or drop it from the service")              \
    X(FARGATE_SIZE, "TNF-R012", "cpu and memory are a size that Fargate has", "ECS refuses the task definition", "")   \
    X(DATABASE, "TNF-R013", "the database of a service exists in each environment of its tenant",                      \
      "the service would have no database there", "add the database to the placement")                                 \
    X(CACHE, "TNF-R014", "the cache of a service exists in each environment of its tenant",                            \
      "the service would have no cache there", "add the cache to the placement")                                       \
    X(CALLS, "TNF-R015", "services that a service calls are other services of its tenant, with a port",                \
      "tenants cannot reach each other", "name a service of the same tenant that has a port")                          \
    X(GPU_POOL, "TNF-R016",                                                                                            \
      "a service on EC2 has a pool of its kind, with GPUs or without, in each environment of its tenant",              \
      "its tasks would wait for ever", "add a pool to the environment that the tenant may use")                        \
    X(GPU_CAPACITY, "TNF-R017", "GPUs go with GPU capacity", "Fargate has no GPUs",                                    \
      "set capacity to gpu, or gpus to 0")                                                                             \
    X(QUOTA_CPU, "TNF-R020", "in each environment, cpu × most tasks summed over services is within the quota",         \
      "one tenant must not take what others need", "raise the tenant's quota, or lower cpu or scaling_max")            \
    X(QUOTA_MEMORY, "TNF-R021", "in each environment, memory × most tasks summed over services is within the quota",   \
      "one tenant must not take what others need", "raise the tenant's quota, or lower memory or scaling_max")         \
    X(QUOTA_VOLUMES, "TNF-R022", "the tenant has at most as many volumes as its quota says",                           \
      "one tenant must not take what others need", "raise the tenant's quota, or remove volumes")                      \
    X(QUOTA_GPUS, "TNF-R023", "in each environment, gpus × most tasks summed over services is within the quota",       \
      "one tenant must not take what others need", "raise the tenant's quota, or lower gpus or scaling_max")           \
    X(CIDR_OVERLAP, "TNF-R030", "ranges of VPCs do not overlap", "overlapping networks can never be connected",        \
      "choose another range, or leave it out to have one allocated")                                                   \
    X(CIDR_SIZE, "TNF-R031", "the range of a VPC is a /16 to a /24",                                                   \
      "AWS takes no larger one, and nine subnets do not fit into a smaller one", "")                                   \
    X(CIDR_FULL, "TNF-R032", "the platform's network has room for what is allocated", "no range is left",              \
      "widen the platform's network, or give the range yourself")                                                      \
    X(ZONES, "TNF-R040", "availability zones lie in the region, as many as zone_count says",                           \
      "a subnet cannot be made in another region", "")                                                                 \
    X(SILO_ONLY, "TNF-R041", "only a silo tenant has a network, account, region and domain of its own",                \
      "pool and bridge tenants live in the environment's", "set the tenant's isolation to silo, or drop the field")    \
    X(POOL_STORES, "TNF-R042", "a pool tenant has no database and cache rows",                                         \
      "it gets a database and a role on the shared instance", "remove the row, or set isolation to bridge or silo")    \
    X(MIN_MAX, "TNF-R043", "the least is not more than the most", "there would be no value between them", "")          \
    X(PUBLISHED, "TNF-R044", "where a routed service runs, there is a domain with a hosted zone or a certificate",     \
      "the load balancer speaks HTTPS only", "set domain and zone_id, or domain and certificate_arn")                  \
    X(ROUTE_SAME, "TNF-R045", "no two routes of a load balancer have the same conditions",                             \
      "only the first one would ever be reached", "change host, path or headers of one")                               \
    X(ROUTE_CONDITION, "TNF-R046", "a route has conditions that the load balancer takes",                              \
      "a listener rule needs one to five of them", "")                                                                 \
    X(ROUTE_PRIORITY, "TNF-R047", "route priorities are unique", "a listener has each priority once",                  \
      "choose another priority, or leave it out to have one allocated")                                                \
    X(ROUTE_KIND, "TNF-R048", "routes lead to web services", "nothing else listens for the load balancer",             \
      "set the service's kind to web, or remove the route")                                                            \
    X(ROUTES_FULL, "TNF-R049", "there is a free priority for each route", "a listener has 50000 of them",              \
      "remove routes")                                                                                                 \
    X(RUNNERS_ONLY, "TNF-R050", "no application service runs on a runner cluster",                                     \
      "EKS is for CI runners only, applications run on ECS: see INFRASTRUCTURE_DECISION.md",                           \
      "drop the service's cluster; applications run on ECS, see INFRASTRUCTURE_DECISION.md")                           \
    X(POLICY_FORM, "TNF-R051", "a policy entry is an action, a blank and a resource ARN",                              \
      "nothing else becomes a statement", "for example \"s3:GetObject arn:aws:s3:::my-bucket/*\"")                     \
    X(POLICY_WILDCARD, "TNF-R052", "a policy names its actions and resources without wildcard actions",                \
      "least privilege: s3:* on * would open every bucket", "name each action and the resource's ARN")                 \
    X(RUNNER_NAME, "TNF-R053", "runner clusters have different names",                                                 \
      "EKS has each name once in an account's region", "choose another name")                                          \
    X(RUNNER_ENDPOINT, "TNF-R054", "a public Kubernetes API says who may reach it",                                    \
      "whoever gets in runs what CI runs", "name the ranges in public_cidrs, or set public_endpoint to false")         \
    X(RUNNER_GITHUB, "TNF-R055", "github_url is the address of what the runners serve", "they register there",         \
      "for example https://github.com/my-organisation")                                                                \
    X(SCHEDULE, "TNF-R060", "scheduled services have a schedule", "nothing would ever start them",                     \
      "add a schedule to the service")                                                                                 \
    X(SCHEDULE_KIND, "TNF-R066", "only scheduled and training services have schedules", "others run all the time",     \
      "set the service's kind to scheduled or training, or remove the schedule")                                       \
    X(VOLUME_PATH, "TNF-R061", "the volumes of a service have different paths", "one would hide the other",            \
      "change the path of one")                                                                                        \
    X(HEALTH, "TNF-R062", "a health check's timeout is shorter than its interval", "the load balancer refuses it",     \
      "lower health_timeout or raise health_interval")                                                                 \
    X(DOMAIN, "TNF-R063", "a hosted zone or certificate comes with a domain", "there is nothing to publish without",   \
      "set the domain too")                                                                                            \
    X(TAG_VALUE, "TNF-R064", "tag values have at most 256 characters", "AWS refuses longer ones", "shorten it")        \
    X(PHYSICAL_NAME, "TNF-R073", "no two rows have one name in AWS", "one would take over the other's resources",      \
      "give it a physical_name of its own")                                                                            \
    X(FORMER_NAME, "TNF-R074", "the former name of a renamed row is not given to another one",                         \
      "Terraform would take the new one for the old one", "choose another name")                                       \
    X(LOG_RETENTION, "TNF-R067", "log groups are kept for a number of days that CloudWatch Logs takes",                \
      "it refuses the log group", "take the next larger one")                                                          \
    X(CELL_POOL, "TNF-R070", "only a pool tenant is in a cell", "others have a stack of their own",                    \
      "set the tenant's isolation to pool, or drop the cell")                                                          \
    X(CELL_KEPT, "TNF-R071", "a tenant stays in its cell",                                                             \
      "its resources are in that stack's state: another one would make them anew and destroy these",                   \
      "move it with `tenantform tenant move`, whose script moves its state too")                                       \
    X(ISOLATION_KEPT, "TNF-R076", "a tenant that is placed keeps its isolation",                                       \
      "with another one come other stores, and those that it has would be destroyed with their data",                  \
      "move it with `tenantform tenant move`, which copies before anything is destroyed")                              \
    X(CELL_SIZE, "TNF-R072", "a cell has at most 100 tenants", "they are planned and locked together",                 \
      "put it into another cell, or leave the cell out to have one allocated")                                         \
    X(ROLE_ACCOUNT, "TNF-R075", "the role that Terraform assumes is in the account of the stack",                      \
      "Terraform stops before it touches another account", "name a role of that account in role_arn")                  \
    X(HARDENING, "TNF-R080", "of the environments in one account and region at most one has hardening",                \
      "an account's region has one recorder of AWS Config and one detector of GuardDuty",                              \
      "set hardening in one of them, or give them accounts of their own")                                              \
    X(BUDGET, "TNF-R081", "a budget has somebody who is told", "AWS Budgets refuses it otherwise",                     \
      "set the environment's alarm_email, or the tenant's or the platform's owner")                                    \
    X(BUDGET_KEPT, "TNF-R082", "a month is estimated to cost no more than its budget",                                 \
      "AWS Budgets tells people when the money is spent", "raise the budget, or make what costs most smaller")         \
    X(WORKFLOW_ACCOUNT, "TNF-R090", "a platform with a GitHub repository has an account",                              \
      "workflows sign in to a role of it", "set the platform's account_id")                                            \
    X(WORKFLOW_ROLE, "TNF-R091", "with workflows, stacks in another account than the platform's have a role there",    \
      "a workflow signs in to the platform's account and goes on from there", "set role_arn")                          \
    X(BALANCER_FULL, "TNF-R095", "a load balancer has no more rules and target groups than AWS allows",                \
      "it refuses those beyond, in the middle of an apply",                                                            \
      "give the routes of a tenant another load_balancer, or raise load_balancer_rules when AWS raised the quota")     \
    X(BALANCER, "TNF-R096",                                                                                            \
      "the routes of a tenant are on one load balancer, the first where DNS can lead to no other",                     \
      "requests would come to a load balancer without their rule", "leave load_balancer out to have it chosen")        \
    X(CREDENTIAL, "TNF-R065", "variables do not look like credentials", "secrets never reach catalog and output",      \
      "make it a secret of the tenant and name it in the service's secrets")

#define TNF_RULE_ENUM(id, ...) TNF_RULE_##id,
enum tnf_rule_id { TNF_RULES(TNF_RULE_ENUM) TNF_RULE_COUNT };

struct tnf_rule {
    const char *id;   /* TNF-R012 */
    const char *what; /* what must hold, one line, lower case */
    const char *why;
    const char *hint; /* what to do when it does not, or "" */
};

/* The table's row; never NULL for a valid id. */
const struct tnf_rule *tnf_rule(enum tnf_rule_id id);
