-- drop index `ix_Bill_about_type_about_id` of `Bill`
DROP INDEX "ix_Bill_about_type_about_id";

-- drop index `ix_Bill_total_minor` of `Bill`
DROP INDEX "ix_Bill_total_minor";

-- drop check `ck_Bill_about_type` of `Bill`
ALTER TABLE "Bill" DROP CONSTRAINT "ck_Bill_about_type";

-- drop column `Bill`.`total_minor`
ALTER TABLE "Bill" DROP COLUMN "total_minor";

-- drop column `Bill`.`total_currency`
ALTER TABLE "Bill" DROP COLUMN "total_currency";

-- drop column `Bill`.`about_type`
ALTER TABLE "Bill" DROP COLUMN "about_type";

-- drop column `Bill`.`about_id`
ALTER TABLE "Bill" DROP COLUMN "about_id";
