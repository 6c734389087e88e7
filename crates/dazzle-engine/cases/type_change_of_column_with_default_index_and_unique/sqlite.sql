-- change column `Part`.`code`: type varchar(10) to varchar(40); change column `Part`.`grade`: type varchar(4) to varchar(20); change column `Part`.`shelf`: type varchar(6) to text
CREATE TABLE "Part__new" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "grade" VARCHAR(20) DEFAULT 'none',
    "shelf" TEXT,
    CONSTRAINT "pk_Part" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Part_code" UNIQUE ("code"),
    CONSTRAINT "uq_Part_shelf_grade" UNIQUE ("shelf", "grade")
);
INSERT INTO "Part__new" (rowid, "id", "code", "grade", "shelf") SELECT rowid, "id", "code", "grade", "shelf" FROM "Part";
DROP TABLE "Part";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Part__new" RENAME TO "Part";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Part_grade_code" ON "Part" ("grade", "code");
CREATE INDEX "ix_Part_shelf" ON "Part" ("shelf");
