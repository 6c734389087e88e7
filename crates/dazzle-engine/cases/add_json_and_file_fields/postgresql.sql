-- add column `Upload`.`labels` json
ALTER TABLE "Upload" ADD COLUMN "labels" jsonb DEFAULT '[]';

-- add column `Upload`.`meta` json
ALTER TABLE "Upload" ADD COLUMN "meta" jsonb;

-- add column `Upload`.`scan` text
ALTER TABLE "Upload" ADD COLUMN "scan" text;

-- add column `Upload`.`preview` text
ALTER TABLE "Upload" ADD COLUMN "preview" text;
