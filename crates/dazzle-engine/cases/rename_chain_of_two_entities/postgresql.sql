-- rename table `Beta` to `Gamma`
ALTER TABLE "Beta" RENAME TO "Gamma";
ALTER SEQUENCE IF EXISTS "Beta_id_seq" RENAME TO "Gamma_id_seq";

-- rename table `Alpha` to `Beta`
ALTER TABLE "Alpha" RENAME TO "Beta";
ALTER SEQUENCE IF EXISTS "Alpha_id_seq" RENAME TO "Beta_id_seq";

-- rename constraint `pk_Beta` of `Gamma` to `pk_Gamma`
ALTER TABLE "Gamma" RENAME CONSTRAINT "pk_Beta" TO "pk_Gamma";

-- rename constraint `pk_Alpha` of `Beta` to `pk_Beta`
ALTER TABLE "Beta" RENAME CONSTRAINT "pk_Alpha" TO "pk_Beta";
