SELECT CAST(count(*) AS TEXT) FROM "Note" WHERE "subject_type" IS NULL AND "subject_id" IS NULL => 1
