-- Version 1 of the catalog. Tables of entities are those of catalog/entities; `print-catalog-schema` prints what
-- the entities ask for now, and a test compares. Never change a migration that was released: add the next one.

-- "tnfc": how a file is known to be a catalog.
PRAGMA application_id = 1953392227;

-- One row: a random name of this catalog (UUID version 4).
CREATE TABLE "catalog" (
    "uuid" TEXT NOT NULL CHECK (length("uuid") = 36)
) STRICT;
CREATE UNIQUE INDEX "catalog_single" ON "catalog" ((1));
INSERT INTO "catalog" ("uuid")
SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-a' || substr(h, 18, 3) || '-'
    || substr(h, 21, 12)
FROM (SELECT lower(hex(randomblob(16))) AS h);

-- The history: a row for each transaction that changed something, with the first of its changes.
CREATE TABLE "revision" (
    "revision" INTEGER PRIMARY KEY,
    "time" TEXT NOT NULL, -- RFC 3339, UTC
    "author" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "first_change" INTEGER NOT NULL
) STRICT;

-- A row for each row that it changed; ids grow with the revisions. before and after are the row as JSON.
CREATE TABLE "change" (
    "id" INTEGER PRIMARY KEY,
    "revision" INTEGER NOT NULL REFERENCES "revision" ("revision"),
    "entity" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "tenant" TEXT, -- whose stacks the row belongs to
    "environment" TEXT, -- or whose
    "action" TEXT NOT NULL CHECK ("action" IN ('insert', 'update', 'remove', 'rename')),
    "before" TEXT,
    "after" TEXT
) STRICT;
CREATE TRIGGER "revision_append_only" BEFORE DELETE ON "revision"
BEGIN SELECT RAISE(ABORT, 'history: is append-only'); END;
CREATE TRIGGER "revision_unchanged" BEFORE UPDATE ON "revision"
BEGIN SELECT RAISE(ABORT, 'history: is append-only'); END;
CREATE TRIGGER "change_append_only" BEFORE DELETE ON "change"
BEGIN SELECT RAISE(ABORT, 'history: is append-only'); END;
CREATE TRIGGER "change_unchanged" BEFORE UPDATE ON "change"
BEGIN SELECT RAISE(ABORT, 'history: is append-only'); END;

-- platform: the product that all tenants share.
CREATE TABLE "platform" (
    "name" TEXT NOT NULL
        CONSTRAINT "platform name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 16 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "region" TEXT NOT NULL
        CONSTRAINT "platform region: must be an AWS region, of at most 20 bytes"
        CHECK (length(CAST("region" AS BLOB)) <= 20 AND "region" GLOB '?*' AND "region" NOT GLOB '*[^ -~]*'),
    "account_id" TEXT
        CONSTRAINT "platform account_id: must be an AWS account of 12 digits, of at most 12 bytes"
        CHECK (length(CAST("account_id" AS BLOB)) <= 12 AND "account_id" GLOB '?*' AND "account_id" NOT GLOB '*[^ -~]*'),
    "network" TEXT
        CONSTRAINT "platform network: must be an IPv4 range without host bits, of at most 18 bytes"
        CHECK (length(CAST("network" AS BLOB)) <= 18 AND "network" GLOB '?*' AND "network" NOT GLOB '*[^ -~]*'),
    "state_bucket" TEXT
        CONSTRAINT "platform state_bucket: must be the name of an S3 bucket, of at most 63 bytes"
        CHECK (length(CAST("state_bucket" AS BLOB)) <= 63 AND "state_bucket" GLOB '?*' AND "state_bucket" NOT GLOB '*[^ -~]*'),
    "state_region" TEXT
        CONSTRAINT "platform state_region: must be an AWS region, of at most 20 bytes"
        CHECK (length(CAST("state_region" AS BLOB)) <= 20 AND "state_region" GLOB '?*' AND "state_region" NOT GLOB '*[^ -~]*'),
    "state_kms_key" TEXT
        CONSTRAINT "platform state_kms_key: must be an ARN, of at most 2048 bytes"
        CHECK (length(CAST("state_kms_key" AS BLOB)) <= 2048 AND "state_kms_key" GLOB '?*' AND "state_kms_key" NOT GLOB '*[^ -~]*'),
    "owner" TEXT
        CONSTRAINT "platform owner: must be an e-mail address, of at most 254 bytes"
        CHECK (length(CAST("owner" AS BLOB)) <= 254 AND "owner" GLOB '?*' AND "owner" NOT GLOB '*[^ -~]*'),
    "tags" TEXT
        CONSTRAINT "platform tags: must be a map of at most 256 entries"
        CHECK ("tags" IS NULL OR CASE WHEN json_valid("tags") THEN json_type("tags") = 'object' ELSE 0 END),
    PRIMARY KEY ("name")
) STRICT, WITHOUT ROWID;

