-- rename table `Beta` to `Gamma`
ALTER TABLE "Beta" RENAME TO "Gamma";

-- rename table `Alpha` to `Beta`
ALTER TABLE "Alpha" RENAME TO "Beta";

-- rename constraint `pk_Beta` of `Gamma` to `pk_Gamma`
CREATE TABLE "Gamma__new" (
    "id" INTEGER NOT NULL,
    "title" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Gamma" PRIMARY KEY ("id")
);
INSERT INTO "Gamma__new" ("id", "title") SELECT "id", "title" FROM "Gamma";
DROP TABLE "Gamma";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Gamma__new" RENAME TO "Gamma";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `pk_Alpha` of `Beta` to `pk_Beta`
CREATE TABLE "Beta__new" (
    "id" INTEGER NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Beta" PRIMARY KEY ("id")
);
INSERT INTO "Beta__new" ("id", "name") SELECT "id", "name" FROM "Beta";
DROP TABLE "Beta";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Beta__new" RENAME TO "Beta";
PRAGMA legacy_alter_table = OFF;
