-- add column `Client`.`note` text
ALTER TABLE "Client" ADD COLUMN "note" text;

-- change column `Client`.`headline`: type varchar(80) to varchar(120)
ALTER TABLE "Client" ALTER COLUMN "headline" TYPE varchar(120);
ANALYZE "Client" ("headline");
