SELECT count(*) FROM "Address" WHERE "city" IN ('Bonn', 'Ulm') => 2
