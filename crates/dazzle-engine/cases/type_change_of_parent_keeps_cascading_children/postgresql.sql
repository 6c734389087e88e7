-- add column `Album`.`year` integer, required
ALTER TABLE "Album" ADD COLUMN "year" integer DEFAULT 2000 NOT NULL;

-- change column `Album`.`name`: type varchar(20) to text
ALTER TABLE "Album" ALTER COLUMN "name" TYPE text;
ANALYZE "Album" ("name");
