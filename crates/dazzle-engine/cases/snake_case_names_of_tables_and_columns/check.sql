SELECT "unit2_bed" FROM "infusion_pump" WHERE "max_rate" = 12.5 => none
SELECT "net_price_currency" FROM "infusion_pump" => EUR
