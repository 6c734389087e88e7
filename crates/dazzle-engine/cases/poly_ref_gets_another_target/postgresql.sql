-- drop check `ck_Note_about_type` of `Note`
ALTER TABLE "Note" DROP CONSTRAINT "ck_Note_about_type";

-- create table `Receipt` (1 column)
CREATE TABLE "Receipt" (
    "id" uuid NOT NULL,
    CONSTRAINT "pk_Receipt" PRIMARY KEY ("id")
);

-- add check `ck_Note_about_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
ALTER TABLE "Note" ADD CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Invoice', 'Receipt', 'Note'));
