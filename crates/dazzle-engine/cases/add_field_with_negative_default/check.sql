SELECT CAST(count(*) AS TEXT) FROM "Level" WHERE "floor" = -1 AND "depth" = -12.75 AND "offset" = -0.5 => 2
