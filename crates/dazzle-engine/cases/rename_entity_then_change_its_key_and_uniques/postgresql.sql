-- rename table `Record` to `Album`
ALTER TABLE "Record" RENAME TO "Album";
DO $dazzle$
BEGIN
    IF pg_get_serial_sequence('"Album"', 'id')::regclass = to_regclass('"Record_id_seq"') AND to_regclass('"Album_id_seq"') IS NULL THEN
        ALTER SEQUENCE "Record_id_seq" RENAME TO "Album_id_seq";
    END IF;
END
$dazzle$;

-- drop unique constraint `uq_Record_code` of `Album`
ALTER TABLE "Album" DROP CONSTRAINT "uq_Record_code";

-- rename constraint `pk_Record` of `Album` to `pk_Album`
ALTER TABLE "Album" RENAME CONSTRAINT "pk_Record" TO "pk_Album";

-- change column `Album`.`id`: type integer to varchar(12), no longer numbered
ALTER TABLE "Album" ALTER COLUMN "id" DROP IDENTITY;
ALTER TABLE "Album" ALTER COLUMN "id" TYPE varchar(12);
ANALYZE "Album" ("id");

-- add unique constraint `uq_Album_code_year` to `Album`
--   stops at rows of `Album` that are equal in the key of unique constraint `uq_Album_code_year`
ALTER TABLE "Album" ADD CONSTRAINT "uq_Album_code_year" UNIQUE ("code", "year");
