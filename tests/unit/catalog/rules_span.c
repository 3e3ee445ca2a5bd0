/* The rules across rows, through the store: what is put in, and what the commit says. */
#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

/* One row of a case: entity, key, and its fields as "name=value" with ';' between. */
struct row {
    enum tnf_entity_id entity;
    const char *key;
    const char *fields;
};
enum { ROWS_MAX = 8 };

/* Each case starts from base_rows; expected is "rule key field: message" of every finding, one a line. */
struct test_case {
    const char *name;
    struct row rows[ROWS_MAX];
    const char *expected;
};

#define S TNF_ENTITY_SERVICE
#define T TNF_ENTITY_TENANT
#define P TNF_ENTITY_PLACEMENT
#define R TNF_ENTITY_ROUTE
#define E TNF_ENTITY_ENVIRONMENT

/* acme is a bridge tenant in staging with a database and a cache; bare has no domain. */
static const struct row base_rows[] = {
    {TNF_ENTITY_PLATFORM, "acme", "region=us-east-1"},
    {E, "staging", "domain=staging.example.com;zone_id=ZSTAGING"},
    {E, "bare", ""},
    {TNF_ENTITY_RUNNER_CLUSTER, "staging/omc-test", ""},
    {T, "beta", "isolation=pool"},
    {TNF_ENTITY_GPU_POOL, "staging/big", "instance_type=g5.xlarge;max=2"},
    {TNF_ENTITY_GPU_POOL, "staging/plain", "instance_type=m7i.large;max=2"},
    {TNF_ENTITY_GPU_POOL, "staging/own", "instance_type=g5.xlarge;max=2;tenant=beta"},
    {T, "acme", "isolation=bridge"},
    {P, "acme/staging", ""},
    {TNF_ENTITY_DATABASE, "acme/staging/main", ""},
    {TNF_ENTITY_CACHE, "acme/staging/main", ""},
    {TNF_ENTITY_SECRET, "acme/key", ""},
    {S, "acme/api", "image=api:1"},
};

