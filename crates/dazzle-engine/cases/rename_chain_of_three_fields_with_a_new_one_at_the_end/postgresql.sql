-- rename column `Line`.`c` to `d`
ALTER TABLE "Line" RENAME COLUMN "c" TO "d";

-- rename column `Line`.`b` to `c`
ALTER TABLE "Line" RENAME COLUMN "b" TO "c";

-- rename column `Line`.`a` to `b`
ALTER TABLE "Line" RENAME COLUMN "a" TO "b";

-- add column `Line`.`a` text
ALTER TABLE "Line" ADD COLUMN "a" text DEFAULT 'fresh';