-- environment: a copy of the platform: staging, production.
CREATE TABLE "environment" (
    "name" TEXT NOT NULL
        CONSTRAINT "environment name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 16 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "region" TEXT
        CONSTRAINT "environment region: must be an AWS region, of at most 20 bytes"
        CHECK (length(CAST("region" AS BLOB)) <= 20 AND "region" GLOB '?*' AND "region" NOT GLOB '*[^ -~]*'),
    "account_id" TEXT
        CONSTRAINT "environment account_id: must be an AWS account of 12 digits, of at most 12 bytes"
        CHECK (length(CAST("account_id" AS BLOB)) <= 12 AND "account_id" GLOB '?*' AND "account_id" NOT GLOB '*[^ -~]*'),
    "role_arn" TEXT
        CONSTRAINT "environment role_arn: must be an ARN, of at most 2048 bytes"
        CHECK (length(CAST("role_arn" AS BLOB)) <= 2048 AND "role_arn" GLOB '?*' AND "role_arn" NOT GLOB '*[^ -~]*'),
    "protected" INTEGER
        CONSTRAINT "environment protected: must be true or false"
        CHECK ("protected" IN (0, 1)),
    "cidr" TEXT
        CONSTRAINT "environment cidr: must be an IPv4 range without host bits, of at most 18 bytes"
        CHECK (length(CAST("cidr" AS BLOB)) <= 18 AND "cidr" GLOB '?*' AND "cidr" NOT GLOB '*[^ -~]*'),
    "zones" TEXT
        CONSTRAINT "environment zones: must be a list of at most 256 entries"
        CHECK ("zones" IS NULL OR CASE WHEN json_valid("zones") THEN json_type("zones") = 'array' ELSE 0 END),
    "zone_count" INTEGER
        CONSTRAINT "environment zone_count: must be 2 to 3 zones"
        CHECK ("zone_count" BETWEEN 2 AND 3),
    "nat" TEXT
        CONSTRAINT "environment nat: must be none, single or per_zone"
        CHECK ("nat" IN ('none', 'single', 'per_zone')),
    "flow_logs" INTEGER
        CONSTRAINT "environment flow_logs: must be true or false"
        CHECK ("flow_logs" IN (0, 1)),
    "endpoints" TEXT
        CONSTRAINT "environment endpoints: must be a list of at most 256 entries"
        CHECK ("endpoints" IS NULL OR CASE WHEN json_valid("endpoints") THEN json_type("endpoints") = 'array' ELSE 0 END),
    "domain" TEXT
        CONSTRAINT "environment domain: must be a DNS name in lower case, of at most 253 bytes"
        CHECK (length(CAST("domain" AS BLOB)) <= 253 AND "domain" GLOB '?*' AND "domain" NOT GLOB '*[^ -~]*'),
    "zone_id" TEXT
        CONSTRAINT "environment zone_id: must be the id of a Route 53 hosted zone, of at most 32 bytes"
        CHECK (length(CAST("zone_id" AS BLOB)) <= 32 AND "zone_id" GLOB '?*' AND "zone_id" NOT GLOB '*[^ -~]*'),
    "certificate_arn" TEXT
        CONSTRAINT "environment certificate_arn: must be an ARN, of at most 2048 bytes"
        CHECK (length(CAST("certificate_arn" AS BLOB)) <= 2048 AND "certificate_arn" GLOB '?*' AND "certificate_arn" NOT GLOB '*[^ -~]*'),
    "waf" INTEGER
        CONSTRAINT "environment waf: must be true or false"
        CHECK ("waf" IN (0, 1)),
    "ingress" TEXT
        CONSTRAINT "environment ingress: must be a list of at most 256 entries"
        CHECK ("ingress" IS NULL OR CASE WHEN json_valid("ingress") THEN json_type("ingress") = 'array' ELSE 0 END),
    "log_retention" INTEGER
        CONSTRAINT "environment log_retention: must be 1 to 3653 days"
        CHECK ("log_retention" BETWEEN 1 AND 3653),
    "insights" TEXT
        CONSTRAINT "environment insights: must be disabled, enabled or enhanced"
        CHECK ("insights" IN ('disabled', 'enabled', 'enhanced')),
    "spot_percent" INTEGER
        CONSTRAINT "environment spot_percent: must be 0 to 100 %"
        CHECK ("spot_percent" BETWEEN 0 AND 100),
    "alarm_email" TEXT
        CONSTRAINT "environment alarm_email: must be an e-mail address, of at most 254 bytes"
        CHECK (length(CAST("alarm_email" AS BLOB)) <= 254 AND "alarm_email" GLOB '?*' AND "alarm_email" NOT GLOB '*[^ -~]*'),
    "scaling_min" INTEGER
        CONSTRAINT "environment scaling_min: must be 0 to 5000 tasks"
        CHECK ("scaling_min" BETWEEN 0 AND 5000),
    "scaling_max" INTEGER
        CONSTRAINT "environment scaling_max: must be 1 to 5000 tasks"
        CHECK ("scaling_max" BETWEEN 1 AND 5000),
    "scaling_cpu" INTEGER
        CONSTRAINT "environment scaling_cpu: must be 10 to 95 %"
        CHECK ("scaling_cpu" BETWEEN 10 AND 95),
    "database_class" TEXT
        CONSTRAINT "environment database_class: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("database_class" AS BLOB)) <= 40 AND "database_class" GLOB '?*' AND "database_class" NOT GLOB '*[^ -~]*'),
    "database_storage" INTEGER
        CONSTRAINT "environment database_storage: must be 20 to 65536 GiB"
        CHECK ("database_storage" BETWEEN 20 AND 65536),
    "database_multi_az" INTEGER
        CONSTRAINT "environment database_multi_az: must be true or false"
        CHECK ("database_multi_az" IN (0, 1)),
    "database_backup_days" INTEGER
        CONSTRAINT "environment database_backup_days: must be 0 to 35 days"
        CHECK ("database_backup_days" BETWEEN 0 AND 35),
    "database_version" TEXT
        CONSTRAINT "environment database_version: must be a version of one to three numbers, of at most 10 bytes"
        CHECK (length(CAST("database_version" AS BLOB)) <= 10 AND "database_version" GLOB '?*' AND "database_version" NOT GLOB '*[^ -~]*'),
    "cache_node_type" TEXT
        CONSTRAINT "environment cache_node_type: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("cache_node_type" AS BLOB)) <= 40 AND "cache_node_type" GLOB '?*' AND "cache_node_type" NOT GLOB '*[^ -~]*'),
    "cache_replicas" INTEGER
        CONSTRAINT "environment cache_replicas: must be 0 to 5 nodes"
        CHECK ("cache_replicas" BETWEEN 0 AND 5),
    "cache_version" TEXT
        CONSTRAINT "environment cache_version: must be a version of one to three numbers, of at most 10 bytes"
        CHECK (length(CAST("cache_version" AS BLOB)) <= 10 AND "cache_version" GLOB '?*' AND "cache_version" NOT GLOB '*[^ -~]*'),
    "tags" TEXT
        CONSTRAINT "environment tags: must be a map of at most 256 entries"
        CHECK ("tags" IS NULL OR CASE WHEN json_valid("tags") THEN json_type("tags") = 'object' ELSE 0 END),
    PRIMARY KEY ("name")
) STRICT, WITHOUT ROWID;

