-- change column `Ticket`.`status`: default 'open'
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('new', 'open', 'closed'))
);
INSERT INTO "Ticket__new" (rowid, "id", "status") SELECT rowid, "id", "status" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
