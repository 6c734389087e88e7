-- add column `Team`.`lead` uuid; add foreign key `fk_Team_lead` to `Team`
--   stops at rows of `Team` that point to a `Person` that is not there
CREATE TABLE "Team__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "lead" CHAR(36),
    CONSTRAINT "pk_Team" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Team_lead" FOREIGN KEY ("lead") REFERENCES "Person" ("id")
);
INSERT INTO "Team__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Team";
DROP TABLE "Team";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Team__new" RENAME TO "Team";
PRAGMA legacy_alter_table = OFF;
