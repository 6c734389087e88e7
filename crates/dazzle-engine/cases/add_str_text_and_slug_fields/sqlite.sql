-- add column `Article`.`subtitle` varchar(120); add column `Article`.`body` text; add column `Article`.`handle` text
ALTER TABLE "Article" ADD COLUMN "subtitle" VARCHAR(120);
ALTER TABLE "Article" ADD COLUMN "body" TEXT;
ALTER TABLE "Article" ADD COLUMN "handle" TEXT;
