SELECT CAST(count(*) AS TEXT) FROM "Flag" WHERE "active" = TRUE AND "archived" = FALSE AND "spoken" = TRUE => 1
