-- Runner clusters: runners that wait, who reaches the private API, who administers.
ALTER TABLE "runner_cluster" ADD COLUMN
    "idle_runners" INTEGER
        CONSTRAINT "runner cluster idle_runners: must be 0 to 100 runners"
        CHECK ("idle_runners" BETWEEN 0 AND 100);
ALTER TABLE "runner_cluster" ADD COLUMN
    "private_cidrs" TEXT
        CONSTRAINT "runner cluster private_cidrs: must be a list of at most 256 entries"
        CHECK ("private_cidrs" IS NULL OR CASE WHEN json_valid("private_cidrs") THEN json_type("private_cidrs") = 'array' ELSE 0 END);
ALTER TABLE "runner_cluster" ADD COLUMN
    "admin_roles" TEXT
        CONSTRAINT "runner cluster admin_roles: must be a list of at most 256 entries"
        CHECK ("admin_roles" IS NULL OR CASE WHEN json_valid("admin_roles") THEN json_type("admin_roles") = 'array' ELSE 0 END);
