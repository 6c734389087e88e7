-- rename table `Alpha` to `dazzle_moving_Alpha`
ALTER TABLE "Alpha" RENAME TO "dazzle_moving_Alpha";

-- rename table `Beta` to `Alpha`
ALTER TABLE "Beta" RENAME TO "Alpha";

-- rename table `dazzle_moving_Alpha` to `Beta`
ALTER TABLE "dazzle_moving_Alpha" RENAME TO "Beta";

-- rename constraint `uq_Beta_title` of `Alpha` to `uq_Alpha_title`; rename constraint `pk_Beta` of `Alpha` to `pk_Alpha`
CREATE TABLE "Alpha__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Alpha" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Alpha_title" UNIQUE ("title")
);
INSERT INTO "Alpha__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "Alpha";
DROP TABLE "Alpha";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Alpha__new" RENAME TO "Alpha";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `pk_Alpha` of `Beta` to `dazzle_moving_pk_Alpha`; rename constraint `dazzle_moving_pk_Alpha` of `Beta` to `pk_Beta`
CREATE TABLE "Beta__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Beta" PRIMARY KEY ("id")
);
INSERT INTO "Beta__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Beta";
DROP TABLE "Beta";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Beta__new" RENAME TO "Beta";
PRAGMA legacy_alter_table = OFF;
