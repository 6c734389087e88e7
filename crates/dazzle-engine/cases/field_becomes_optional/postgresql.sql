-- change column `Person`.`name`: no longer required
ALTER TABLE "Person" ALTER COLUMN "name" DROP NOT NULL;

-- change column `Person`.`team`: no longer required
ALTER TABLE "Person" ALTER COLUMN "team" DROP NOT NULL;

-- change column `Person`.`level`: no longer required
ALTER TABLE "Person" ALTER COLUMN "level" DROP NOT NULL;
