-- add column `Plan`.`minutes` timestamptz; add column `Plan`.`hours` timestamptz; add column `Plan`.`days` date; add column `Plan`.`in_two_weeks` date; add column `Plan`.`in_a_month` date; add column `Plan`.`a_year_ago` date
CREATE TABLE "Plan__new" (
    "id" CHAR(36) NOT NULL,
    "minutes" DATETIME DEFAULT (datetime('now','+15 minutes')),
    "hours" DATETIME DEFAULT (datetime('now','+36 hours')),
    "days" DATE DEFAULT (date('now','-3 days')),
    "in_two_weeks" DATE DEFAULT (date('now','+14 days')),
    "in_a_month" DATE DEFAULT (date('now','+1 months')),
    "a_year_ago" DATE DEFAULT (date('now','-1 years')),
    CONSTRAINT "pk_Plan" PRIMARY KEY ("id")
);
INSERT INTO "Plan__new" (rowid, "id") SELECT rowid, "id" FROM "Plan";
DROP TABLE "Plan";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Plan__new" RENAME TO "Plan";
PRAGMA legacy_alter_table = OFF;