-- tenant: a customer that the platform is run for.
CREATE TABLE "tenant" (
    "name" TEXT NOT NULL
        CONSTRAINT "tenant name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 24 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "isolation" TEXT NOT NULL
        CONSTRAINT "tenant isolation: must be pool, bridge or silo"
        CHECK ("isolation" IN ('pool', 'bridge', 'silo')),
    "state" TEXT
        CONSTRAINT "tenant state: must be active, suspended or offboarding"
        CHECK ("state" IN ('active', 'suspended', 'offboarding')),
    "title" TEXT
        CONSTRAINT "tenant title: must be UTF-8 text without control characters, of at most 128 bytes"
        CHECK (length(CAST("title" AS BLOB)) <= 128 AND instr("title", char(0)) = 0),
    "cell" TEXT
        CONSTRAINT "tenant cell: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("cell" AS BLOB)) <= 24 AND "cell" GLOB '[a-z]*' AND "cell" NOT GLOB '*[^a-z0-9-]*' AND "cell" NOT GLOB '*-' AND "cell" NOT GLOB '*--*'),
    "owner" TEXT
        CONSTRAINT "tenant owner: must be an e-mail address, of at most 254 bytes"
        CHECK (length(CAST("owner" AS BLOB)) <= 254 AND "owner" GLOB '?*' AND "owner" NOT GLOB '*[^ -~]*'),
    "quota_cpu" INTEGER
        CONSTRAINT "tenant quota_cpu: must be 256 to 1048576 CPU units"
        CHECK ("quota_cpu" BETWEEN 256 AND 1048576),
    "quota_memory" INTEGER
        CONSTRAINT "tenant quota_memory: must be 512 to 8388608 MiB"
        CHECK ("quota_memory" BETWEEN 512 AND 8388608),
    "quota_volumes" INTEGER
        CONSTRAINT "tenant quota_volumes: must be 0 to 1000 volumes"
        CHECK ("quota_volumes" BETWEEN 0 AND 1000),
    "quota_gpus" INTEGER
        CONSTRAINT "tenant quota_gpus: must be 0 to 1000 GPUs"
        CHECK ("quota_gpus" BETWEEN 0 AND 1000),
    "tags" TEXT
        CONSTRAINT "tenant tags: must be a map of at most 256 entries"
        CHECK ("tags" IS NULL OR CASE WHEN json_valid("tags") THEN json_type("tags") = 'object' ELSE 0 END),
    PRIMARY KEY ("name")
) STRICT, WITHOUT ROWID;
-- Whether an environment has pool tenants is asked before every generation.
CREATE INDEX "tenant_isolation" ON "tenant" ("isolation");

