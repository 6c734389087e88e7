-- change column `Ticket`.`sort`: type varchar(20) to text; add check `ck_Ticket_sort` to `Ticket`; add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_sort`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT,
    "sort" TEXT NOT NULL DEFAULT 'bug',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_sort" CHECK ("sort" IN ('bug', 'wish')),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('open', 'closed'))
);
INSERT INTO "Ticket__new" (rowid, "id", "status", "sort") SELECT rowid, "id", "status", "sort" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
