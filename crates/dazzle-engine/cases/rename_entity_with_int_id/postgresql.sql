-- rename table `Record` to `Album`
ALTER TABLE "Record" RENAME TO "Album";
DO $dazzle$
BEGIN
    IF pg_get_serial_sequence('"Album"', 'id')::regclass = to_regclass('"Record_id_seq"') AND to_regclass('"Album_id_seq"') IS NULL THEN
        ALTER SEQUENCE "Record_id_seq" RENAME TO "Album_id_seq";
    END IF;
END
$dazzle$;

-- rename constraint `pk_Record` of `Album` to `pk_Album`
ALTER TABLE "Album" RENAME CONSTRAINT "pk_Record" TO "pk_Album";
