-- drop index `ix_Bill_about_type_about_id` of `Bill`; drop index `ix_Bill_total_minor` of `Bill`; drop check `ck_Bill_about_type` of `Bill`; drop column `Bill`.`total_minor`; drop column `Bill`.`total_currency`; drop column `Bill`.`about_type`; drop column `Bill`.`about_id`
CREATE TABLE "Bill__new" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Bill" PRIMARY KEY ("id")
);
INSERT INTO "Bill__new" (rowid, "id") SELECT rowid, "id" FROM "Bill";
DROP TABLE "Bill";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Bill__new" RENAME TO "Bill";
PRAGMA legacy_alter_table = OFF;
