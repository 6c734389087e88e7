-- rename table `Alpha` to `dazzle_moving_Alpha`
ALTER TABLE "Alpha" RENAME TO "dazzle_moving_Alpha";

-- rename table `Beta` to `Alpha`
ALTER TABLE "Beta" RENAME TO "Alpha";

-- rename table `dazzle_moving_Alpha` to `Beta`
ALTER TABLE "dazzle_moving_Alpha" RENAME TO "Beta";

-- rename constraint `uq_Beta_title` of `Alpha` to `uq_Alpha_title`
ALTER TABLE "Alpha" RENAME CONSTRAINT "uq_Beta_title" TO "uq_Alpha_title";

-- rename constraint `pk_Alpha` of `Beta` to `dazzle_moving_pk_Alpha`
ALTER TABLE "Beta" RENAME CONSTRAINT "pk_Alpha" TO "dazzle_moving_pk_Alpha";

-- rename constraint `pk_Beta` of `Alpha` to `pk_Alpha`
ALTER TABLE "Alpha" RENAME CONSTRAINT "pk_Beta" TO "pk_Alpha";

-- rename constraint `dazzle_moving_pk_Alpha` of `Beta` to `pk_Beta`
ALTER TABLE "Beta" RENAME CONSTRAINT "dazzle_moving_pk_Alpha" TO "pk_Beta";
