SELECT CAST(count(*) AS TEXT) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE "station_operator_at_the_beginning_of_the_month" = '00000000-0000-0000-0000-000000000001' => 1
