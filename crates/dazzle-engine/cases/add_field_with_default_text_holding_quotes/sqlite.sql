-- add column `Sign`.`single` varchar(40); add column `Sign`.`double` varchar(40); add column `Sign`.`both` text; add column `Sign`.`backslash` text; add column `Sign`.`percent` text; add column `Sign`.`empty` varchar(10)
ALTER TABLE "Sign" ADD COLUMN "single" VARCHAR(40) DEFAULT 'it''s here';
ALTER TABLE "Sign" ADD COLUMN "double" VARCHAR(40) DEFAULT 'say "hi"';
ALTER TABLE "Sign" ADD COLUMN "both" TEXT DEFAULT 'a ''b'' "c"';
ALTER TABLE "Sign" ADD COLUMN "backslash" TEXT DEFAULT 'C:\temp';
ALTER TABLE "Sign" ADD COLUMN "percent" TEXT DEFAULT '100% {0} ? $1 :x';
ALTER TABLE "Sign" ADD COLUMN "empty" VARCHAR(10) DEFAULT '';
