-- add column `Loan`.`due` date
CREATE TABLE "Loan__new" (
    "id" CHAR(36) NOT NULL,
    "book" VARCHAR(80) NOT NULL,
    "due" DATE DEFAULT (date('now','+7 days')),
    CONSTRAINT "pk_Loan" PRIMARY KEY ("id")
);
INSERT INTO "Loan__new" (rowid, "id", "book") SELECT rowid, "id", "book" FROM "Loan";
DROP TABLE "Loan";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Loan__new" RENAME TO "Loan";
PRAGMA legacy_alter_table = OFF;