-- placement: a tenant in an environment.
CREATE TABLE "placement" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "placement tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "environment" TEXT NOT NULL
        CONSTRAINT "placement environment: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("environment" AS BLOB)) <= 16 AND "environment" GLOB '[a-z]*' AND "environment" NOT GLOB '*[^a-z0-9-]*' AND "environment" NOT GLOB '*-' AND "environment" NOT GLOB '*--*'),
    "region" TEXT
        CONSTRAINT "placement region: must be an AWS region, of at most 20 bytes"
        CHECK (length(CAST("region" AS BLOB)) <= 20 AND "region" GLOB '?*' AND "region" NOT GLOB '*[^ -~]*'),
    "account_id" TEXT
        CONSTRAINT "placement account_id: must be an AWS account of 12 digits, of at most 12 bytes"
        CHECK (length(CAST("account_id" AS BLOB)) <= 12 AND "account_id" GLOB '?*' AND "account_id" NOT GLOB '*[^ -~]*'),
    "role_arn" TEXT
        CONSTRAINT "placement role_arn: must be an ARN, of at most 2048 bytes"
        CHECK (length(CAST("role_arn" AS BLOB)) <= 2048 AND "role_arn" GLOB '?*' AND "role_arn" NOT GLOB '*[^ -~]*'),
    "cidr" TEXT
        CONSTRAINT "placement cidr: must be an IPv4 range without host bits, of at most 18 bytes"
        CHECK (length(CAST("cidr" AS BLOB)) <= 18 AND "cidr" GLOB '?*' AND "cidr" NOT GLOB '*[^ -~]*'),
    "domain" TEXT
        CONSTRAINT "placement domain: must be a DNS name in lower case, of at most 253 bytes"
        CHECK (length(CAST("domain" AS BLOB)) <= 253 AND "domain" GLOB '?*' AND "domain" NOT GLOB '*[^ -~]*'),
    "zone_id" TEXT
        CONSTRAINT "placement zone_id: must be the id of a Route 53 hosted zone, of at most 32 bytes"
        CHECK (length(CAST("zone_id" AS BLOB)) <= 32 AND "zone_id" GLOB '?*' AND "zone_id" NOT GLOB '*[^ -~]*'),
    "certificate_arn" TEXT
        CONSTRAINT "placement certificate_arn: must be an ARN, of at most 2048 bytes"
        CHECK (length(CAST("certificate_arn" AS BLOB)) <= 2048 AND "certificate_arn" GLOB '?*' AND "certificate_arn" NOT GLOB '*[^ -~]*'),
    "log_retention" INTEGER
        CONSTRAINT "placement log_retention: must be 1 to 3653 days"
        CHECK ("log_retention" BETWEEN 1 AND 3653),
    "spot_percent" INTEGER
        CONSTRAINT "placement spot_percent: must be 0 to 100 %"
        CHECK ("spot_percent" BETWEEN 0 AND 100),
    "scaling_min" INTEGER
        CONSTRAINT "placement scaling_min: must be 0 to 5000 tasks"
        CHECK ("scaling_min" BETWEEN 0 AND 5000),
    "scaling_max" INTEGER
        CONSTRAINT "placement scaling_max: must be 1 to 5000 tasks"
        CHECK ("scaling_max" BETWEEN 1 AND 5000),
    "scaling_cpu" INTEGER
        CONSTRAINT "placement scaling_cpu: must be 10 to 95 %"
        CHECK ("scaling_cpu" BETWEEN 10 AND 95),
    "tags" TEXT
        CONSTRAINT "placement tags: must be a map of at most 256 entries"
        CHECK ("tags" IS NULL OR CASE WHEN json_valid("tags") THEN json_type("tags") = 'object' ELSE 0 END),
    PRIMARY KEY ("tenant", "environment"),
    FOREIGN KEY ("tenant") REFERENCES "tenant" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY ("environment") REFERENCES "environment" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX "placement_environment" ON "placement" ("environment");

