-- rename column `Wide`.`s01` to `t01`
ALTER TABLE "Wide" RENAME COLUMN "s01" TO "t01";

-- add column `Wide`.`b40` boolean, required; add column `Wide`.`day` date; change column `Wide`.`t01`: type varchar(20) to varchar(80); change column `Wide`.`s02`: type varchar(20) to text; change column `Wide`.`s04`: default 'none'; change column `Wide`.`i01`: default 1
CREATE TABLE "Wide__new" (
    "id" CHAR(36) NOT NULL,
    "t01" VARCHAR(80),
    "s02" TEXT,
    "s03" VARCHAR(20),
    "s04" VARCHAR(20) DEFAULT 'none',
    "s05" VARCHAR(20),
    "s06" VARCHAR(20),
    "s07" VARCHAR(20),
    "s08" VARCHAR(20),
    "s09" VARCHAR(20),
    "s10" VARCHAR(20),
    "i01" INTEGER DEFAULT 1,
    "i02" INTEGER,
    "i03" INTEGER,
    "i04" INTEGER,
    "i05" INTEGER,
    "i06" INTEGER,
    "i07" INTEGER,
    "i08" INTEGER,
    "i09" INTEGER,
    "i10" INTEGER,
    "d01" NUMERIC(8,2),
    "d02" NUMERIC(8,2),
    "d03" NUMERIC(8,2),
    "d04" NUMERIC(8,2),
    "d05" NUMERIC(8,2),
    "d06" NUMERIC(8,2),
    "d07" NUMERIC(8,2),
    "d08" NUMERIC(8,2),
    "d09" NUMERIC(8,2),
    "d10" NUMERIC(8,2),
    "b01" BOOLEAN,
    "b02" BOOLEAN,
    "b03" BOOLEAN,
    "b04" BOOLEAN,
    "b05" BOOLEAN,
    "b06" BOOLEAN,
    "b07" BOOLEAN,
    "b08" BOOLEAN,
    "b09" BOOLEAN,
    "b10" BOOLEAN,
    "b40" BOOLEAN NOT NULL DEFAULT 1,
    "day" DATE DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Wide" PRIMARY KEY ("id")
);
INSERT INTO "Wide__new" (rowid, "id", "t01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", "i03", "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "d10", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10") SELECT rowid, "id", "t01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", "i03", "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "d10", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10" FROM "Wide";
DROP TABLE "Wide";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Wide__new" RENAME TO "Wide";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Wide.i02 becomes required: rows without a value need one
--   until SELECT count(*) FROM "Wide" WHERE "i02" IS NULL = 0

-- change column `Wide`.`i02`: required; change column `Wide`.`i03`: type integer to varchar(12); change column `Wide`.`d03`: type decimal(8,2) to decimal(12,2); change column `Wide`.`b05`: default false; drop column `Wide`.`s03`; drop column `Wide`.`d10`
--   stops at rows of `Wide` without a value for `i02`
CREATE TABLE "Wide__new" (
    "id" CHAR(36) NOT NULL,
    "t01" VARCHAR(80),
    "s02" TEXT,
    "s04" VARCHAR(20) DEFAULT 'none',
    "s05" VARCHAR(20),
    "s06" VARCHAR(20),
    "s07" VARCHAR(20),
    "s08" VARCHAR(20),
    "s09" VARCHAR(20),
    "s10" VARCHAR(20),
    "i01" INTEGER DEFAULT 1,
    "i02" INTEGER NOT NULL,
    "i03" VARCHAR(12),
    "i04" INTEGER,
    "i05" INTEGER,
    "i06" INTEGER,
    "i07" INTEGER,
    "i08" INTEGER,
    "i09" INTEGER,
    "i10" INTEGER,
    "d01" NUMERIC(8,2),
    "d02" NUMERIC(8,2),
    "d03" NUMERIC(12,2),
    "d04" NUMERIC(8,2),
    "d05" NUMERIC(8,2),
    "d06" NUMERIC(8,2),
    "d07" NUMERIC(8,2),
    "d08" NUMERIC(8,2),
    "d09" NUMERIC(8,2),
    "b01" BOOLEAN,
    "b02" BOOLEAN,
    "b03" BOOLEAN,
    "b04" BOOLEAN,
    "b05" BOOLEAN DEFAULT 0,
    "b06" BOOLEAN,
    "b07" BOOLEAN,
    "b08" BOOLEAN,
    "b09" BOOLEAN,
    "b10" BOOLEAN,
    "b40" BOOLEAN NOT NULL DEFAULT 1,
    "day" DATE DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Wide" PRIMARY KEY ("id")
);
INSERT INTO "Wide__new" (rowid, "id", "t01", "s02", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", "i03", "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10", "b40", "day") SELECT rowid, "id", "t01", "s02", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", CAST("i03" AS TEXT), "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10", "b40", "day" FROM "Wide";
DROP TABLE "Wide";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Wide__new" RENAME TO "Wide";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Wide.t01 with i02 becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Wide" WHERE ("t01", "i02") IN (SELECT "t01", "i02" FROM "Wide" GROUP BY "t01", "i02" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Wide_t01_i02` to `Wide`; create index `ix_Wide_i03_d03` on `Wide`
--   stops at rows of `Wide` that are equal in the key of unique constraint `uq_Wide_t01_i02`
CREATE TABLE "Wide__new" (
    "id" CHAR(36) NOT NULL,
    "t01" VARCHAR(80),
    "s02" TEXT,
    "s04" VARCHAR(20) DEFAULT 'none',
    "s05" VARCHAR(20),
    "s06" VARCHAR(20),
    "s07" VARCHAR(20),
    "s08" VARCHAR(20),
    "s09" VARCHAR(20),
    "s10" VARCHAR(20),
    "i01" INTEGER DEFAULT 1,
    "i02" INTEGER NOT NULL,
    "i03" VARCHAR(12),
    "i04" INTEGER,
    "i05" INTEGER,
    "i06" INTEGER,
    "i07" INTEGER,
    "i08" INTEGER,
    "i09" INTEGER,
    "i10" INTEGER,
    "d01" NUMERIC(8,2),
    "d02" NUMERIC(8,2),
    "d03" NUMERIC(12,2),
    "d04" NUMERIC(8,2),
    "d05" NUMERIC(8,2),
    "d06" NUMERIC(8,2),
    "d07" NUMERIC(8,2),
    "d08" NUMERIC(8,2),
    "d09" NUMERIC(8,2),
    "b01" BOOLEAN,
    "b02" BOOLEAN,
    "b03" BOOLEAN,
    "b04" BOOLEAN,
    "b05" BOOLEAN DEFAULT 0,
    "b06" BOOLEAN,
    "b07" BOOLEAN,
    "b08" BOOLEAN,
    "b09" BOOLEAN,
    "b10" BOOLEAN,
    "b40" BOOLEAN NOT NULL DEFAULT 1,
    "day" DATE DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Wide" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Wide_t01_i02" UNIQUE ("t01", "i02")
);
INSERT INTO "Wide__new" (rowid, "id", "t01", "s02", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", "i03", "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10", "b40", "day") SELECT rowid, "id", "t01", "s02", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "i01", "i02", "i03", "i04", "i05", "i06", "i07", "i08", "i09", "i10", "d01", "d02", "d03", "d04", "d05", "d06", "d07", "d08", "d09", "b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10", "b40", "day" FROM "Wide";
DROP TABLE "Wide";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Wide__new" RENAME TO "Wide";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Wide_i03_d03" ON "Wide" ("i03", "d03");
