-- rename table `pump_use` to `pump_run`
ALTER TABLE "pump_use" RENAME TO "pump_run";
DO $dazzle$
BEGIN
    IF pg_get_serial_sequence('"pump_run"', 'id')::regclass = to_regclass('"pump_use_id_seq"') AND to_regclass('"pump_run_id_seq"') IS NULL THEN
        ALTER SEQUENCE "pump_use_id_seq" RENAME TO "pump_run_id_seq";
    END IF;
END
$dazzle$;

-- rename column `pump_run`.`the_pump` to `pump_name`
ALTER TABLE "pump_run" RENAME COLUMN "the_pump" TO "pump_name";

-- rename constraint `pk_pump_use` of `pump_run` to `pk_pump_run`
ALTER TABLE "pump_run" RENAME CONSTRAINT "pk_pump_use" TO "pk_pump_run";

-- rename constraint `uq_pump_use_the_pump` of `pump_run` to `uq_pump_run_pump_name`
ALTER TABLE "pump_run" RENAME CONSTRAINT "uq_pump_use_the_pump" TO "uq_pump_run_pump_name";

-- change column `pump_run`.`pump_name`: type varchar(20) to varchar(40)
ALTER TABLE "pump_run" ALTER COLUMN "pump_name" TYPE varchar(40);
ANALYZE "pump_run" ("pump_name");
