-- rename table `groesse_2` to `groesse_3`
ALTER TABLE "groesse_2" RENAME TO "groesse_3";

-- rename column `Größe`.`dueDate` to `DueOn`
ALTER TABLE "Größe" RENAME COLUMN "dueDate" TO "DueOn";

-- rename column `groesse_3`.`Größe` to `größe`
ALTER TABLE "groesse_3" RENAME COLUMN "Größe" TO "größe";

-- rename constraint `fk_groesse_2_Größe` of `groesse_3` to `fk_groesse_3_größe`
ALTER TABLE "groesse_3" RENAME CONSTRAINT "fk_groesse_2_Größe" TO "fk_groesse_3_größe";

-- rename index `ix_Größe_dueDate` of `Größe` to `ix_Größe_DueOn`
ALTER INDEX "ix_Größe_dueDate" RENAME TO "ix_Größe_DueOn";

-- rename constraint `pk_groesse_2` of `groesse_3` to `pk_groesse_3`
ALTER TABLE "groesse_3" RENAME CONSTRAINT "pk_groesse_2" TO "pk_groesse_3";

-- add column `Größe`.`Żółć` text
ALTER TABLE "Größe" ADD COLUMN "Żółć" text DEFAULT 'może';

-- change column `Größe`.`höheÜberNN`: default 0
ALTER TABLE "Größe" ALTER COLUMN "höheÜberNN" SET DEFAULT 0;

-- bring data in order: Größe.höheÜberNN becomes required: rows without a value need one
--   until SELECT count(*) FROM "Größe" WHERE "höheÜberNN" IS NULL = 0

-- change column `Größe`.`höheÜberNN`: required
--   stops at rows of `Größe` without a value for `höheÜberNN`
ALTER TABLE "Größe" ALTER COLUMN "höheÜberNN" SET NOT NULL;

-- change column `Größe`.`名前`: type varchar(20) to varchar(40)
ALTER TABLE "Größe" ALTER COLUMN "名前" TYPE varchar(40);
ANALYZE "Größe" ("名前");

-- add unique constraint `uq_Größe_名前_höheÜberNN` to `Größe`
--   stops at rows of `Größe` that are equal in the key of unique constraint `uq_Größe_名前_höheÜberNN`
ALTER TABLE "Größe" ADD CONSTRAINT "uq_Größe_名前_höheÜberNN" UNIQUE ("名前", "höheÜberNN");

-- add check `ck_Größe_Żółć` to `Größe`
--   stops at rows of `Größe` that break the check `ck_Größe_Żółć`
ALTER TABLE "Größe" ADD CONSTRAINT "ck_Größe_Żółć" CHECK ("Żółć" IN ('tak', 'nie', 'może'));
