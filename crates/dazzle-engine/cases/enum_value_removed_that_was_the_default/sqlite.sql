-- drop check `ck_Ticket_status` of `Ticket`; change column `Ticket`.`status`: default 'open'
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'open',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id")
);
INSERT INTO "Ticket__new" (rowid, "id", "status") SELECT rowid, "id", "status" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Ticket.status no longer takes `draft`: rows that hold it need another value
--   until SELECT count(*) FROM "Ticket" WHERE "status" NOT IN ('open', 'closed') = 0

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'open',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('open', 'closed'))
);
INSERT INTO "Ticket__new" (rowid, "id", "status") SELECT rowid, "id", "status" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
