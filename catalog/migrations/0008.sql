-- Version 8: the repository on GitHub that the output is in, and who makes the bucket of the states.

ALTER TABLE "platform" ADD COLUMN
    "state_managed" INTEGER
        CONSTRAINT "platform state_managed: must be true or false"
        CHECK ("state_managed" IN (0, 1));

ALTER TABLE "platform" ADD COLUMN
    "github_repository" TEXT
        CONSTRAINT "platform github_repository: must be a GitHub repository, of at most 140 bytes"
        CHECK (length(CAST("github_repository" AS BLOB)) <= 140 AND "github_repository" GLOB '?*' AND "github_repository" NOT GLOB '*[^ -~]*');

ALTER TABLE "platform" ADD COLUMN
    "github_branch" TEXT
        CONSTRAINT "platform github_branch: must be a name of letters, digits, '.', '_', '-' and '/', of at most 200 bytes"
        CHECK (length(CAST("github_branch" AS BLOB)) <= 200 AND "github_branch" GLOB '?*' AND "github_branch" NOT GLOB '*[^ -~]*');

ALTER TABLE "platform" ADD COLUMN
    "github_runner" TEXT
        CONSTRAINT "platform github_runner: must be a name of letters, digits, '.', '_', '-' and '/', of at most 100 bytes"
        CHECK (length(CAST("github_runner" AS BLOB)) <= 100 AND "github_runner" GLOB '?*' AND "github_runner" NOT GLOB '*[^ -~]*');

ALTER TABLE "platform" ADD COLUMN
    "github_tool" TEXT
        CONSTRAINT "platform github_tool: must be an https address with the file's checksum, of at most 2048 bytes"
        CHECK (length(CAST("github_tool" AS BLOB)) <= 2048 AND "github_tool" GLOB '?*' AND "github_tool" NOT GLOB '*[^ -~]*');
