-- change column `Task`.`points`: no default; change column `Task`.`place`: no default; change column `Task`.`seen_at`: no default; change column `Task`.`open`: no default
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "points" INTEGER,
    "place" VARCHAR(40) NOT NULL,
    "seen_at" DATETIME,
    "open" BOOLEAN,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "points", "place", "seen_at", "open") SELECT rowid, "id", "points", "place", "seen_at", "open" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
