-- add column `Member`.`team` uuid
ALTER TABLE "Member" ADD COLUMN "team" uuid;

-- add column `Member`.`mentor` uuid
ALTER TABLE "Member" ADD COLUMN "mentor" uuid;

-- add foreign key `fk_Member_mentor` to `Member`
--   stops at rows of `Member` that point to a `Member` that is not there
ALTER TABLE "Member" ADD CONSTRAINT "fk_Member_mentor" FOREIGN KEY ("mentor") REFERENCES "Member" ("id");

-- add foreign key `fk_Member_team` to `Member`
--   stops at rows of `Member` that point to a `Team` that is not there
ALTER TABLE "Member" ADD CONSTRAINT "fk_Member_team" FOREIGN KEY ("team") REFERENCES "Team" ("id");
