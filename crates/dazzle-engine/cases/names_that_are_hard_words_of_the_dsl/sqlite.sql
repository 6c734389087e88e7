-- drop check `ck_Log_mode` of `Log`; add column `Log`.`schema` text; add column `Log`.`step` integer; add column `Log`.`topic` varchar(20); add column `Log`.`from` date; add column `Log`.`years` integer; add column `Log`.`match` boolean; add column `Log`.`unique` integer; add column `Log`.`index` integer; change column `Log`.`kind`: type varchar(20) to varchar(40); change column `Log`.`mode`: default 'unique'; add unique constraint `uq_Log_kind_topic` to `Log`; add check `ck_Log_mode` to `Log`; create index `ix_Log_index_unique` on `Log`
--   stops at rows of `Log` that are equal in the key of unique constraint `uq_Log_kind_topic`
--   stops at rows of `Log` that break the check `ck_Log_mode`
CREATE TABLE "Log__new" (
    "id" CHAR(36) NOT NULL,
    "kind" VARCHAR(40),
    "mode" TEXT DEFAULT 'unique',
    "schema" TEXT,
    "step" INTEGER DEFAULT 1,
    "topic" VARCHAR(20),
    "from" DATE,
    "years" INTEGER,
    "match" BOOLEAN,
    "unique" INTEGER,
    "index" INTEGER,
    CONSTRAINT "pk_Log" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Log_kind_topic" UNIQUE ("kind", "topic"),
    CONSTRAINT "ck_Log_mode" CHECK ("mode" IN ('from', 'where', 'index', 'unique'))
);
INSERT INTO "Log__new" (rowid, "id", "kind", "mode") SELECT rowid, "id", "kind", "mode" FROM "Log";
DROP TABLE "Log";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Log__new" RENAME TO "Log";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Log_index_unique" ON "Log" ("index", "unique");
