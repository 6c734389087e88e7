-- add column `Folder`.`parent` uuid
ALTER TABLE "Folder" ADD COLUMN "parent" uuid;

-- add foreign key `fk_Folder_parent` to `Folder`
--   stops at rows of `Folder` that point to a `Folder` that is not there
ALTER TABLE "Folder" ADD CONSTRAINT "fk_Folder_parent" FOREIGN KEY ("parent") REFERENCES "Folder" ("id") ON DELETE CASCADE;
