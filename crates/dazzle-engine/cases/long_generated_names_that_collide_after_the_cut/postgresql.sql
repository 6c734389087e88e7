-- drop unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_3ea86795` of `MonthlyConsumptionReportOfThermalPowerStations`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" DROP CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_3ea86795";

-- add column `MonthlyConsumptionReportOfThermalPowerStations`.`station_operator_at_the_beginning_of_the_week` uuid
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD COLUMN "station_operator_at_the_beginning_of_the_week" uuid;

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783" UNIQUE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net");

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d" UNIQUE ("total_primary_energy_in_megawatt_hours_net");

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2`
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2" UNIQUE ("total_primary_energy_in_megawatt_hours_gross");

-- create index `ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e` on `MonthlyConsumptionReportOfThermalPowerStations`
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_net");

-- add foreign key `fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that point to a `Operator` that is not there
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations" ADD CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19" FOREIGN KEY ("station_operator_at_the_beginning_of_the_week") REFERENCES "Operator" ("id");