-- service: containers that a tenant runs.
CREATE TABLE "service" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "service tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "service name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "kind" TEXT
        CONSTRAINT "service kind: must be web, worker, scheduled, collector, agent or training"
        CHECK ("kind" IN ('web', 'worker', 'scheduled', 'collector', 'agent', 'training')),
    "image" TEXT NOT NULL
        CONSTRAINT "service image: must be a container image, of at most 512 bytes"
        CHECK (length(CAST("image" AS BLOB)) <= 512 AND "image" GLOB '?*' AND "image" NOT GLOB '*[^ -~]*'),
    "cpu" INTEGER
        CONSTRAINT "service cpu: must be 256 to 16384 CPU units"
        CHECK ("cpu" BETWEEN 256 AND 16384),
    "memory" INTEGER
        CONSTRAINT "service memory: must be 512 to 122880 MiB"
        CHECK ("memory" BETWEEN 512 AND 122880),
    "gpus" INTEGER
        CONSTRAINT "service gpus: must be 0 to 16 GPUs"
        CHECK ("gpus" BETWEEN 0 AND 16),
    "port" INTEGER
        CONSTRAINT "service port: must be 1 to 65535"
        CHECK ("port" BETWEEN 1 AND 65535),
    "command" TEXT
        CONSTRAINT "service command: must be a list of at most 256 entries"
        CHECK ("command" IS NULL OR CASE WHEN json_valid("command") THEN json_type("command") = 'array' ELSE 0 END),
    "variables" TEXT
        CONSTRAINT "service variables: must be a map of at most 256 entries"
        CHECK ("variables" IS NULL OR CASE WHEN json_valid("variables") THEN json_type("variables") = 'object' ELSE 0 END),
    "secrets" TEXT
        CONSTRAINT "service secrets: must be a list of at most 256 entries"
        CHECK ("secrets" IS NULL OR CASE WHEN json_valid("secrets") THEN json_type("secrets") = 'array' ELSE 0 END),
    "database" TEXT
        CONSTRAINT "service database: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("database" AS BLOB)) <= 20 AND "database" GLOB '[a-z]*' AND "database" NOT GLOB '*[^a-z0-9-]*' AND "database" NOT GLOB '*-' AND "database" NOT GLOB '*--*'),
    "cache" TEXT
        CONSTRAINT "service cache: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("cache" AS BLOB)) <= 20 AND "cache" GLOB '[a-z]*' AND "cache" NOT GLOB '*[^a-z0-9-]*' AND "cache" NOT GLOB '*-' AND "cache" NOT GLOB '*--*'),
    "architecture" TEXT
        CONSTRAINT "service architecture: must be x86_64 or arm64"
        CHECK ("architecture" IN ('x86_64', 'arm64')),
    "capacity" TEXT
        CONSTRAINT "service capacity: must be fargate, fargate_spot, ec2 or gpu"
        CHECK ("capacity" IN ('fargate', 'fargate_spot', 'ec2', 'gpu')),
    "gpu_pool" TEXT
        CONSTRAINT "service gpu_pool: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("gpu_pool" AS BLOB)) <= 20 AND "gpu_pool" GLOB '[a-z]*' AND "gpu_pool" NOT GLOB '*[^a-z0-9-]*' AND "gpu_pool" NOT GLOB '*-' AND "gpu_pool" NOT GLOB '*--*'),
    "cluster" TEXT
        CONSTRAINT "service cluster: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 32 bytes"
        CHECK (length(CAST("cluster" AS BLOB)) <= 32 AND "cluster" GLOB '[a-z]*' AND "cluster" NOT GLOB '*[^a-z0-9-]*' AND "cluster" NOT GLOB '*-' AND "cluster" NOT GLOB '*--*'),
    "ephemeral_storage" INTEGER
        CONSTRAINT "service ephemeral_storage: must be 21 to 200 GiB"
        CHECK ("ephemeral_storage" BETWEEN 21 AND 200),
    "health_path" TEXT
        CONSTRAINT "service health_path: must be a path that starts with '/', without blanks and shell characters, of at most 1024 bytes"
        CHECK (length(CAST("health_path" AS BLOB)) <= 1024 AND "health_path" GLOB '?*' AND "health_path" NOT GLOB '*[^ -~]*'),
    "health_interval" INTEGER
        CONSTRAINT "service health_interval: must be 5 to 300 s"
        CHECK ("health_interval" BETWEEN 5 AND 300),
    "health_timeout" INTEGER
        CONSTRAINT "service health_timeout: must be 2 to 120 s"
        CHECK ("health_timeout" BETWEEN 2 AND 120),
    "health_retries" INTEGER
        CONSTRAINT "service health_retries: must be 1 to 10"
        CHECK ("health_retries" BETWEEN 1 AND 10),
    "health_grace" INTEGER
        CONSTRAINT "service health_grace: must be 0 to 300 s"
        CHECK ("health_grace" BETWEEN 0 AND 300),
    "scaling_min" INTEGER
        CONSTRAINT "service scaling_min: must be 0 to 5000 tasks"
        CHECK ("scaling_min" BETWEEN 0 AND 5000),
    "scaling_max" INTEGER
        CONSTRAINT "service scaling_max: must be 1 to 5000 tasks"
        CHECK ("scaling_max" BETWEEN 1 AND 5000),
    "scaling_cpu" INTEGER
        CONSTRAINT "service scaling_cpu: must be 10 to 95 %"
        CHECK ("scaling_cpu" BETWEEN 10 AND 95),
    "scaling_in_cooldown" INTEGER
        CONSTRAINT "service scaling_in_cooldown: must be 0 to 3600 s"
        CHECK ("scaling_in_cooldown" BETWEEN 0 AND 3600),
    "scaling_out_cooldown" INTEGER
        CONSTRAINT "service scaling_out_cooldown: must be 0 to 3600 s"
        CHECK ("scaling_out_cooldown" BETWEEN 0 AND 3600),
    "calls" TEXT
        CONSTRAINT "service calls: must be a list of at most 256 entries"
        CHECK ("calls" IS NULL OR CASE WHEN json_valid("calls") THEN json_type("calls") = 'array' ELSE 0 END),
    "policy" TEXT
        CONSTRAINT "service policy: must be a list of at most 256 entries"
        CHECK ("policy" IS NULL OR CASE WHEN json_valid("policy") THEN json_type("policy") = 'array' ELSE 0 END),
    PRIMARY KEY ("tenant", "name"),
    FOREIGN KEY ("tenant") REFERENCES "tenant" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- database: a PostgreSQL database of a tenant.
