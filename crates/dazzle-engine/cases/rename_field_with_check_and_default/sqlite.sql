-- rename column `Ticket`.`state` to `status`
ALTER TABLE "Ticket" RENAME COLUMN "state" TO "status";

-- rename constraint `ck_Ticket_state` of `Ticket` to `ck_Ticket_status`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('open', 'closed'))
);
INSERT INTO "Ticket__new" (rowid, "id", "status") SELECT rowid, "id", "status" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
