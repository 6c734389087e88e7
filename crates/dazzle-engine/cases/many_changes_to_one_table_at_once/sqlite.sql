-- rename column `Task`.`state` to `status`
ALTER TABLE "Task" RENAME COLUMN "state" TO "status";

-- rename column `Task`.`title` to `headline`
ALTER TABLE "Task" RENAME COLUMN "title" TO "headline";

-- drop foreign key `fk_Task_team` of `Task`; drop index `ix_Task_state_points` of `Task`; drop check `ck_Task_state` of `Task`; drop unique constraint `uq_Task_old_code` of `Task`; rename constraint `uq_Task_title_team` of `Task` to `uq_Task_headline_team`; add column `Task`.`due` date; add column `Task`.`price_minor` bigint; add column `Task`.`price_currency` varchar(3); change column `Task`.`headline`: type varchar(50) to varchar(200); change column `Task`.`note`: type varchar(50) to text, default 'none'
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(200) NOT NULL,
    "note" TEXT DEFAULT 'none',
    "status" TEXT DEFAULT 'open',
    "points" INTEGER,
    "team" CHAR(36),
    "old_code" VARCHAR(8),
    "due" DATE DEFAULT (date('now','+7 days')),
    "price_minor" BIGINT,
    "price_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_headline_team" UNIQUE ("headline", "team")
);
INSERT INTO "Task__new" (rowid, "id", "headline", "note", "status", "points", "team", "old_code") SELECT rowid, "id", "headline", "note", "status", "points", "team", "old_code" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Task.status becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "status" IS NULL = 0

-- change column `Task`.`status`: required; change column `Task`.`points`: default 1
--   stops at rows of `Task` without a value for `status`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(200) NOT NULL,
    "note" TEXT DEFAULT 'none',
    "status" TEXT NOT NULL DEFAULT 'open',
    "points" INTEGER DEFAULT 1,
    "team" CHAR(36),
    "old_code" VARCHAR(8),
    "due" DATE DEFAULT (date('now','+7 days')),
    "price_minor" BIGINT,
    "price_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_headline_team" UNIQUE ("headline", "team")
);
INSERT INTO "Task__new" (rowid, "id", "headline", "note", "status", "points", "team", "old_code", "due", "price_minor", "price_currency") SELECT rowid, "id", "headline", "note", "status", "points", "team", "old_code", "due", "price_minor", "price_currency" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Task.points becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "points" IS NULL = 0

-- change column `Task`.`points`: required; drop column `Task`.`old_code`
--   stops at rows of `Task` without a value for `points`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(200) NOT NULL,
    "note" TEXT DEFAULT 'none',
    "status" TEXT NOT NULL DEFAULT 'open',
    "points" INTEGER NOT NULL DEFAULT 1,
    "team" CHAR(36),
    "due" DATE DEFAULT (date('now','+7 days')),
    "price_minor" BIGINT,
    "price_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_headline_team" UNIQUE ("headline", "team")
);
INSERT INTO "Task__new" (rowid, "id", "headline", "note", "status", "points", "team", "due", "price_minor", "price_currency") SELECT rowid, "id", "headline", "note", "status", "points", "team", "due", "price_minor", "price_currency" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Task.headline becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Task" WHERE "headline" IN (SELECT "headline" FROM "Task" GROUP BY "headline" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Task_headline` to `Task`; add check `ck_Task_status` to `Task`; create index `ix_Task_status_points_due` on `Task`; add foreign key `fk_Task_team` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_headline`
--   stops at rows of `Task` that break the check `ck_Task_status`
--   stops at rows of `Task` that point to a `Team` that is not there
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(200) NOT NULL,
    "note" TEXT DEFAULT 'none',
    "status" TEXT NOT NULL DEFAULT 'open',
    "points" INTEGER NOT NULL DEFAULT 1,
    "team" CHAR(36),
    "due" DATE DEFAULT (date('now','+7 days')),
    "price_minor" BIGINT,
    "price_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_headline_team" UNIQUE ("headline", "team"),
    CONSTRAINT "uq_Task_headline" UNIQUE ("headline"),
    CONSTRAINT "ck_Task_status" CHECK ("status" IN ('open', 'waiting', 'done')),
    CONSTRAINT "fk_Task_team" FOREIGN KEY ("team") REFERENCES "Team" ("id") ON DELETE CASCADE
);
INSERT INTO "Task__new" (rowid, "id", "headline", "note", "status", "points", "team", "due", "price_minor", "price_currency") SELECT rowid, "id", "headline", "note", "status", "points", "team", "due", "price_minor", "price_currency" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Task_status_points_due" ON "Task" ("status", "points", "due");
