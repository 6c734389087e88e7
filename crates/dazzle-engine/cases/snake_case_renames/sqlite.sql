-- rename table `pump_use` to `pump_run`
ALTER TABLE "pump_use" RENAME TO "pump_run";

-- rename column `pump_run`.`the_pump` to `pump_name`
ALTER TABLE "pump_run" RENAME COLUMN "the_pump" TO "pump_name";

-- rename constraint `pk_pump_use` of `pump_run` to `pk_pump_run`; rename constraint `uq_pump_use_the_pump` of `pump_run` to `uq_pump_run_pump_name`; change column `pump_run`.`pump_name`: type varchar(20) to varchar(40)
CREATE TABLE "pump_run__new" (
    "id" INTEGER NOT NULL,
    "pump_name" VARCHAR(40) NOT NULL,
    "count" INTEGER,
    CONSTRAINT "pk_pump_run" PRIMARY KEY ("id"),
    CONSTRAINT "uq_pump_run_pump_name" UNIQUE ("pump_name")
);
INSERT INTO "pump_run__new" ("id", "pump_name", "count") SELECT "id", "pump_name", "count" FROM "pump_run";
DROP TABLE "pump_run";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "pump_run__new" RENAME TO "pump_run";
PRAGMA legacy_alter_table = OFF;
