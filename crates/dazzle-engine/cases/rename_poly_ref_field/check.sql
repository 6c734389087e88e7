SELECT "subject_type" FROM "Note" WHERE "subject_id" = '00000000-0000-0000-0000-000000000001' => Invoice
