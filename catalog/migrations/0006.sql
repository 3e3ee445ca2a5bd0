-- Version 6: the EKS option.

ALTER TABLE "environment" ADD COLUMN
    "kubernetes_option" INTEGER
        CONSTRAINT "environment kubernetes_option: must be true or false"
        CHECK ("kubernetes_option" IN (0, 1));
