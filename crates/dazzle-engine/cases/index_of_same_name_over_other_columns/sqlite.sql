-- drop index `ix_Task_a_b` of `Task`; drop unique constraint `uq_Task_a_b` of `Task`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "a" INTEGER,
    "b" INTEGER,
    "a_b" INTEGER,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "a", "b", "a_b") SELECT rowid, "id", "a", "b", "a_b" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Task.a with b becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Task" WHERE ("a", "b") IN (SELECT "a", "b" FROM "Task" GROUP BY "a", "b" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Task_a_b` to `Task`; create index `ix_Task_a_b` on `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_a_b`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "a" INTEGER,
    "b" INTEGER,
    "a_b" INTEGER,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_a_b" UNIQUE ("a", "b")
);
INSERT INTO "Task__new" (rowid, "id", "a", "b", "a_b") SELECT rowid, "id", "a", "b", "a_b" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Task_a_b" ON "Task" ("a", "b");
