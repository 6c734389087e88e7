-- rename column `Line`.`a` to `dazzle_moving_a`
ALTER TABLE "Line" RENAME COLUMN "a" TO "dazzle_moving_a";

-- rename column `Line`.`c` to `a`
ALTER TABLE "Line" RENAME COLUMN "c" TO "a";

-- rename column `Line`.`b` to `c`
ALTER TABLE "Line" RENAME COLUMN "b" TO "c";

-- rename column `Line`.`dazzle_moving_a` to `b`
ALTER TABLE "Line" RENAME COLUMN "dazzle_moving_a" TO "b";

-- rename index `ix_Line_c` of `Line` to `ix_Line_a`; rename constraint `uq_Line_a_b` of `Line` to `uq_Line_b_c`
CREATE TABLE "Line__new" (
    "id" CHAR(36) NOT NULL,
    "b" VARCHAR(20),
    "c" VARCHAR(20),
    "a" VARCHAR(20),
    CONSTRAINT "pk_Line" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Line_b_c" UNIQUE ("b", "c")
);
INSERT INTO "Line__new" (rowid, "id", "b", "c", "a") SELECT rowid, "id", "b", "c", "a" FROM "Line";
DROP TABLE "Line";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Line__new" RENAME TO "Line";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Line_a" ON "Line" ("a");
