-- add column `C`.`a` uuid
ALTER TABLE "C" ADD COLUMN "a" uuid;

-- add foreign key `fk_C_a` to `C`
--   stops at rows of `C` that point to a `A` that is not there
ALTER TABLE "C" ADD CONSTRAINT "fk_C_a" FOREIGN KEY ("a") REFERENCES "A" ("id");
