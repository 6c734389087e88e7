-- rename column `Train`.`destination` to `dazzle_moving_destination`
ALTER TABLE "Train" RENAME COLUMN "destination" TO "dazzle_moving_destination";

-- rename column `Train`.`origin` to `destination`
ALTER TABLE "Train" RENAME COLUMN "origin" TO "destination";

-- rename column `Train`.`dazzle_moving_destination` to `origin`
ALTER TABLE "Train" RENAME COLUMN "dazzle_moving_destination" TO "origin";

-- drop index `ix_Train_origin_destination` of `Train`
DROP INDEX "ix_Train_origin_destination";

-- rename constraint `fk_Train_destination` of `Train` to `dazzle_moving_fk_Train_destination`
ALTER TABLE "Train" RENAME CONSTRAINT "fk_Train_destination" TO "dazzle_moving_fk_Train_destination";

-- rename constraint `fk_Train_origin` of `Train` to `fk_Train_destination`
ALTER TABLE "Train" RENAME CONSTRAINT "fk_Train_origin" TO "fk_Train_destination";

-- rename constraint `dazzle_moving_fk_Train_destination` of `Train` to `fk_Train_origin`
ALTER TABLE "Train" RENAME CONSTRAINT "dazzle_moving_fk_Train_destination" TO "fk_Train_origin";

-- create index `ix_Train_origin_destination` on `Train`
CREATE INDEX "ix_Train_origin_destination" ON "Train" ("origin", "destination");
