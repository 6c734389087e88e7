-- drop check `ck_Ticket_status` of `Ticket`; add column `Ticket`.`scope_of` text; change column `Ticket`.`status`: default 'true'; add check `ck_Ticket_scope_of` to `Ticket`; add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_scope_of`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'true',
    "scope_of" TEXT DEFAULT 'unique',
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Ticket_scope_of" CHECK ("scope_of" IN ('ref', 'entity', 'unique', 'index')),
    CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('all', 'none', 'null', 'true', 'select', 'today', 'submitted', 'from'))
);
INSERT INTO "Ticket__new" (rowid, "id", "status") SELECT rowid, "id", "status" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
