-- rename table `Person` to `Member`
ALTER TABLE "Person" RENAME TO "Member";

-- rename table `Team` to `Squad`
ALTER TABLE "Team" RENAME TO "Squad";

-- rename column `Member`.`team` to `squad`
ALTER TABLE "Member" RENAME COLUMN "team" TO "squad";

-- rename constraint `fk_Person_team` of `Member` to `fk_Member_squad`; rename constraint `pk_Person` of `Member` to `pk_Member`
CREATE TABLE "Member__new" (
    "id" CHAR(36) NOT NULL,
    "squad" CHAR(36),
    CONSTRAINT "pk_Member" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Member_squad" FOREIGN KEY ("squad") REFERENCES "Squad" ("id")
);
INSERT INTO "Member__new" (rowid, "id", "squad") SELECT rowid, "id", "squad" FROM "Member";
DROP TABLE "Member";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Member__new" RENAME TO "Member";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `fk_Team_lead` of `Squad` to `fk_Squad_lead`; rename constraint `pk_Team` of `Squad` to `pk_Squad`
CREATE TABLE "Squad__new" (
    "id" CHAR(36) NOT NULL,
    "lead" CHAR(36),
    CONSTRAINT "pk_Squad" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Squad_lead" FOREIGN KEY ("lead") REFERENCES "Member" ("id")
);
INSERT INTO "Squad__new" (rowid, "id", "lead") SELECT rowid, "id", "lead" FROM "Squad";
DROP TABLE "Squad";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Squad__new" RENAME TO "Squad";
PRAGMA legacy_alter_table = OFF;
