-- drop check `ck_A_b_e` of `A`
ALTER TABLE "A" DROP CONSTRAINT "ck_A_b_e";

-- drop check `ck_A_b_e_916cf7e6` of `A_b`
ALTER TABLE "A_b" DROP CONSTRAINT "ck_A_b_e_916cf7e6";

-- create table `ix_A_b_c` (2 columns)
CREATE TABLE "ix_A_b_c" (
    "id" uuid NOT NULL,
    "c" integer,
    CONSTRAINT "pk_ix_A_b_c" PRIMARY KEY ("id")
);
CREATE INDEX "ix_ix_A_b_c_c" ON "ix_A_b_c" ("c");

-- bring data in order: A.b_c becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "A" WHERE "b_c" IN (SELECT "b_c" FROM "A" GROUP BY "b_c" HAVING count(*) > 1) = 0

-- add unique constraint `uq_A_b_c` to `A`
--   stops at rows of `A` that are equal in the key of unique constraint `uq_A_b_c`
ALTER TABLE "A" ADD CONSTRAINT "uq_A_b_c" UNIQUE ("b_c");

-- add check `ck_A_b_e` to `A`
--   stops at rows of `A` that break the check `ck_A_b_e`
ALTER TABLE "A" ADD CONSTRAINT "ck_A_b_e" CHECK ("b_e" IN ('x', 'y', 'z'));

-- create index `ix_A_b_c_70bd31fa` on `A`
CREATE INDEX "ix_A_b_c_70bd31fa" ON "A" ("b_c");

-- bring data in order: A_b.c becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "A_b" WHERE "c" IN (SELECT "c" FROM "A_b" GROUP BY "c" HAVING count(*) > 1) = 0

-- add unique constraint `uq_A_b_c_eed17a64` to `A_b`
--   stops at rows of `A_b` that are equal in the key of unique constraint `uq_A_b_c_eed17a64`
ALTER TABLE "A_b" ADD CONSTRAINT "uq_A_b_c_eed17a64" UNIQUE ("c");

-- add check `ck_A_b_e_916cf7e6` to `A_b`
--   stops at rows of `A_b` that break the check `ck_A_b_e_916cf7e6`
ALTER TABLE "A_b" ADD CONSTRAINT "ck_A_b_e_916cf7e6" CHECK ("e" IN ('x', 'y', 'z'));

-- create index `ix_A_b_c_72bff849` on `A_b`
CREATE INDEX "ix_A_b_c_72bff849" ON "A_b" ("c");
