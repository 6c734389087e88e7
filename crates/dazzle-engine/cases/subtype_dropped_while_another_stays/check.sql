SELECT CAST(count(*) AS TEXT) FROM "InfusionPump" WHERE "max_rate" = 12.5 => 1
