-- rename column `Task`.`size` to `volume`
ALTER TABLE "Task" RENAME COLUMN "size" TO "volume";

-- rename column `Task`.`state` to `status`
ALTER TABLE "Task" RENAME COLUMN "state" TO "status";

-- drop check `ck_Task_size` of `Task`; change column `Task`.`status`: default 'open'; change column `Task`.`volume`: no default; add check `ck_Task_status` to `Task`
--   stops at rows of `Task` that break the check `ck_Task_status`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'open',
    "volume" TEXT,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Task_status" CHECK ("status" IN ('open', 'done'))
);
INSERT INTO "Task__new" (rowid, "id", "status", "volume") SELECT rowid, "id", "status", "volume" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
