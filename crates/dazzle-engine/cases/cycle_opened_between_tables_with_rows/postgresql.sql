-- drop foreign key `fk_A_b` of `A`
ALTER TABLE "A" DROP CONSTRAINT "fk_A_b";

-- drop column `A`.`b`
ALTER TABLE "A" DROP COLUMN "b";