CREATE TABLE "database" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "database tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "environment" TEXT NOT NULL
        CONSTRAINT "database environment: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("environment" AS BLOB)) <= 16 AND "environment" GLOB '[a-z]*' AND "environment" NOT GLOB '*[^a-z0-9-]*' AND "environment" NOT GLOB '*-' AND "environment" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "database name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "class" TEXT
        CONSTRAINT "database class: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("class" AS BLOB)) <= 40 AND "class" GLOB '?*' AND "class" NOT GLOB '*[^ -~]*'),
    "storage" INTEGER
        CONSTRAINT "database storage: must be 20 to 65536 GiB"
        CHECK ("storage" BETWEEN 20 AND 65536),
    "max_storage" INTEGER
        CONSTRAINT "database max_storage: must be 20 to 65536 GiB"
        CHECK ("max_storage" BETWEEN 20 AND 65536),
    "multi_az" INTEGER
        CONSTRAINT "database multi_az: must be true or false"
        CHECK ("multi_az" IN (0, 1)),
    "backup_days" INTEGER
        CONSTRAINT "database backup_days: must be 0 to 35 days"
        CHECK ("backup_days" BETWEEN 0 AND 35),
    "version" TEXT
        CONSTRAINT "database version: must be a version of one to three numbers, of at most 10 bytes"
        CHECK (length(CAST("version" AS BLOB)) <= 10 AND "version" GLOB '?*' AND "version" NOT GLOB '*[^ -~]*'),
    PRIMARY KEY ("tenant", "environment", "name"),
    FOREIGN KEY ("tenant", "environment") REFERENCES "placement" ("tenant", "environment") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- cache: a Redis cache of a tenant.
CREATE TABLE "cache" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "cache tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "environment" TEXT NOT NULL
        CONSTRAINT "cache environment: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("environment" AS BLOB)) <= 16 AND "environment" GLOB '[a-z]*' AND "environment" NOT GLOB '*[^a-z0-9-]*' AND "environment" NOT GLOB '*-' AND "environment" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "cache name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "node_type" TEXT
        CONSTRAINT "cache node_type: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("node_type" AS BLOB)) <= 40 AND "node_type" GLOB '?*' AND "node_type" NOT GLOB '*[^ -~]*'),
    "replicas" INTEGER
        CONSTRAINT "cache replicas: must be 0 to 5 nodes"
        CHECK ("replicas" BETWEEN 0 AND 5),
    "version" TEXT
        CONSTRAINT "cache version: must be a version of one to three numbers, of at most 10 bytes"
        CHECK (length(CAST("version" AS BLOB)) <= 10 AND "version" GLOB '?*' AND "version" NOT GLOB '*[^ -~]*'),
    PRIMARY KEY ("tenant", "environment", "name"),
    FOREIGN KEY ("tenant", "environment") REFERENCES "placement" ("tenant", "environment") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- secret: the name of a credential in Secrets Manager.
CREATE TABLE "secret" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "secret tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "secret name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 40 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 40 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "variable" TEXT
        CONSTRAINT "secret variable: must be the name of an environment variable, of at most 64 bytes"
        CHECK (length(CAST("variable" AS BLOB)) <= 64 AND "variable" GLOB '?*' AND "variable" NOT GLOB '*[^ -~]*'),
    "summary" TEXT
        CONSTRAINT "secret summary: must be UTF-8 text without control characters, of at most 256 bytes"
        CHECK (length(CAST("summary" AS BLOB)) <= 256 AND instr("summary", char(0)) = 0),
    "generated" INTEGER
        CONSTRAINT "secret generated: must be true or false"
        CHECK ("generated" IN (0, 1)),
    PRIMARY KEY ("tenant", "name"),
    FOREIGN KEY ("tenant") REFERENCES "tenant" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- route: what the load balancer sends to a service.
