SELECT CAST(count(*) AS TEXT) FROM "InfusionPump" WHERE "max_rate" = 12.5 => 1
SELECT "serial" FROM "Apparatus" WHERE "kind" = 'infusion_pump' => X-1
