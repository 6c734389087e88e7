-- add column `Probe`.`since` timestamptz, required
ALTER TABLE "Probe" ADD COLUMN "since" timestamptz DEFAULT (now() - interval '24 hours') NOT NULL;
