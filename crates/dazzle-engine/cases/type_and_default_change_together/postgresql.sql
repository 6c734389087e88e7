-- change column `Part`.`weight`: type decimal(6,2) to decimal(10,3), default 2.125
ALTER TABLE "Part" ALTER COLUMN "weight" DROP DEFAULT, ALTER COLUMN "weight" TYPE numeric(10,3), ALTER COLUMN "weight" SET DEFAULT 2.125;
ANALYZE "Part" ("weight");

-- change column `Part`.`size`: type integer to varchar(20), default 'medium'
ALTER TABLE "Part" ALTER COLUMN "size" DROP DEFAULT, ALTER COLUMN "size" TYPE varchar(20), ALTER COLUMN "size" SET DEFAULT 'medium';
ANALYZE "Part" ("size");

-- change column `Part`.`label`: type varchar(4) to varchar(40), no default
ALTER TABLE "Part" ALTER COLUMN "label" DROP DEFAULT, ALTER COLUMN "label" TYPE varchar(40);
ANALYZE "Part" ("label");
