-- Version 7: names in AWS, former names, and states.

-- Renamed rows keep their names in AWS and lead the old addresses to the new ones; a tenant has a state in each
-- environment, and one more: its stack destroys what is left.

ALTER TABLE "platform" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "platform physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 16 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "environment" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "environment physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 16 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 16 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "tenant" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "tenant physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 24 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 24 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "placement" ADD COLUMN
    "state" TEXT
        CONSTRAINT "placement state: must be active, suspended, offboarding or offboarded"
        CHECK ("state" IN ('active', 'suspended', 'offboarding', 'offboarded'));

ALTER TABLE "service" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "service physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "service" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "service former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "database" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "database physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "database" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "database former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "cache" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "cache physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "cache" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "cache former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "secret" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "secret physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 40 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 40 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "secret" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "secret former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "route" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "route former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "schedule" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "schedule physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "schedule" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "schedule former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "volume" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "volume physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "gpu_pool" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "GPU pool physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 20 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 20 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

ALTER TABLE "gpu_pool" ADD COLUMN
    "former_names" TEXT
        CONSTRAINT "GPU pool former_names: must be a list of at most 256 entries"
        CHECK ("former_names" IS NULL OR CASE WHEN json_valid("former_names") THEN json_type("former_names") = 'array' ELSE 0 END);

ALTER TABLE "runner_cluster" ADD COLUMN
    "physical_name" TEXT
        CONSTRAINT "runner cluster physical_name: must be a name: lower-case letters, digits and single '-', a letter first, no '-' last, of at most 32 bytes"
        CHECK (length(CAST("physical_name" AS BLOB)) <= 32 AND "physical_name" GLOB '[a-z]*' AND "physical_name" NOT GLOB '*[^a-z0-9-]*' AND "physical_name" NOT GLOB '*-' AND "physical_name" NOT GLOB '*--*');

-- What was allowed still is, so that the rows stay as they are and only the wording of the constraint changes.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'must be active, suspended or offboarding', 'must be active, suspended, offboarding or offboarded'),
    'IN (''active'', ''suspended'', ''offboarding'')', 'IN (''active'', ''suspended'', ''offboarding'', ''offboarded'')')
    WHERE type = 'table' AND name = 'tenant';
PRAGMA writable_schema = RESET;

-- Two tenants must not have one name in AWS: few have one of their own.
CREATE INDEX "tenant_physical_name" ON "tenant" ("physical_name") WHERE "physical_name" IS NOT NULL;
