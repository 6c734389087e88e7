-- bring data in order: Bill.about_type with about_id becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Bill" WHERE ("about_type", "about_id") IN (SELECT "about_type", "about_id" FROM "Bill" GROUP BY "about_type", "about_id" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Bill_about_type_about_id` to `Bill`; create index `ix_Bill_created_at` on `Bill`; create index `ix_Bill_total_minor` on `Bill`
--   stops at rows of `Bill` that are equal in the key of unique constraint `uq_Bill_about_type_about_id`
CREATE TABLE "Bill__new" (
    "created_at" DATETIME,
    "id" CHAR(36) NOT NULL,
    "total_minor" BIGINT,
    "total_currency" VARCHAR(3) DEFAULT 'EUR',
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Bill" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Bill_about_type" CHECK ("about_type" IN ('Bill', 'Note')),
    CONSTRAINT "uq_Bill_about_type_about_id" UNIQUE ("about_type", "about_id")
);
INSERT INTO "Bill__new" (rowid, "created_at", "id", "total_minor", "total_currency", "about_type", "about_id") SELECT rowid, "created_at", "id", "total_minor", "total_currency", "about_type", "about_id" FROM "Bill";
DROP TABLE "Bill";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Bill__new" RENAME TO "Bill";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Bill_created_at" ON "Bill" ("created_at");
CREATE INDEX "ix_Bill_total_minor" ON "Bill" ("total_minor");
