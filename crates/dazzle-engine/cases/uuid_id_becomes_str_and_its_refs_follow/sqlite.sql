-- drop foreign key `fk_Stock_part` of `Stock`; change column `Stock`.`part`: type uuid to varchar(40)
CREATE TABLE "Stock__new" (
    "id" CHAR(36) NOT NULL,
    "part" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Stock" PRIMARY KEY ("id")
);
INSERT INTO "Stock__new" (rowid, "id", "part") SELECT rowid, "id", "part" FROM "Stock";
DROP TABLE "Stock";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Stock__new" RENAME TO "Stock";
PRAGMA legacy_alter_table = OFF;

-- change column `Part`.`id`: type uuid to varchar(40)
CREATE TABLE "Part__new" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Part" PRIMARY KEY ("id")
);
INSERT INTO "Part__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Part";
DROP TABLE "Part";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Part__new" RENAME TO "Part";
PRAGMA legacy_alter_table = OFF;

-- add foreign key `fk_Stock_part` to `Stock`
--   stops at rows of `Stock` that point to a `Part` that is not there
CREATE TABLE "Stock__new" (
    "id" CHAR(36) NOT NULL,
    "part" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Stock" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Stock_part" FOREIGN KEY ("part") REFERENCES "Part" ("id")
);
INSERT INTO "Stock__new" (rowid, "id", "part") SELECT rowid, "id", "part" FROM "Stock";
DROP TABLE "Stock";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Stock__new" RENAME TO "Stock";
PRAGMA legacy_alter_table = OFF;
