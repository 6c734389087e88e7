-- drop check `ck_Case_price` of `Case`
ALTER TABLE "Case" DROP CONSTRAINT "ck_Case_price";

-- change column `Case`.`name`: type varchar(20) to text
ALTER TABLE "Case" ALTER COLUMN "name" DROP DEFAULT, ALTER COLUMN "name" TYPE text, ALTER COLUMN "name" SET DEFAULT 'none';
ANALYZE "Case" ("name");

-- change column `Case`.`nick`: type varchar(20) to varchar(40)
ALTER TABLE "Case" ALTER COLUMN "nick" TYPE varchar(40);
ANALYZE "Case" ("nick");

-- change column `Case`.`price`: type decimal(6,2) to decimal(10,2)
ALTER TABLE "Case" ALTER COLUMN "price" TYPE numeric(10,2);
ANALYZE "Case" ("price");

-- add check `ck_Case_price` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_price`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_price" CHECK (COALESCE("price" >= 0.50, TRUE));
