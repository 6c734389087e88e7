-- rename table `groesse_2` to `groesse_3`
ALTER TABLE "groesse_2" RENAME TO "groesse_3";

-- rename column `Größe`.`dueDate` to `DueOn`
ALTER TABLE "Größe" RENAME COLUMN "dueDate" TO "DueOn";

-- rename column `groesse_3`.`Größe` to `größe`
ALTER TABLE "groesse_3" RENAME COLUMN "Größe" TO "größe";

-- rename constraint `fk_groesse_2_Größe` of `groesse_3` to `fk_groesse_3_größe`; rename constraint `pk_groesse_2` of `groesse_3` to `pk_groesse_3`
CREATE TABLE "groesse_3__new" (
    "id" CHAR(36) NOT NULL,
    "größe" CHAR(36),
    CONSTRAINT "pk_groesse_3" PRIMARY KEY ("id"),
    CONSTRAINT "fk_groesse_3_größe" FOREIGN KEY ("größe") REFERENCES "Größe" ("id")
);
INSERT INTO "groesse_3__new" (rowid, "id", "größe") SELECT rowid, "id", "größe" FROM "groesse_3";
DROP TABLE "groesse_3";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "groesse_3__new" RENAME TO "groesse_3";
PRAGMA legacy_alter_table = OFF;

-- rename index `ix_Größe_dueDate` of `Größe` to `ix_Größe_DueOn`; add column `Größe`.`Żółć` text; change column `Größe`.`höheÜberNN`: default 0
CREATE TABLE "Größe__new" (
    "id" CHAR(36) NOT NULL,
    "höheÜberNN" INTEGER DEFAULT 0,
    "DueOn" DATE,
    "名前" VARCHAR(20),
    "Żółć" TEXT DEFAULT 'może',
    CONSTRAINT "pk_Größe" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Größe_名前" UNIQUE ("名前")
);
INSERT INTO "Größe__new" (rowid, "id", "höheÜberNN", "DueOn", "名前") SELECT rowid, "id", "höheÜberNN", "DueOn", "名前" FROM "Größe";
DROP TABLE "Größe";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Größe__new" RENAME TO "Größe";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Größe_DueOn" ON "Größe" ("DueOn");

-- bring data in order: Größe.höheÜberNN becomes required: rows without a value need one
--   until SELECT count(*) FROM "Größe" WHERE "höheÜberNN" IS NULL = 0

-- change column `Größe`.`höheÜberNN`: required; change column `Größe`.`名前`: type varchar(20) to varchar(40); add unique constraint `uq_Größe_名前_höheÜberNN` to `Größe`; add check `ck_Größe_Żółć` to `Größe`
--   stops at rows of `Größe` without a value for `höheÜberNN`
--   stops at rows of `Größe` that are equal in the key of unique constraint `uq_Größe_名前_höheÜberNN`
--   stops at rows of `Größe` that break the check `ck_Größe_Żółć`
CREATE TABLE "Größe__new" (
    "id" CHAR(36) NOT NULL,
    "höheÜberNN" INTEGER NOT NULL DEFAULT 0,
    "DueOn" DATE,
    "名前" VARCHAR(40),
    "Żółć" TEXT DEFAULT 'może',
    CONSTRAINT "pk_Größe" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Größe_名前" UNIQUE ("名前"),
    CONSTRAINT "uq_Größe_名前_höheÜberNN" UNIQUE ("名前", "höheÜberNN"),
    CONSTRAINT "ck_Größe_Żółć" CHECK ("Żółć" IN ('tak', 'nie', 'może'))
);
INSERT INTO "Größe__new" (rowid, "id", "höheÜberNN", "DueOn", "名前", "Żółć") SELECT rowid, "id", "höheÜberNN", "DueOn", "名前", "Żółć" FROM "Größe";
DROP TABLE "Größe";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Größe__new" RENAME TO "Größe";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Größe_DueOn" ON "Größe" ("DueOn");