CREATE TABLE "route" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "route tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "service" TEXT NOT NULL
        CONSTRAINT "route service: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("service" AS BLOB)) <= 20 AND "service" GLOB '[a-z]*' AND "service" NOT GLOB '*[^a-z0-9-]*' AND "service" NOT GLOB '*-' AND "service" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "route name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "host" TEXT
        CONSTRAINT "route host: must be a DNS name in lower case, of at most 253 bytes"
        CHECK (length(CAST("host" AS BLOB)) <= 253 AND "host" GLOB '?*' AND "host" NOT GLOB '*[^ -~]*'),
    "subdomain" TEXT
        CONSTRAINT "route subdomain: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 40 bytes"
        CHECK (length(CAST("subdomain" AS BLOB)) <= 40 AND "subdomain" GLOB '[a-z]*' AND "subdomain" NOT GLOB '*[^a-z0-9-]*' AND "subdomain" NOT GLOB '*-' AND "subdomain" NOT GLOB '*--*'),
    "path" TEXT
        CONSTRAINT "route path: must be a path pattern that starts with '/', of at most 128 bytes"
        CHECK (length(CAST("path" AS BLOB)) <= 128 AND "path" GLOB '?*' AND "path" NOT GLOB '*[^ -~]*'),
    "headers" TEXT
        CONSTRAINT "route headers: must be a map of at most 256 entries"
        CHECK ("headers" IS NULL OR CASE WHEN json_valid("headers") THEN json_type("headers") = 'object' ELSE 0 END),
    "priority" INTEGER
        CONSTRAINT "route priority: must be 1 to 50000"
        CHECK ("priority" BETWEEN 1 AND 50000),
    PRIMARY KEY ("tenant", "service", "name"),
    FOREIGN KEY ("tenant", "service") REFERENCES "service" ("tenant", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- schedule: when a scheduled service runs.
CREATE TABLE "schedule" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "schedule tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "service" TEXT NOT NULL
        CONSTRAINT "schedule service: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("service" AS BLOB)) <= 20 AND "service" GLOB '[a-z]*' AND "service" NOT GLOB '*[^a-z0-9-]*' AND "service" NOT GLOB '*-' AND "service" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "schedule name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "expression" TEXT NOT NULL
        CONSTRAINT "schedule expression: must be a cron(…), rate(…) or at(…) expression, of at most 256 bytes"
        CHECK (length(CAST("expression" AS BLOB)) <= 256 AND "expression" GLOB '?*' AND "expression" NOT GLOB '*[^ -~]*'),
    "timezone" TEXT
        CONSTRAINT "schedule timezone: must be a time zone, of at most 64 bytes"
        CHECK (length(CAST("timezone" AS BLOB)) <= 64 AND "timezone" GLOB '?*' AND "timezone" NOT GLOB '*[^ -~]*'),
    "enabled" INTEGER
        CONSTRAINT "schedule enabled: must be true or false"
        CHECK ("enabled" IN (0, 1)),
    "command" TEXT
        CONSTRAINT "schedule command: must be a list of at most 256 entries"
        CHECK ("command" IS NULL OR CASE WHEN json_valid("command") THEN json_type("command") = 'array' ELSE 0 END),
    "retries" INTEGER
        CONSTRAINT "schedule retries: must be 0 to 185"
        CHECK ("retries" BETWEEN 0 AND 185),
    PRIMARY KEY ("tenant", "service", "name"),
    FOREIGN KEY ("tenant", "service") REFERENCES "service" ("tenant", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- volume: a directory on EFS that a service mounts.
CREATE TABLE "volume" (
    "tenant" TEXT NOT NULL
        CONSTRAINT "volume tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "service" TEXT NOT NULL
        CONSTRAINT "volume service: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("service" AS BLOB)) <= 20 AND "service" GLOB '[a-z]*' AND "service" NOT GLOB '*[^a-z0-9-]*' AND "service" NOT GLOB '*-' AND "service" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "volume name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "path" TEXT NOT NULL
        CONSTRAINT "volume path: must be an absolute path without '.' and '..' parts, of at most 512 bytes"
        CHECK (length(CAST("path" AS BLOB)) <= 512 AND "path" GLOB '?*' AND "path" NOT GLOB '*[^ -~]*'),
    "read_only" INTEGER
        CONSTRAINT "volume read_only: must be true or false"
        CHECK ("read_only" IN (0, 1)),
    "backup" INTEGER
        CONSTRAINT "volume backup: must be true or false"
        CHECK ("backup" IN (0, 1)),
    PRIMARY KEY ("tenant", "service", "name"),
    FOREIGN KEY ("tenant", "service") REFERENCES "service" ("tenant", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- GPU pool: EC2 instances with GPUs.
CREATE TABLE "gpu_pool" (
    "environment" TEXT NOT NULL
        CONSTRAINT "GPU pool environment: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("environment" AS BLOB)) <= 16 AND "environment" GLOB '[a-z]*' AND "environment" NOT GLOB '*[^a-z0-9-]*' AND "environment" NOT GLOB '*-' AND "environment" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "GPU pool name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 20 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "tenant" TEXT
        CONSTRAINT "GPU pool tenant: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("tenant" AS BLOB)) <= 24 AND "tenant" GLOB '[a-z]*' AND "tenant" NOT GLOB '*[^a-z0-9-]*' AND "tenant" NOT GLOB '*-' AND "tenant" NOT GLOB '*--*'),
    "instance_type" TEXT NOT NULL
        CONSTRAINT "GPU pool instance_type: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("instance_type" AS BLOB)) <= 40 AND "instance_type" GLOB '?*' AND "instance_type" NOT GLOB '*[^ -~]*'),
    "min" INTEGER
        CONSTRAINT "GPU pool min: must be 0 to 1000 instances"
        CHECK ("min" BETWEEN 0 AND 1000),
    "max" INTEGER NOT NULL
        CONSTRAINT "GPU pool max: must be 1 to 1000 instances"
        CHECK ("max" BETWEEN 1 AND 1000),
    "spot" INTEGER
        CONSTRAINT "GPU pool spot: must be true or false"
        CHECK ("spot" IN (0, 1)),
    "disk" INTEGER
        CONSTRAINT "GPU pool disk: must be 30 to 16384 GiB"
        CHECK ("disk" BETWEEN 30 AND 16384),
    PRIMARY KEY ("environment", "name"),
    FOREIGN KEY ("environment") REFERENCES "environment" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY ("tenant") REFERENCES "tenant" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX "gpu_pool_tenant" ON "gpu_pool" ("tenant");

-- runner cluster: the EKS cluster that runs CI and nothing else.
CREATE TABLE "runner_cluster" (
    "environment" TEXT NOT NULL
        CONSTRAINT "runner cluster environment: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("environment" AS BLOB)) <= 16 AND "environment" GLOB '[a-z]*' AND "environment" NOT GLOB '*[^a-z0-9-]*' AND "environment" NOT GLOB '*-' AND "environment" NOT GLOB '*--*'),
    "name" TEXT NOT NULL
        CONSTRAINT "runner cluster name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 32 bytes"
        CHECK (length(CAST("name" AS BLOB)) <= 32 AND "name" GLOB '[a-z]*' AND "name" NOT GLOB '*[^a-z0-9-]*' AND "name" NOT GLOB '*-' AND "name" NOT GLOB '*--*'),
    "version" TEXT
        CONSTRAINT "runner cluster version: must be a version of one to three numbers, of at most 10 bytes"
        CHECK (length(CAST("version" AS BLOB)) <= 10 AND "version" GLOB '?*' AND "version" NOT GLOB '*[^ -~]*'),
    "public_endpoint" INTEGER
        CONSTRAINT "runner cluster public_endpoint: must be true or false"
        CHECK ("public_endpoint" IN (0, 1)),
    "public_cidrs" TEXT
        CONSTRAINT "runner cluster public_cidrs: must be a list of at most 256 entries"
        CHECK ("public_cidrs" IS NULL OR CASE WHEN json_valid("public_cidrs") THEN json_type("public_cidrs") = 'array' ELSE 0 END),
    "system_instance_type" TEXT
        CONSTRAINT "runner cluster system_instance_type: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("system_instance_type" AS BLOB)) <= 40 AND "system_instance_type" GLOB '?*' AND "system_instance_type" NOT GLOB '*[^ -~]*'),
    "system_count" INTEGER
        CONSTRAINT "runner cluster system_count: must be 1 to 10 nodes"
        CHECK ("system_count" BETWEEN 1 AND 10),
    "runner_instance_type" TEXT
        CONSTRAINT "runner cluster runner_instance_type: must be an instance type, of at most 40 bytes"
        CHECK (length(CAST("runner_instance_type" AS BLOB)) <= 40 AND "runner_instance_type" GLOB '?*' AND "runner_instance_type" NOT GLOB '*[^ -~]*'),
    "runner_min" INTEGER
        CONSTRAINT "runner cluster runner_min: must be 0 to 100 nodes"
        CHECK ("runner_min" BETWEEN 0 AND 100),
    "runner_max" INTEGER
        CONSTRAINT "runner cluster runner_max: must be 1 to 100 nodes"
        CHECK ("runner_max" BETWEEN 1 AND 100),
    "github_url" TEXT
        CONSTRAINT "runner cluster github_url: must be UTF-8 text without control characters, of at most 256 bytes"
        CHECK (length(CAST("github_url" AS BLOB)) <= 256 AND instr("github_url", char(0)) = 0),
    PRIMARY KEY ("environment", "name"),
    FOREIGN KEY ("environment") REFERENCES "environment" ("name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- There is one platform.
CREATE UNIQUE INDEX "platform_single" ON "platform" ((1));
