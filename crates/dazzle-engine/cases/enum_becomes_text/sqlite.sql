-- drop check `ck_Ticket_size` of `Ticket`; drop check `ck_Ticket_status` of `Ticket`; change column `Ticket`.`size`: type text to varchar(10)
--   stops at rows of `Ticket` whose `size` is longer than 10 characters
CREATE TABLE "Ticket__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'open',
    "size" VARCHAR(10),
    CONSTRAINT "pk_Ticket" PRIMARY KEY ("id")
);
INSERT INTO "Ticket__new" (rowid, "id", "status", "size") SELECT rowid, "id", "status", "size" FROM "Ticket";
DROP TABLE "Ticket";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Ticket__new" RENAME TO "Ticket";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Ticket_status" ON "Ticket" ("status");
