-- add column `Folder`.`depth` integer, required
ALTER TABLE "Folder" ADD COLUMN "depth" integer DEFAULT 0 NOT NULL;

-- change column `Folder`.`name`: type varchar(20) to varchar(200)
ALTER TABLE "Folder" ALTER COLUMN "name" TYPE varchar(200);
ANALYZE "Folder" ("name");

-- bring data in order: Folder.parent with name becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Folder" WHERE ("parent", "name") IN (SELECT "parent", "name" FROM "Folder" GROUP BY "parent", "name" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Folder_parent_name` to `Folder`
--   stops at rows of `Folder` that are equal in the key of unique constraint `uq_Folder_parent_name`
ALTER TABLE "Folder" ADD CONSTRAINT "uq_Folder_parent_name" UNIQUE ("parent", "name");
