-- add column `Article`.`subtitle` varchar(120)
ALTER TABLE "Article" ADD COLUMN "subtitle" varchar(120);

-- add column `Article`.`body` text
ALTER TABLE "Article" ADD COLUMN "body" text;

-- add column `Article`.`handle` text
ALTER TABLE "Article" ADD COLUMN "handle" text;
