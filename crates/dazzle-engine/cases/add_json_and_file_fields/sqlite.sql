-- add column `Upload`.`labels` json; add column `Upload`.`meta` json; add column `Upload`.`scan` text; add column `Upload`.`preview` text
ALTER TABLE "Upload" ADD COLUMN "labels" TEXT DEFAULT '[]';
ALTER TABLE "Upload" ADD COLUMN "meta" TEXT;
ALTER TABLE "Upload" ADD COLUMN "scan" TEXT;
ALTER TABLE "Upload" ADD COLUMN "preview" TEXT;
