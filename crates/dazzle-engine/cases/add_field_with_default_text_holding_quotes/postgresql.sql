-- add column `Sign`.`single` varchar(40)
ALTER TABLE "Sign" ADD COLUMN "single" varchar(40) DEFAULT 'it''s here';

-- add column `Sign`.`double` varchar(40)
ALTER TABLE "Sign" ADD COLUMN "double" varchar(40) DEFAULT 'say "hi"';

-- add column `Sign`.`both` text
ALTER TABLE "Sign" ADD COLUMN "both" text DEFAULT 'a ''b'' "c"';

-- add column `Sign`.`backslash` text
ALTER TABLE "Sign" ADD COLUMN "backslash" text DEFAULT 'C:\temp';

-- add column `Sign`.`percent` text
ALTER TABLE "Sign" ADD COLUMN "percent" text DEFAULT '100% {0} ? $1 :x';

-- add column `Sign`.`empty` varchar(10)
ALTER TABLE "Sign" ADD COLUMN "empty" varchar(10) DEFAULT '';
