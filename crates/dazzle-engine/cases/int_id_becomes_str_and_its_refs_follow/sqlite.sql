-- drop foreign key `fk_Part_parent` of `Part`; change column `Part`.`id`: type integer to varchar(20), no longer numbered; change column `Part`.`parent`: type integer to varchar(20); add foreign key `fk_Part_parent` to `Part`
--   stops at rows of `Part` that point to a `Part` that is not there
CREATE TABLE "Part__new" (
    "id" VARCHAR(20) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "parent" VARCHAR(20),
    CONSTRAINT "pk_Part" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Part_parent" FOREIGN KEY ("parent") REFERENCES "Part" ("id")
);
INSERT INTO "Part__new" (rowid, "id", "name", "parent") SELECT rowid, CAST("id" AS TEXT), "name", CAST("parent" AS TEXT) FROM "Part";
DROP TABLE "Part";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Part__new" RENAME TO "Part";
PRAGMA legacy_alter_table = OFF;

-- drop foreign key `fk_Stock_part` of `Stock`; change column `Stock`.`part`: type integer to varchar(20); add foreign key `fk_Stock_part` to `Stock`
--   stops at rows of `Stock` that point to a `Part` that is not there
CREATE TABLE "Stock__new" (
    "id" CHAR(36) NOT NULL,
    "part" VARCHAR(20) NOT NULL,
    "pieces" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_Stock" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Stock_part" FOREIGN KEY ("part") REFERENCES "Part" ("id")
);
INSERT INTO "Stock__new" (rowid, "id", "part", "pieces") SELECT rowid, "id", CAST("part" AS TEXT), "pieces" FROM "Stock";
DROP TABLE "Stock";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Stock__new" RENAME TO "Stock";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Stock_part_pieces" ON "Stock" ("part", "pieces");
