-- rename column `Assignment`.`desk` to `seat`
ALTER TABLE "Assignment" RENAME COLUMN "desk" TO "seat";

-- rename column `Assignment`.`ends_on` to `until`
ALTER TABLE "Assignment" RENAME COLUMN "ends_on" TO "until";

-- rename index `uniq_active_Assignment_desk` of `Assignment` to `uniq_active_Assignment_seat`; change column `Assignment`.`seat`: type varchar(20) to varchar(40)
CREATE TABLE "Assignment__new" (
    "id" CHAR(36) NOT NULL,
    "seat" VARCHAR(40) NOT NULL,
    "starts_on" DATE NOT NULL,
    "until" DATE,
    CONSTRAINT "pk_Assignment" PRIMARY KEY ("id")
);
INSERT INTO "Assignment__new" (rowid, "id", "seat", "starts_on", "until") SELECT rowid, "id", "seat", "starts_on", "until" FROM "Assignment";
DROP TABLE "Assignment";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Assignment__new" RENAME TO "Assignment";
PRAGMA legacy_alter_table = OFF;
CREATE UNIQUE INDEX "uniq_active_Assignment_seat" ON "Assignment" ("seat") WHERE "until" IS NULL;
