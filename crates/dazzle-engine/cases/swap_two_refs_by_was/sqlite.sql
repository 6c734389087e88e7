-- rename column `Train`.`destination` to `dazzle_moving_destination`
ALTER TABLE "Train" RENAME COLUMN "destination" TO "dazzle_moving_destination";

-- rename column `Train`.`origin` to `destination`
ALTER TABLE "Train" RENAME COLUMN "origin" TO "destination";

-- rename column `Train`.`dazzle_moving_destination` to `origin`
ALTER TABLE "Train" RENAME COLUMN "dazzle_moving_destination" TO "origin";

-- drop index `ix_Train_origin_destination` of `Train`; rename constraint `fk_Train_destination` of `Train` to `dazzle_moving_fk_Train_destination`; rename constraint `fk_Train_origin` of `Train` to `fk_Train_destination`; rename constraint `dazzle_moving_fk_Train_destination` of `Train` to `fk_Train_origin`; create index `ix_Train_origin_destination` on `Train`
CREATE TABLE "Train__new" (
    "id" CHAR(36) NOT NULL,
    "destination" CHAR(36) NOT NULL,
    "origin" CHAR(36),
    CONSTRAINT "pk_Train" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Train_origin" FOREIGN KEY ("origin") REFERENCES "City" ("id"),
    CONSTRAINT "fk_Train_destination" FOREIGN KEY ("destination") REFERENCES "City" ("id")
);
INSERT INTO "Train__new" (rowid, "id", "destination", "origin") SELECT rowid, "id", "destination", "origin" FROM "Train";
DROP TABLE "Train";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Train__new" RENAME TO "Train";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Train_origin_destination" ON "Train" ("origin", "destination");
