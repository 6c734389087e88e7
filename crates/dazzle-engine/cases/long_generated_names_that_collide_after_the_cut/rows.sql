INSERT INTO "Operator" ("id") VALUES ('00000000-0000-0000-0000-000000000001');
INSERT INTO "MonthlyConsumptionReportOfThermalPowerStations" ("id", "total_primary_energy_in_megawatt_hours_gross", "station_operator_at_the_beginning_of_the_month") VALUES ('00000000-0000-0000-0000-000000000002', 10.5, '00000000-0000-0000-0000-000000000001');