static const struct test_case cases[] = {
    {"nothing wrong",
     {{S, "acme/web", "image=x;database=main;cache=main;secrets=key;calls=api"},
      {R, "acme/web/site", "subdomain=acme"}},
     ""},
    {"Fargate sizes",
     {{S, "acme/a", "image=x;cpu=512;memory=1000"},
      {S, "acme/b", "image=x;cpu=300"},
      {S, "acme/c", "image=x;cpu=1024"},
      {S, "acme/d", "image=x;cpu=300;capacity=ec2"}},
     "TNF-R012 acme/a memory: 1000 is not a Fargate size for cpu 512 (use 1024, 2048, 3072 or 4096 (AWS Fargate task"
     " sizes))\n"
     "TNF-R012 acme/b cpu: 300 is not a Fargate size (use 256, 512, 1024, 2048, 4096, 8192 or 16384 (AWS Fargate task"
     " sizes))\n"
     "TNF-R012 acme/c memory: 512, the default, is not a Fargate size for cpu 1024 (use 2048, 3072, 4096, 5120, 6144,"
     " 7168 or 8192 (AWS Fargate task sizes))\n"},
    {"hardening twice in an account and region",
     {{E, "a", "hardening=true"}, {E, "b", "hardening=true"}, {E, "c", "hardening=true;region=eu-west-1"}},
     "TNF-R080 b hardening: environment a has it already in the same account and region\n"},
    {"roles of other accounts",
     {{E, "good", "account_id=444455556666;role_arn=arn:aws:iam::444455556666:role/apply"},
      {E, "bad", "account_id=111122223333;role_arn=arn:aws:iam::444455556666:role/apply"},
      {E, "unknown", "role_arn=arn:aws:iam::444455556666:role/apply"},
      {T, "vault", "isolation=silo"},
      {P, "vault/good", "account_id=777788889999"},
      {P, "vault/unknown", "account_id=777788889999;role_arn=arn:aws:iam::777788889999:role/apply"},
      {P, "vault/staging", "account_id=777788889999;role_arn=arn:aws:iam::444455556666:role/apply"}},
     "TNF-R075 bad role_arn: is in account 444455556666, and the stack is in 111122223333\n"
     "TNF-R075 vault/good role_arn: the environment's is in account 444455556666, and the stack is in 777788889999\n"
     "TNF-R075 vault/staging role_arn: is in account 444455556666, and the stack is in 777788889999\n"},
    {"workflows without an account to sign in to",
     {{TNF_ENTITY_PLATFORM, "acme", "region=us-east-1;github_repository=acme/infrastructure"}},
     "TNF-R090 acme github_repository: is given without account_id\n"},
    {"workflows and stacks of another account without a role",
     {{TNF_ENTITY_PLATFORM, "acme", "region=us-east-1;account_id=111122223333;github_repository=acme/infrastructure"},
      {E, "same", "account_id=111122223333"},
      {E, "other", "account_id=444455556666"},
      {E, "role", "account_id=444455556666;role_arn=arn:aws:iam::444455556666:role/apply"},
      {T, "vault", "isolation=silo"},
      {P, "vault/same", "account_id=777788889999"}},
     "TNF-R091 other account_id: 444455556666 is not the platform's, and there is no role_arn\n"
     "TNF-R091 vault/same account_id: 777788889999 is not the platform's, and there is no role_arn\n"},
    {"budgets that nobody is told of",
     {{E, "quiet", "budget=9"}, {E, "told", "budget=9;alarm_email=a@example.com"}, {P, "acme/bare", "budget=9"}},
     "TNF-R081 quiet budget: nobody would be told of it\n"
     "TNF-R081 acme/bare budget: nobody would be told of it\n"},
    {"rows that name nothing",
     {{S, "nobody/x", "image=x"},
      {P, "acme/nowhere", ""},
      {TNF_ENTITY_DATABASE, "beta/staging/main", ""},
      {TNF_ENTITY_GPU_POOL, "staging/p", "instance_type=g5.xlarge;max=1;tenant=nobody"},
      {R, "acme/none/r", "path=/"}},
     "TNF-R010 acme/nowhere environment: there is no environment \"nowhere\"\n"
     "TNF-R010 nobody/x tenant: there is no tenant \"nobody\"\n"
     "TNF-R010 beta/staging/main environment: there is no placement \"beta/staging\"\n"
     "TNF-R010 acme/none/r service: there is no service \"acme/none\"\n"
     "TNF-R010 staging/p tenant: there is no tenant \"nobody\"\n"
     "TNF-R042 beta/staging/main tenant beta is a pool tenant and shares the environment's\n"},
    {"what services name",
     {{P, "acme/bare", ""},
      {S, "acme/x", "image=x;secrets=key,none;database=main;cache=other;calls=none,x,w"},
      {S, "acme/w", "image=x;kind=worker"}},
     "TNF-R011 acme/x secrets: \"none\" is not a secret of tenant acme\n"
     "TNF-R015 acme/x calls: \"none\" is not a service of this tenant\n"
     "TNF-R015 acme/x calls: \"x\" is the service itself\n"
     "TNF-R015 acme/x calls: \"w\" has no port\n"
     "TNF-R013 acme/x database: \"main\" does not exist in environment bare\n"
     "TNF-R014 acme/x cache: \"other\" does not exist in environment bare\n"
     "TNF-R014 acme/x cache: \"other\" does not exist in environment staging\n"},
    {"a pool tenant shares databases",
     {{P, "beta/staging", ""}, {S, "beta/x", "image=x;database=main;cache=main"}},
     ""},
    {"GPUs",
     {{P, "acme/bare", ""},
      {S, "acme/a", "image=x;gpus=1;kind=training"},
      {S, "acme/b", "image=x;gpus=1;gpu_pool=own"},
      {S, "acme/c", "image=x;gpus=1;capacity=fargate;gpu_pool=big"},
      {S, "acme/d", "image=x;capacity=gpu"}},
     "TNF-R016 acme/a gpus: environment bare has no x86_64 pool with enough GPUs for a task (1) that tenant acme "
     "may use\n"
     "TNF-R016 acme/b gpu_pool: \"own\" is not a pool of environment bare that tenant acme may use\n"
     "TNF-R016 acme/b gpu_pool: \"own\" is not a pool of environment staging that tenant acme may use\n"
     "TNF-R017 acme/c capacity: fargate has no GPUs\n"
     "TNF-R016 acme/c gpu_pool: \"big\" is not a pool of environment bare that tenant acme may use\n"
     "TNF-R017 acme/d capacity: is for services with GPUs, and gpus is not given\n"},
    {"EC2 needs a pool too",
     {{P, "acme/bare", ""}, {S, "acme/a", "image=x;capacity=ec2"}, {S, "acme/b", "image=x;capacity=ec2;gpu_pool=big"}},
     "TNF-R016 acme/a capacity: environment bare has no x86_64 pool without GPUs that tenant acme may use\n"
     "TNF-R016 acme/b gpu_pool: \"big\" is not a pool of environment bare that tenant acme may use\n"
     "TNF-R016 acme/b gpu_pool: instances of type \"g5.xlarge\" in environment staging have GPUs, and its tasks take "
     "none\n"},
    {"a pool of the service's kind",
     {{S, "acme/a", "image=x;capacity=ec2"},
      {S, "acme/b", "image=x;gpus=1;gpu_pool=plain"},
      {S, "acme/c", "image=x;capacity=ec2;architecture=arm64"},
      {S, "acme/d", "image=x;gpus=4"},
      {S, "acme/e", "image=x;gpus=4;gpu_pool=big"},
      {S, "acme/f", "image=x;capacity=ec2;gpu_pool=plain;architecture=arm64"},
      {S, "acme/g", "image=x;kind=training;gpu_pool=plain"}},
     "TNF-R016 acme/b gpu_pool: instances of type \"m7i.large\" in environment staging have fewer GPUs (0) than a "
     "task takes (1)\n"
     "TNF-R016 acme/c capacity: environment staging has no arm64 pool without GPUs that tenant acme may use\n"
     "TNF-R016 acme/d gpus: environment staging has no x86_64 pool with enough GPUs for a task (4) that tenant acme "
     "may use\n"
     "TNF-R016 acme/e gpu_pool: instances of type \"g5.xlarge\" in environment staging have fewer GPUs (1) than a "
     "task takes (4)\n"
     "TNF-R016 acme/f gpu_pool: instances of type \"m7i.large\" in environment staging are not arm64\n"
     "TNF-R016 acme/g gpu_pool: instances of type \"m7i.large\" in environment staging have fewer GPUs (0) than a "
     "task takes (1)\n"},
    {"training runs by schedule",
     {{S, "acme/train", "image=x;gpus=1;kind=training"},
      {TNF_ENTITY_SCHEDULE, "acme/train/weekly", "expression=rate(7 days)"}},
     ""},
    {"quotas count the most tasks",
     {{T, "q", "isolation=pool;quota_cpu=5120;quota_memory=10240;quota_gpus=1;quota_volumes=1"},
      {P, "q/staging", ""},
      {S, "q/a", "image=x;cpu=512;memory=1024"},
      {S, "q/b", "image=x;kind=training;cpu=256;memory=512;gpus=1"},
      {S, "q/c", "image=x;kind=training;cpu=256;memory=512"},
      {TNF_ENTITY_VOLUME, "q/a/v", "path=/v"},
      {TNF_ENTITY_VOLUME, "q/a/w", "path=/v"}},
     "TNF-R022 q quota_volumes: there are 2 volumes, the quota is 1\n"
     "TNF-R061 q/a/w path: volume v is mounted there too\n"
     "TNF-R020 q quota_cpu: services take up to 5632 CPU units in environment staging, the quota is 5120\n"
     "TNF-R021 q quota_memory: services take up to 11264 MiB in environment staging, the quota is 10240\n"
     "TNF-R023 q quota_gpus: services take up to 2 GPUs in environment staging, the quota is 1\n"},
    {"quotas that hold",
     {{T, "q", "isolation=pool;quota_cpu=5120;quota_memory=10240"},
      {P, "q/staging", "scaling_max=5"},
      {S, "q/a", "image=x;cpu=1024;memory=2048"}},
     ""},
    {"a runner cluster runs no application",
     {{S, "acme/x", "image=x;cluster=omc-test"}, {S, "acme/y", "image=x;cluster=elsewhere"}},
     "TNF-R050 acme/x cluster: omc-test is a runner cluster, which runs CI and no application (policy TNF-R050)"
     " (drop the service's cluster; applications run on ECS, see INFRASTRUCTURE_DECISION.md)\n"},
    {"runner clusters have names of their own",
     {{TNF_ENTITY_RUNNER_CLUSTER, "bare/omc-test", ""}, {TNF_ENTITY_RUNNER_CLUSTER, "bare/other", ""}},
     "TNF-R053 staging/omc-test name: environment bare has a runner cluster of that name too\n"},
    {"a public API of a runner cluster says who may reach it",
     {{TNF_ENTITY_RUNNER_CLUSTER, "staging/a", "public_endpoint=true"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/b", "public_endpoint=true;public_cidrs=192.0.2.0/24,0.0.0.0/0"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/c", "public_endpoint=true;public_cidrs=192.0.2.0/24"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/d", "public_endpoint=false;public_cidrs=0.0.0.0/0"}},
     "TNF-R054 staging/a public_endpoint: is true, and public_cidrs names nobody\n"
     "TNF-R054 staging/b public_cidrs: 0.0.0.0/0 is everybody\n"},
    {"runners serve an address of GitHub",
     {{TNF_ENTITY_RUNNER_CLUSTER, "staging/a", "github_url=github.com/acme"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/b", "github_url=https://github.com/"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/c", "github_url=https://github.com/acme"}},
     "TNF-R055 staging/a github_url: must be https, a host and the path of a repository, organisation or enterprise\n"
     "TNF-R055 staging/b github_url: must be https, a host and the path of a repository, organisation or enterprise\n"},
    {"no more runners wait than there are nodes",
     {{TNF_ENTITY_RUNNER_CLUSTER, "staging/a", "idle_runners=3;runner_max=2"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/b", "idle_runners=2;runner_max=2"}},
     "TNF-R043 staging/a idle_runners: 3 is more than runner_max 2\n"},
    {"policies name actions",
     {{S, "acme/x",
       "image=x;policy=s3:* *,s3:GetObject arn:aws:s3:::bucket/*,s3:Get* arn:aws:s3:::b,anything,s3:GetObject "
       "bucket"}},
     "TNF-R052 acme/x policy: \"s3:*\" is a wildcard action\n"
     "TNF-R052 acme/x policy: \"s3:*\" is allowed on every resource\n"
     "TNF-R052 acme/x policy: \"s3:Get*\" is a wildcard action\n"
     "TNF-R051 acme/x policy: must be an action, a blank and a resource ARN, not \"anything\"\n"
     "TNF-R051 acme/x policy: must be an action, a blank and a resource ARN, not \"s3:GetObject bucket\"\n"},
    {"credentials are no variables",
     {{S, "acme/x",
       "image=x;variables=DB_PASSWORD=x,A=AKIAIOSFODNN7EXAMPLE,B=postgres://u:p@h/db,C=https://h:80/@x,L=sk-SK"}},
     "TNF-R065 acme/x variables: A looks like a credential\n"
     "TNF-R065 acme/x variables: B looks like a credential\n"
     "TNF-R065 acme/x variables: DB_PASSWORD looks like a credential\n"},
    {"schedules go with scheduled services",
     {{S, "acme/x", "image=x;kind=scheduled"}, {TNF_ENTITY_SCHEDULE, "acme/api/s", "expression=rate(1 day)"}},
     "TNF-R066 acme/api/s service api is not a scheduled one\n"
     "TNF-R060 acme/x kind: scheduled, and there is no schedule\n"},
    {"only silo tenants have things of their own",
     {{P, "acme/bare", "region=us-east-1;cidr=10.9.0.0/20;zone_id=Z1"}},
     "TNF-R041 acme/bare region: is for silo tenants only, and acme is a bridge tenant\n"
     "TNF-R041 acme/bare cidr: is for silo tenants only, and acme is a bridge tenant\n"
     "TNF-R041 acme/bare zone_id: is for silo tenants only, and acme is a bridge tenant\n"
     "TNF-R063 acme/bare zone_id: is given without a domain\n"},
    {"least and most",
     {{E, "e", "scaling_min=20"},
      {P, "acme/bare", "scaling_min=11"},
      {S, "acme/x", "image=x;scaling_min=5;scaling_max=4"},
      {S, "acme/y", "image=x;scaling_max=10"},
      {TNF_ENTITY_DATABASE, "acme/bare/d", "storage=100;max_storage=50"},
      {TNF_ENTITY_GPU_POOL, "staging/p", "instance_type=g5.xlarge;min=3;max=2"},
      {TNF_ENTITY_RUNNER_CLUSTER, "staging/r", "runner_min=11"}},
     "TNF-R043 e scaling_min: 20 is more than scaling_max 10\n"
     "TNF-R043 staging/p min: 3 is more than max 2\n"
     "TNF-R043 staging/r runner_min: 11 is more than runner_max 10\n"
     "TNF-R043 acme/bare/d storage: 100 is more than max_storage 50\n"
     "TNF-R043 acme/x scaling_min: 5 is more than scaling_max 4\n"
     "TNF-R043 acme/bare scaling_min: 11 is more than scaling_max 10\n"
     "TNF-R043 acme/y scaling_min: 11 is more than scaling_max 10 in environment bare\n"},
    {"health checks end before the next",
     {{S, "acme/x", "image=x;health_interval=5"}, {S, "acme/y", "image=x;health_timeout=30"}},
     "TNF-R062 acme/x health_timeout: 5 s is not shorter than health_interval 5 s\n"
     "TNF-R062 acme/y health_timeout: 30 s is not shorter than health_interval 30 s\n"},
    {"zones lie in the region",
     {{E, "a", "zones=us-east-1a,us-west-2a"},
      {E, "b", "zones=us-east-1a,us-east-1b;zone_count=3"},
      {E, "c", "region=eu-west-1;zones=eu-west-1a,eu-west-1b"},
      {E, "d", "zones=us-east-1a"},
      {E, "e", "certificate_arn=arn:aws:acm:us-east-1:111122223333:certificate/x"}},
     "TNF-R040 a zones: us-west-2a is not in region us-east-1\n"
     "TNF-R040 b zones: 2 are named where zone_count says another number\n"
     "TNF-R040 d zones: 1 are named where 2 or 3 are used\n"
     "TNF-R063 e certificate_arn: is given without a domain\n"},
    {"routed services are published",
     {{P, "acme/bare", ""},
      {R, "acme/api/r", "subdomain=acme"},
      {T, "silo", "isolation=silo"},
      {P, "silo/staging", "domain=silo.example.com"},
      {S, "silo/web", "image=x"},
      {R, "silo/web/r", "path=/*"}},
     "TNF-R044 bare domain: is not given, and services with routes run here\n"
     "TNF-R044 silo/staging domain: has neither zone_id nor certificate_arn, and services with routes run here\n"},
    {"routes have conditions and lead to web services",
     {{S, "acme/w", "image=x;kind=worker;port=80"},
      {R, "acme/w/r", "path=/w"},
      {R, "acme/api/a", "host=a.example.com;subdomain=a"},
      {R, "acme/api/b", ""},
      {R, "acme/api/c", "host=c.example.com;path=/c;headers=a=1,b=2,c=3,d=4"}},
     "TNF-R046 acme/api/a subdomain: is given beside host\n"
     "TNF-R046 acme/api/b has no condition\n"
     "TNF-R046 acme/api/c has 6 conditions, a listener rule takes at most 5\n"
     "TNF-R048 acme/w/r service: w is a worker service\n"},
    {"routes differ",
     {{T, "b2", "isolation=bridge"},
      {P, "b2/staging", ""},
      {S, "b2/web", "image=x"},
      {R, "b2/web/r", "host=a.staging.example.com;headers=X-AI-Provider=OpenAI"},
      {R, "acme/api/r", "subdomain=a;headers=x-ai-provider=openai"},
      {R, "acme/api/p", "subdomain=p;priority=9"},
      {R, "acme/api/q", "subdomain=q;priority=9"}},
     "TNF-R047 acme/api/q priority: 9 is that of route acme/api/p\n"
     "TNF-R045 b2/web/r has the same conditions as route acme/api/r in environment staging\n"},
    {"ranges do not overlap and have a size",
     {{E, "a", "cidr=10.9.0.0/16"}, {E, "b", "cidr=10.9.0.0/25"}, {E, "c", "cidr=172.16.0.0/12"}},
     "TNF-R031 b cidr: a VPC has a /16 to a /24, not a /25\n"
     "TNF-R031 c cidr: a VPC has a /16 to a /24, not a /12\n"
     "TNF-R030 b cidr: 10.9.0.0/25 overlaps 10.9.0.0/16 of environment a\n"},
};

static void insert_row(struct tnf_catalog *catalog, const struct row *row) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error err = {0};
    struct tnf_record record = test_record(&arena, row->entity, row->key, NULL);
    struct tnf_strview rest = tnf_sv(row->fields);
    while (rest.len > 0) {
        struct tnf_strview value = tnf_sv_next(&rest, ';');
        const int field = tnf_entity_field(record.entity, tnf_sv_next(&value, '='));
        assert_true(field >= 0);
        if (tnf_record_set_text(&record, (size_t)field, value, &arena, &err) < 0) fail_msg("%s", err.message);
    }
    /* There is one platform: a case that gives it changes it. */
    if (row->entity == TNF_ENTITY_PLATFORM && tnf_catalog_update(catalog, &record, /* whole= */ true, NULL) == 0)
        return;
    if (tnf_catalog_insert(catalog, &record, &err) < 0) fail_msg("%s", err.message);
}

/* Hints are shown where a case asks for them with a '(' at the end of the line. */
static void add_finding(struct tnf_strbuf *out, const struct tnf_finding *finding, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "%s %.*s %.*s", finding->rule->id, TNF_SV_ARG(finding->key), TNF_SV_ARG(finding->message));
    const char *found = strstr(expected, line.ptr);
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&line));
    if (found != NULL && found[line.len] == ' ') tnf_strbuf_addf(out, " (%.*s)", TNF_SV_ARG(finding->hint));
    tnf_strbuf_add_c(out, '\n');
}

static void begin_whole(struct tnf_catalog *catalog) {
    const struct tnf_change change = {.author = TNF_SV("ada"), .complete = true};
    assert_int_equal(tnf_catalog_begin(catalog, &change, NULL), 0);
}

static void run_case(const struct test_case *test, bool split) {
    void *state = NULL;
    (void)catalog_set_up(&state);
    struct catalog_fixture *fixture = state;
    begin_whole(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(base_rows); i++) insert_row(fixture->catalog, &base_rows[i]);
    if (split) {
        test_commit(fixture->catalog);
        begin_whole(fixture->catalog);
    }
    for (size_t i = 0; i < ROWS_MAX && test->rows[i].key != NULL; i++) insert_row(fixture->catalog, &test->rows[i]);
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    int64_t revision = 0;
    const int code = tnf_catalog_commit(fixture->catalog, &revision, &findings, &err);
    for (size_t i = 0; i < findings.count; i++) add_finding(&text, &findings.items[i], test->expected);
    if (strcmp(text.ptr, test->expected) != 0)
        fail_msg("%s:\n%sand not\n%s(%s)", test->name, text.ptr, test->expected, err.message);
    assert_int_equal(code, findings.count == 0 ? 0 : TNF_E_INVALID);
    (void)catalog_tear_down(&state);
}

static void every_violation_is_reported(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) run_case(&cases[i], /* split= */ false);
}

/* What was there before does not hide what comes new: only the touched tenants are looked at then. */
static void later_transactions_are_checked_alike(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) run_case(&cases[i], /* split= */ true);
}

