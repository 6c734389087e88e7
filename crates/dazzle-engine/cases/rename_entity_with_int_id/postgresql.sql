-- rename table `Record` to `Album`
ALTER TABLE "Record" RENAME TO "Album";
ALTER SEQUENCE IF EXISTS "Record_id_seq" RENAME TO "Album_id_seq";

-- rename constraint `pk_Record` of `Album` to `pk_Album`
ALTER TABLE "Album" RENAME CONSTRAINT "pk_Record" TO "pk_Album";
