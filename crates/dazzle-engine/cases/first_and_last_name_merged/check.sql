SELECT count(*) FROM "Person" WHERE "full_name" IN ('Ada Lovelace', 'Alan Turing') => 2