/* With the provider and on the command line each row is a transaction of its own. */
static void rows_may_come_one_by_one(void **state) {
    struct catalog_fixture *fixture = *state;
    static const struct row rows[] = {
        {S, "acme/x", "image=x;database=main;cache=main"},
        {P, "acme/bare", ""},
        {TNF_ENTITY_DATABASE, "acme/bare/main", ""},
        {S, "acme/job", "image=x;kind=scheduled"},
    };
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(base_rows) + TNF_ARRAY_LEN(rows); i++) {
        const size_t base = TNF_ARRAY_LEN(base_rows);
        test_begin(fixture->catalog);
        insert_row(fixture->catalog, i < base ? &base_rows[i] : &rows[i - base]);
        test_commit(fixture->catalog);
    }
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_check(fixture->catalog, &findings, NULL), 0);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].message.ptr, "cache: \"main\" does not exist in environment bare");
    assert_string_equal(findings.items[1].message.ptr, "kind: scheduled, and there is no schedule");
}

static void a_failed_commit_leaves_nothing(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "t", "isolation", "pool", NULL);
    struct tnf_error err = {0};
    int64_t revision = -1;
    assert_int_equal(tnf_catalog_commit(fixture->catalog, &revision, NULL, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "tenant t: there is no platform for it");
    assert_int_equal(tnf_catalog_revision(fixture->catalog, &revision, &err), 0);
    assert_int_equal(revision, 0);
    test_begin(fixture->catalog);
    assert_int_equal(test_commit(fixture->catalog), 0);
}

