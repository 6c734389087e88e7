-- add column `Folder`.`parent` uuid; add foreign key `fk_Folder_parent` to `Folder`
--   stops at rows of `Folder` that point to a `Folder` that is not there
CREATE TABLE "Folder__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "parent" CHAR(36),
    CONSTRAINT "pk_Folder" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Folder_parent" FOREIGN KEY ("parent") REFERENCES "Folder" ("id") ON DELETE CASCADE
);
INSERT INTO "Folder__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Folder";
DROP TABLE "Folder";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Folder__new" RENAME TO "Folder";
PRAGMA legacy_alter_table = OFF;
