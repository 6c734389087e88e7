-- change column `Part`.`code`: type varchar(10) to varchar(40)
ALTER TABLE "Part" ALTER COLUMN "code" TYPE varchar(40);
ANALYZE "Part" ("code");

-- change column `Part`.`grade`: type varchar(4) to varchar(20)
ALTER TABLE "Part" ALTER COLUMN "grade" DROP DEFAULT, ALTER COLUMN "grade" TYPE varchar(20), ALTER COLUMN "grade" SET DEFAULT 'none';
ANALYZE "Part" ("grade");

-- change column `Part`.`shelf`: type varchar(6) to text
ALTER TABLE "Part" ALTER COLUMN "shelf" TYPE text;
ANALYZE "Part" ("shelf");
