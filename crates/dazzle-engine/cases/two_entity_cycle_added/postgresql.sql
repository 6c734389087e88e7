-- add column `Team`.`lead` uuid
ALTER TABLE "Team" ADD COLUMN "lead" uuid;

-- add foreign key `fk_Team_lead` to `Team`
--   stops at rows of `Team` that point to a `Person` that is not there
ALTER TABLE "Team" ADD CONSTRAINT "fk_Team_lead" FOREIGN KEY ("lead") REFERENCES "Person" ("id");
