-- drop index `ix_Visit_created_at` of `Visit`
DROP INDEX "ix_Visit_created_at";

-- drop column `Visit`.`created_at`
ALTER TABLE "Visit" DROP COLUMN "created_at";

-- drop column `Visit`.`updated_at`
ALTER TABLE "Visit" DROP COLUMN "updated_at";
