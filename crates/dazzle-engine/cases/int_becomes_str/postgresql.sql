-- change column `House`.`number`: type integer to varchar(12)
ALTER TABLE "House" ALTER COLUMN "number" TYPE varchar(12);
ANALYZE "House" ("number");

-- change column `House`.`floor`: type integer to varchar(12), default '0'
ALTER TABLE "House" ALTER COLUMN "floor" DROP DEFAULT, ALTER COLUMN "floor" TYPE varchar(12), ALTER COLUMN "floor" SET DEFAULT '0';
ANALYZE "House" ("floor");
