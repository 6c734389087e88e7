-- change column `Word`.`word`: type varchar(200) to varchar(5); change column `Word`.`origin`: type varchar(200) to varchar(50)
--   stops at rows of `Word` whose `word` is longer than 5 characters
--   stops at rows of `Word` whose `origin` is longer than 50 characters
CREATE TABLE "Word__new" (
    "id" CHAR(36) NOT NULL,
    "word" VARCHAR(5) NOT NULL,
    "origin" VARCHAR(50),
    CONSTRAINT "pk_Word" PRIMARY KEY ("id")
);
INSERT INTO "Word__new" (rowid, "id", "word", "origin") SELECT rowid, "id", "word", "origin" FROM "Word";
DROP TABLE "Word";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Word__new" RENAME TO "Word";
PRAGMA legacy_alter_table = OFF;
