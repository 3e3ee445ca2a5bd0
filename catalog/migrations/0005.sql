-- Version 5: routes are spread over load balancers.

ALTER TABLE "route" ADD COLUMN
    "load_balancer" INTEGER
        CONSTRAINT "route load_balancer: must be 1 to 1000"
        CHECK ("load_balancer" BETWEEN 1 AND 1000);
ALTER TABLE "environment" ADD COLUMN
    "load_balancer_rules" INTEGER
        CONSTRAINT "environment load_balancer_rules: must be 10 to 1000 rules"
        CHECK ("load_balancer_rules" BETWEEN 10 AND 1000);

-- Up to now there was one.
UPDATE "route" SET "load_balancer" = 1
WHERE "tenant" IN (SELECT "name" FROM "tenant" WHERE "isolation" <> 'silo');

-- Who is on a load balancer, and which there are.
CREATE INDEX "route_load_balancer" ON "route" ("load_balancer");
