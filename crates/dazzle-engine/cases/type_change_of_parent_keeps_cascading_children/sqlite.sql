-- add column `Album`.`year` integer, required; change column `Album`.`name`: type varchar(20) to text
CREATE TABLE "Album__new" (
    "id" CHAR(36) NOT NULL,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL DEFAULT 2000,
    CONSTRAINT "pk_Album" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Album_name" UNIQUE ("name")
);
INSERT INTO "Album__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Album";
DROP TABLE "Album";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Album__new" RENAME TO "Album";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Album_name" ON "Album" ("name");
