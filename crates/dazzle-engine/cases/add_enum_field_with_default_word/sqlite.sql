-- add column `Ticket`.`status` text; add column `Ticket`.`priority` text, required; add check `ck_Ticket_priority` to `Ticket`; add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_priority`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "status" TEXT DEFAULT 'new',
    "priority" TEXT NOT NULL DEFAULT 'normal',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_priority" CHECK ("priority" IN ('low', 'normal', 'high')),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('new', 'open', 'closed'))
);
INSERT INTO "Ticket__new" (rowid, "id", "subject") SELECT rowid, "id", "subject" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