static void a_change_of_what_is_shared_is_checked_for_all(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(base_rows); i++) insert_row(fixture->catalog, &base_rows[i]);
    test_insert(fixture->catalog, R, "acme/api/r", "subdomain", "acme", NULL);
    test_update(fixture->catalog, T, "acme", "quota_cpu", "2560", NULL);
    test_commit(fixture->catalog);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, E, "staging", "scaling_max", "11", NULL);
    struct tnf_error err = {0};
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_commit(fixture->catalog, &revision, NULL, &err), TNF_E_INVALID);
    assert_non_null(strstr(err.message, "tenant acme: quota_cpu: services take up to 2816"));
}

/* As after an upgrade that brought a new rule: the row was put there behind the catalog's back. */
static void a_check_looks_at_rows_that_nobody_touched(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(base_rows); i++) insert_row(fixture->catalog, &base_rows[i]);
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_check(fixture->catalog, &findings, NULL), 0);
    assert_int_equal(findings.count, 0);
    tnf_catalog_rollback(fixture->catalog);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE service SET cpu = 300", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_check(fixture->catalog, &findings, NULL), 0);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].rule->id, "TNF-R012");
    assert_int_equal(test_commit(fixture->catalog), 1); /* nothing was changed */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_violation_is_reported),
        cmocka_unit_test(later_transactions_are_checked_alike),
        cmocka_unit_test_setup_teardown(a_check_looks_at_rows_that_nobody_touched, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(rows_may_come_one_by_one, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_failed_commit_leaves_nothing, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_change_of_what_is_shared_is_checked_for_all, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
