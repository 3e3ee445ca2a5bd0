-- Version 2: cells.

ALTER TABLE "platform" ADD COLUMN
    "cell_size" INTEGER
        CONSTRAINT "platform cell_size: must be 1 to 100 tenants"
        CHECK ("cell_size" BETWEEN 1 AND 100);

-- Who is in which cell is asked at commits and before generations.
DROP INDEX "tenant_isolation";
CREATE INDEX "tenant_isolation" ON "tenant" ("isolation", "cell");
