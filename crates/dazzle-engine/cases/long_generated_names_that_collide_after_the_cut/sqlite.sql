-- drop unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_3ea86795` of `MonthlyConsumptionReportOfThermalPowerStations`; add column `MonthlyConsumptionReportOfThermalPowerStations`.`station_operator_at_the_beginning_of_the_week` uuid
CREATE TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" (
    "id" CHAR(36) NOT NULL,
    "total_primary_energy_in_megawatt_hours_gross" NUMERIC(12,2),
    "total_primary_energy_in_megawatt_hours_net" NUMERIC(12,2),
    "station_operator_at_the_beginning_of_the_month" CHAR(36),
    "station_operator_at_the_beginning_of_the_year" CHAR(36),
    "station_operator_at_the_beginning_of_the_week" CHAR(36),
    CONSTRAINT "pk_MonthlyConsumptionReportOfThermalPowerStations" PRIMARY KEY ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_2614a09f" FOREIGN KEY ("station_operator_at_the_beginning_of_the_year") REFERENCES "Operator" ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_42f8f063" FOREIGN KEY ("station_operator_at_the_beginning_of_the_month") REFERENCES "Operator" ("id")
);
INSERT INTO "MonthlyConsumptionReportOfThermalPowerStations__new" (rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year") SELECT rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year" FROM "MonthlyConsumptionReportOfThermalPowerStations";
DROP TABLE "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" RENAME TO "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_0b54950f" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_gross");

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.station_operator_at_the_beginning_of_the_year with total_primary_energy_in_megawatt_hours_net becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net") IN (SELECT "station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783`
CREATE TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" (
    "id" CHAR(36) NOT NULL,
    "total_primary_energy_in_megawatt_hours_gross" NUMERIC(12,2),
    "total_primary_energy_in_megawatt_hours_net" NUMERIC(12,2),
    "station_operator_at_the_beginning_of_the_month" CHAR(36),
    "station_operator_at_the_beginning_of_the_year" CHAR(36),
    "station_operator_at_the_beginning_of_the_week" CHAR(36),
    CONSTRAINT "pk_MonthlyConsumptionReportOfThermalPowerStations" PRIMARY KEY ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_2614a09f" FOREIGN KEY ("station_operator_at_the_beginning_of_the_year") REFERENCES "Operator" ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_42f8f063" FOREIGN KEY ("station_operator_at_the_beginning_of_the_month") REFERENCES "Operator" ("id"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783" UNIQUE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net")
);
INSERT INTO "MonthlyConsumptionReportOfThermalPowerStations__new" (rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week") SELECT rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week" FROM "MonthlyConsumptionReportOfThermalPowerStations";
DROP TABLE "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" RENAME TO "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_0b54950f" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_gross");

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.total_primary_energy_in_megawatt_hours_net becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE "total_primary_energy_in_megawatt_hours_net" IN (SELECT "total_primary_energy_in_megawatt_hours_net" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "total_primary_energy_in_megawatt_hours_net" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d`
CREATE TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" (
    "id" CHAR(36) NOT NULL,
    "total_primary_energy_in_megawatt_hours_gross" NUMERIC(12,2),
    "total_primary_energy_in_megawatt_hours_net" NUMERIC(12,2),
    "station_operator_at_the_beginning_of_the_month" CHAR(36),
    "station_operator_at_the_beginning_of_the_year" CHAR(36),
    "station_operator_at_the_beginning_of_the_week" CHAR(36),
    CONSTRAINT "pk_MonthlyConsumptionReportOfThermalPowerStations" PRIMARY KEY ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_2614a09f" FOREIGN KEY ("station_operator_at_the_beginning_of_the_year") REFERENCES "Operator" ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_42f8f063" FOREIGN KEY ("station_operator_at_the_beginning_of_the_month") REFERENCES "Operator" ("id"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783" UNIQUE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d" UNIQUE ("total_primary_energy_in_megawatt_hours_net")
);
INSERT INTO "MonthlyConsumptionReportOfThermalPowerStations__new" (rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week") SELECT rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week" FROM "MonthlyConsumptionReportOfThermalPowerStations";
DROP TABLE "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" RENAME TO "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_0b54950f" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_gross");

-- bring data in order: MonthlyConsumptionReportOfThermalPowerStations.total_primary_energy_in_megawatt_hours_gross becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "MonthlyConsumptionReportOfThermalPowerStations" WHERE "total_primary_energy_in_megawatt_hours_gross" IN (SELECT "total_primary_energy_in_megawatt_hours_gross" FROM "MonthlyConsumptionReportOfThermalPowerStations" GROUP BY "total_primary_energy_in_megawatt_hours_gross" HAVING count(*) > 1) = 0

-- add unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2` to `MonthlyConsumptionReportOfThermalPowerStations`; create index `ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e` on `MonthlyConsumptionReportOfThermalPowerStations`; add foreign key `fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19` to `MonthlyConsumptionReportOfThermalPowerStations`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that are equal in the key of unique constraint `uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2`
--   stops at rows of `MonthlyConsumptionReportOfThermalPowerStations` that point to a `Operator` that is not there
CREATE TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" (
    "id" CHAR(36) NOT NULL,
    "total_primary_energy_in_megawatt_hours_gross" NUMERIC(12,2),
    "total_primary_energy_in_megawatt_hours_net" NUMERIC(12,2),
    "station_operator_at_the_beginning_of_the_month" CHAR(36),
    "station_operator_at_the_beginning_of_the_year" CHAR(36),
    "station_operator_at_the_beginning_of_the_week" CHAR(36),
    CONSTRAINT "pk_MonthlyConsumptionReportOfThermalPowerStations" PRIMARY KEY ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_2614a09f" FOREIGN KEY ("station_operator_at_the_beginning_of_the_year") REFERENCES "Operator" ("id"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_42f8f063" FOREIGN KEY ("station_operator_at_the_beginning_of_the_month") REFERENCES "Operator" ("id"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_stat_1f54a783" UNIQUE ("station_operator_at_the_beginning_of_the_year", "total_primary_energy_in_megawatt_hours_net"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_7d4f946d" UNIQUE ("total_primary_energy_in_megawatt_hours_net"),
    CONSTRAINT "uq_MonthlyConsumptionReportOfThermalPowerStations_tota_e5a258b2" UNIQUE ("total_primary_energy_in_megawatt_hours_gross"),
    CONSTRAINT "fk_MonthlyConsumptionReportOfThermalPowerStations_stat_fd406f19" FOREIGN KEY ("station_operator_at_the_beginning_of_the_week") REFERENCES "Operator" ("id")
);
INSERT INTO "MonthlyConsumptionReportOfThermalPowerStations__new" (rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week") SELECT rowid, "id", "total_primary_energy_in_megawatt_hours_gross", "total_primary_energy_in_megawatt_hours_net", "station_operator_at_the_beginning_of_the_month", "station_operator_at_the_beginning_of_the_year", "station_operator_at_the_beginning_of_the_week" FROM "MonthlyConsumptionReportOfThermalPowerStations";
DROP TABLE "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "MonthlyConsumptionReportOfThermalPowerStations__new" RENAME TO "MonthlyConsumptionReportOfThermalPowerStations";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_0b54950f" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_gross");
CREATE INDEX "ix_MonthlyConsumptionReportOfThermalPowerStations_tota_4cd4da9e" ON "MonthlyConsumptionReportOfThermalPowerStations" ("total_primary_energy_in_megawatt_hours_net");
