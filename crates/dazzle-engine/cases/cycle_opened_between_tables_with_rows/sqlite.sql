-- drop foreign key `fk_A_b` of `A`; drop column `A`.`b`
CREATE TABLE "A__new" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_A" PRIMARY KEY ("id")
);
INSERT INTO "A__new" (rowid, "id") SELECT rowid, "id" FROM "A";
DROP TABLE "A";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "A__new" RENAME TO "A";
PRAGMA legacy_alter_table = OFF;
