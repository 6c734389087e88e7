-- change column `Word`.`word`: type varchar(200) to varchar(5)
--   stops at rows of `Word` whose `word` is longer than 5 characters
ALTER TABLE "Word" ALTER COLUMN "word" TYPE varchar(5);
ANALYZE "Word" ("word");

-- change column `Word`.`origin`: type varchar(200) to varchar(50)
--   stops at rows of `Word` whose `origin` is longer than 50 characters
ALTER TABLE "Word" ALTER COLUMN "origin" TYPE varchar(50);
ANALYZE "Word" ("origin");
