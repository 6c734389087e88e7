-- add column `Ticket`.`team` uuid
ALTER TABLE "Ticket" ADD COLUMN "team" CHAR(36);

-- bring data in order: Ticket.team becomes required: rows without a value need one
--   until SELECT count(*) FROM "Ticket" WHERE "team" IS NULL = 0
UPDATE "Ticket" SET "team" = (SELECT "id" FROM "Team" WHERE "name" = 'Support') WHERE "team" IS NULL;

-- change column `Ticket`.`team`: required; create index `ix_Ticket_team_subject` on `Ticket`; add foreign key `fk_Ticket_team` to `Ticket`
--   stops at rows of `Ticket` without a value for `team`
--   stops at rows of `Ticket` that point to a `Team` that is not there
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "team" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Ticket_team" FOREIGN KEY ("team") REFERENCES "Team" ("id") ON DELETE RESTRICT
);
INSERT INTO "Ticket__new" (rowid, "id", "subject", "team") SELECT rowid, "id", "subject", "team" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Ticket_team_subject" ON "Ticket" ("team", "subject");
