-- add column `Ticket`.`team` uuid
ALTER TABLE "Ticket" ADD COLUMN "team" uuid;

-- bring data in order: Ticket.team becomes required: rows without a value need one
--   until SELECT count(*) FROM "Ticket" WHERE "team" IS NULL = 0
UPDATE "Ticket" SET "team" = (SELECT "id" FROM "Team" WHERE "name" = 'Support') WHERE "team" IS NULL;

-- change column `Ticket`.`team`: required
--   stops at rows of `Ticket` without a value for `team`
ALTER TABLE "Ticket" ALTER COLUMN "team" SET NOT NULL;

-- create index `ix_Ticket_team_subject` on `Ticket`
CREATE INDEX "ix_Ticket_team_subject" ON "Ticket" ("team", "subject");

-- add foreign key `fk_Ticket_team` to `Ticket`
--   stops at rows of `Ticket` that point to a `Team` that is not there
ALTER TABLE "Ticket" ADD CONSTRAINT "fk_Ticket_team" FOREIGN KEY ("team") REFERENCES "Team" ("id") ON DELETE RESTRICT;
