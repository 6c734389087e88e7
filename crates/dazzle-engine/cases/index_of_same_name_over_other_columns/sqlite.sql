-- drop index `ix_Task_a_b` of `Task`; drop unique constraint `uq_Task_a_b` of `Task`; add unique constraint `uq_Task_a_b` to `Task`; create index `ix_Task_a_b` on `Task`
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
