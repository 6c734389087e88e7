-- drop check `ck_Case_price` of `Case`; change column `Case`.`name`: type varchar(20) to text; change column `Case`.`nick`: type varchar(20) to varchar(40); change column `Case`.`price`: type decimal(6,2) to decimal(10,2); add check `ck_Case_price` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_price`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "name" TEXT NOT NULL DEFAULT 'none',
    "nick" VARCHAR(40),
    "price" NUMERIC(10,2),
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_inv1" CHECK ("name" IS NOT "nick"),
    CONSTRAINT "ck_Case_price" CHECK (COALESCE("price" >= 0.50, TRUE))
);
INSERT INTO "Case__new" (rowid, "id", "name", "nick", "price") SELECT rowid, "id", "name", "nick", "price" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
