-- change column `Task`.`label`: default 'it''s new'; change column `Task`.`day`: default '2026-01-31'; change column `Task`.`at`: default now + 1h; change column `Task`.`amount`: default -1.50
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "label" TEXT DEFAULT 'it''s new',
    "day" DATE DEFAULT '2026-01-31',
    "at" DATETIME DEFAULT (datetime('now','+1 hours')),
    "amount" NUMERIC(8,2) DEFAULT -1.50,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "label", "day", "at", "amount") SELECT rowid, "id", "label", "day", "at", "amount" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
