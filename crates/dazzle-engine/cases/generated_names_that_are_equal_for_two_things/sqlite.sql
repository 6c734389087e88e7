-- drop check `ck_A_b_e` of `A`
CREATE TABLE "A__new" (
    "id" CHAR(36) NOT NULL,
    "b_c" INTEGER,
    "b_d" CHAR(36),
    "b_e" TEXT,
    CONSTRAINT "pk_A" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_b_d" FOREIGN KEY ("b_d") REFERENCES "A" ("id")
);
INSERT INTO "A__new" (rowid, "id", "b_c", "b_d", "b_e") SELECT rowid, "id", "b_c", "b_d", "b_e" FROM "A";
DROP TABLE "A";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "A__new" RENAME TO "A";
PRAGMA legacy_alter_table = OFF;

-- drop check `ck_A_b_e_916cf7e6` of `A_b`
CREATE TABLE "A_b__new" (
    "id" CHAR(36) NOT NULL,
    "c" INTEGER,
    "d" CHAR(36),
    "e" TEXT,
    CONSTRAINT "pk_A_b" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_b_d_69aed70d" FOREIGN KEY ("d") REFERENCES "A" ("id")
);
INSERT INTO "A_b__new" (rowid, "id", "c", "d", "e") SELECT rowid, "id", "c", "d", "e" FROM "A_b";
DROP TABLE "A_b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "A_b__new" RENAME TO "A_b";
PRAGMA legacy_alter_table = OFF;

-- create table `ix_A_b_c` (2 columns)
CREATE TABLE "ix_A_b_c" (
    "id" CHAR(36) NOT NULL,
    "c" INTEGER,
    CONSTRAINT "pk_ix_A_b_c" PRIMARY KEY ("id")
);
CREATE INDEX "ix_ix_A_b_c_c" ON "ix_A_b_c" ("c");

-- bring data in order: A.b_c becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "A" WHERE "b_c" IN (SELECT "b_c" FROM "A" GROUP BY "b_c" HAVING count(*) > 1) = 0

-- add unique constraint `uq_A_b_c` to `A`; add check `ck_A_b_e` to `A`; create index `ix_A_b_c_70bd31fa` on `A`
--   stops at rows of `A` that are equal in the key of unique constraint `uq_A_b_c`
--   stops at rows of `A` that break the check `ck_A_b_e`
CREATE TABLE "A__new" (
    "id" CHAR(36) NOT NULL,
    "b_c" INTEGER,
    "b_d" CHAR(36),
    "b_e" TEXT,
    CONSTRAINT "pk_A" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_b_d" FOREIGN KEY ("b_d") REFERENCES "A" ("id"),
    CONSTRAINT "uq_A_b_c" UNIQUE ("b_c"),
    CONSTRAINT "ck_A_b_e" CHECK ("b_e" IN ('x', 'y', 'z'))
);
INSERT INTO "A__new" (rowid, "id", "b_c", "b_d", "b_e") SELECT rowid, "id", "b_c", "b_d", "b_e" FROM "A";
DROP TABLE "A";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "A__new" RENAME TO "A";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_A_b_c_70bd31fa" ON "A" ("b_c");

-- bring data in order: A_b.c becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "A_b" WHERE "c" IN (SELECT "c" FROM "A_b" GROUP BY "c" HAVING count(*) > 1) = 0

-- add unique constraint `uq_A_b_c_eed17a64` to `A_b`; add check `ck_A_b_e_916cf7e6` to `A_b`; create index `ix_A_b_c_72bff849` on `A_b`
--   stops at rows of `A_b` that are equal in the key of unique constraint `uq_A_b_c_eed17a64`
--   stops at rows of `A_b` that break the check `ck_A_b_e_916cf7e6`
CREATE TABLE "A_b__new" (
    "id" CHAR(36) NOT NULL,
    "c" INTEGER,
    "d" CHAR(36),
    "e" TEXT,
    CONSTRAINT "pk_A_b" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_b_d_69aed70d" FOREIGN KEY ("d") REFERENCES "A" ("id"),
    CONSTRAINT "uq_A_b_c_eed17a64" UNIQUE ("c"),
    CONSTRAINT "ck_A_b_e_916cf7e6" CHECK ("e" IN ('x', 'y', 'z'))
);
INSERT INTO "A_b__new" (rowid, "id", "c", "d", "e") SELECT rowid, "id", "c", "d", "e" FROM "A_b";
DROP TABLE "A_b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "A_b__new" RENAME TO "A_b";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_A_b_c_72bff849" ON "A_b" ("c");
