-- add column `Folder`.`depth` integer, required; change column `Folder`.`name`: type varchar(20) to varchar(200)
CREATE TABLE "Folder__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "parent" CHAR(36),
    "depth" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_Folder" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Folder_parent" FOREIGN KEY ("parent") REFERENCES "Folder" ("id") ON DELETE CASCADE
);
INSERT INTO "Folder__new" (rowid, "id", "name", "parent") SELECT rowid, "id", "name", "parent" FROM "Folder";
DROP TABLE "Folder";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Folder__new" RENAME TO "Folder";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Folder.parent with name becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Folder" WHERE ("parent", "name") IN (SELECT "parent", "name" FROM "Folder" GROUP BY "parent", "name" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Folder_parent_name` to `Folder`
--   stops at rows of `Folder` that are equal in the key of unique constraint `uq_Folder_parent_name`
CREATE TABLE "Folder__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "parent" CHAR(36),
    "depth" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_Folder" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Folder_parent" FOREIGN KEY ("parent") REFERENCES "Folder" ("id") ON DELETE CASCADE,
    CONSTRAINT "uq_Folder_parent_name" UNIQUE ("parent", "name")
);
INSERT INTO "Folder__new" (rowid, "id", "name", "parent", "depth") SELECT rowid, "id", "name", "parent", "depth" FROM "Folder";
DROP TABLE "Folder";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Folder__new" RENAME TO "Folder";
PRAGMA legacy_alter_table = OFF;
