-- rename table `Record` to `Album`
ALTER TABLE "Record" RENAME TO "Album";

-- rename constraint `pk_Record` of `Album` to `pk_Album`
CREATE TABLE "Album__new" (
    "id" INTEGER NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Album" PRIMARY KEY ("id")
);
INSERT INTO "Album__new" ("id", "name") SELECT "id", "name" FROM "Album";
DROP TABLE "Album";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Album__new" RENAME TO "Album";
PRAGMA legacy_alter_table = OFF;
