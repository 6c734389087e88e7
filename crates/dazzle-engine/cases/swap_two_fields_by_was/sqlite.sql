-- rename column `Line`.`a` to `dazzle_moving_a`
ALTER TABLE "Line" RENAME COLUMN "a" TO "dazzle_moving_a";

-- rename column `Line`.`b` to `a`
ALTER TABLE "Line" RENAME COLUMN "b" TO "a";

-- rename column `Line`.`dazzle_moving_a` to `b`
ALTER TABLE "Line" RENAME COLUMN "dazzle_moving_a" TO "b";

-- rename constraint `uq_Line_a` of `Line` to `uq_Line_b`
CREATE TABLE "Line__new" (
    "id" CHAR(36) NOT NULL,
    "b" VARCHAR(20),
    "a" TEXT,
    CONSTRAINT "pk_Line" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Line_b" UNIQUE ("b")
);
INSERT INTO "Line__new" (rowid, "id", "b", "a") SELECT rowid, "id", "b", "a" FROM "Line";
DROP TABLE "Line";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Line__new" RENAME TO "Line";
PRAGMA legacy_alter_table = OFF;
