-- Budgets, and the watching of accounts.

ALTER TABLE "environment" ADD COLUMN
    "budget" INTEGER
        CONSTRAINT "environment budget: must be 1 to 10000000 USD"
        CHECK ("budget" BETWEEN 1 AND 10000000);
ALTER TABLE "environment" ADD COLUMN
    "hardening" INTEGER
        CONSTRAINT "environment hardening: must be true or false"
        CHECK ("hardening" IN (0, 1));
ALTER TABLE "placement" ADD COLUMN
    "budget" INTEGER
        CONSTRAINT "placement budget: must be 1 to 10000000 USD"
        CHECK ("budget" BETWEEN 1 AND 10000000);

-- Few tenants have an account of their own: found without a look at all others.
CREATE INDEX "placement_account" ON "placement" ("environment", "tenant") WHERE "account_id" IS NOT NULL;
