-- add column `Entry`.`day` date
ALTER TABLE "Entry" ADD COLUMN "day" date DEFAULT CURRENT_DATE;

-- add column `Entry`.`noted_on` date, required
ALTER TABLE "Entry" ADD COLUMN "noted_on" date DEFAULT CURRENT_DATE NOT NULL;
