-- add column `Ticket`.`channel` text; add check `ck_Ticket_channel` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_channel`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "channel" TEXT,
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_channel" CHECK ("channel" IN ('web', 'phone', 'mail'))
);
INSERT INTO "Ticket__new" (rowid, "id", "subject") SELECT rowid, "id", "subject" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
