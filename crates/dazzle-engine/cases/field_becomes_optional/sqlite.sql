-- change column `Person`.`name`: no longer required; change column `Person`.`team`: no longer required; change column `Person`.`level`: no longer required
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80),
    "team" CHAR(36),
    "level" TEXT DEFAULT 'low',
    CONSTRAINT "pk_Person" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Person_level" CHECK ("level" IN ('low', 'high')),
    CONSTRAINT "fk_Person_team" FOREIGN KEY ("team") REFERENCES "Team" ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "team", "level") SELECT rowid, "id", "name", "team", "level" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;
