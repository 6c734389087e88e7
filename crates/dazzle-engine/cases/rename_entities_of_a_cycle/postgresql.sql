-- rename table `Person` to `Member`
ALTER TABLE "Person" RENAME TO "Member";

-- rename table `Team` to `Squad`
ALTER TABLE "Team" RENAME TO "Squad";

-- rename column `Member`.`team` to `squad`
ALTER TABLE "Member" RENAME COLUMN "team" TO "squad";

-- rename constraint `fk_Person_team` of `Member` to `fk_Member_squad`
ALTER TABLE "Member" RENAME CONSTRAINT "fk_Person_team" TO "fk_Member_squad";

-- rename constraint `fk_Team_lead` of `Squad` to `fk_Squad_lead`
ALTER TABLE "Squad" RENAME CONSTRAINT "fk_Team_lead" TO "fk_Squad_lead";

-- rename constraint `pk_Person` of `Member` to `pk_Member`
ALTER TABLE "Member" RENAME CONSTRAINT "pk_Person" TO "pk_Member";

-- rename constraint `pk_Team` of `Squad` to `pk_Squad`
ALTER TABLE "Squad" RENAME CONSTRAINT "pk_Team" TO "pk_Squad";
