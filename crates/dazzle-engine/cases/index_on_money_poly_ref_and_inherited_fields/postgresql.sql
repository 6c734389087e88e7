-- bring data in order: Bill.about_type with about_id becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Bill" WHERE ("about_type", "about_id") IN (SELECT "about_type", "about_id" FROM "Bill" GROUP BY "about_type", "about_id" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Bill_about_type_about_id` to `Bill`
--   stops at rows of `Bill` that are equal in the key of unique constraint `uq_Bill_about_type_about_id`
ALTER TABLE "Bill" ADD CONSTRAINT "uq_Bill_about_type_about_id" UNIQUE ("about_type", "about_id");

-- create index `ix_Bill_created_at` on `Bill`
CREATE INDEX "ix_Bill_created_at" ON "Bill" ("created_at");

-- create index `ix_Bill_total_minor` on `Bill`
CREATE INDEX "ix_Bill_total_minor" ON "Bill" ("total_minor");
