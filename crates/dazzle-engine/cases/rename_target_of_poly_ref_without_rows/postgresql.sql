-- rename table `Invoice` to `Bill`
ALTER TABLE "Invoice" RENAME TO "Bill";

-- drop check `ck_Note_about_type` of `Note`
ALTER TABLE "Note" DROP CONSTRAINT "ck_Note_about_type";

-- rename constraint `pk_Invoice` of `Bill` to `pk_Bill`
ALTER TABLE "Bill" RENAME CONSTRAINT "pk_Invoice" TO "pk_Bill";

-- run SQL: Note.about_type: `Invoice` becomes `Bill`
UPDATE "Note" SET "about_type" = 'Bill' WHERE "about_type" = 'Invoice';

-- add check `ck_Note_about_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
ALTER TABLE "Note" ADD CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Bill', 'Note'));
