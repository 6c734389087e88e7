-- add column `Entry`.`seen_at` timestamptz
ALTER TABLE "Entry" ADD COLUMN "seen_at" timestamptz DEFAULT now();

-- add column `Entry`.`made_at` timestamptz, required
ALTER TABLE "Entry" ADD COLUMN "made_at" timestamptz DEFAULT now() NOT NULL;
