-- add column `Member`.`team` uuid; add column `Member`.`mentor` uuid; add foreign key `fk_Member_mentor` to `Member`; add foreign key `fk_Member_team` to `Member`
--   stops at rows of `Member` that point to a `Member` that is not there
--   stops at rows of `Member` that point to a `Team` that is not there
CREATE TABLE "Member__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "team" CHAR(36),
    "mentor" CHAR(36),
    CONSTRAINT "pk_Member" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Member_mentor" FOREIGN KEY ("mentor") REFERENCES "Member" ("id"),
    CONSTRAINT "fk_Member_team" FOREIGN KEY ("team") REFERENCES "Team" ("id")
);
INSERT INTO "Member__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Member";
DROP TABLE "Member";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Member__new" RENAME TO "Member";
PRAGMA legacy_alter_table = OFF;
