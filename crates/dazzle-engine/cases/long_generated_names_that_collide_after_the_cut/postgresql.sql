-- drop unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_3ea86795` of `MonthlyConsumptionReportOfThermalPowerStations`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" DROP CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_3ea86795";

-- add column `MonthlyConsumptionReportOfThermalPowerStations`.`station_operator_at_the_beginning_of_the_week` uuid
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD COLUMN "station_operator_at_the_beginning_of_the_week" uuid;

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.station_operator_at_the_beginning_of_the_year with total_primary_energy_in_megawatt_hours_net becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net") IN (SELECT "station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783" UNIQUE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net");

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.total_primary_energy_in_megawatt_hours_net becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE "total_primary_energy_in_megawatt_hours_net" IN (SELECT "total_primary_energy_in_megawatt_hours_net" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "total_primary_energy_in_megawatt_hours_net" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d" UNIQUE ("total_primary_energy_in_megawatt_hours_net");

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.total_primary_energy_in_megawatt_hours_gross becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE "total_primary_energy_in_megawatt_hours_gross" IN (SELECT "total_primary_energy_in_megawatt_hours_gross" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "total_primary_energy_in_megawatt_hours_gross" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2" UNIQUE ("total_primary_energy_in_megawatt_hours_gross");

-- create index `ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e` on `MonthlyConsumptionReportOfThermalPowerStations`
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_net");

-- add foreign key `fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that point to a `Operator` that is not there
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19" FOREIGN KEY ("station_operator_at_the_beginning_of_the_week") REFERENCES "Operator" ("id");
