-- add column `Page`.`created_at` timestamptz, required
ALTER TABLE "Page" ADD COLUMN "created_at" timestamptz DEFAULT now() NOT NULL;

-- change column `Page`.`created_at`: no default
ALTER TABLE "Page" ALTER COLUMN "created_at" DROP DEFAULT;

-- add column `Page`.`changed_on` date, required
ALTER TABLE "Page" ADD COLUMN "changed_on" date DEFAULT CURRENT_DATE NOT NULL;

-- change column `Page`.`changed_on`: no default
ALTER TABLE "Page" ALTER COLUMN "changed_on" DROP DEFAULT;
