-- rename table `Beta` to `Gamma`
ALTER TABLE "Beta" RENAME TO "Gamma";
DO $dazzle$
BEGIN
    IF pg_get_serial_sequence('"Gamma"', 'id')::regclass = to_regclass('"Beta_id_seq"') AND to_regclass('"Gamma_id_seq"') IS NULL THEN
        ALTER SEQUENCE "Beta_id_seq" RENAME TO "Gamma_id_seq";
    END IF;
END
$dazzle$;

-- rename table `Alpha` to `Beta`
ALTER TABLE "Alpha" RENAME TO "Beta";
DO $dazzle$
BEGIN
    IF pg_get_serial_sequence('"Beta"', 'id')::regclass = to_regclass('"Alpha_id_seq"') AND to_regclass('"Beta_id_seq"') IS NULL THEN
        ALTER SEQUENCE "Alpha_id_seq" RENAME TO "Beta_id_seq";
    END IF;
END
$dazzle$;

-- rename constraint `pk_Beta` of `Gamma` to `pk_Gamma`
ALTER TABLE "Gamma" RENAME CONSTRAINT "pk_Beta" TO "pk_Gamma";

-- rename constraint `pk_Alpha` of `Beta` to `pk_Beta`
ALTER TABLE "Beta" RENAME CONSTRAINT "pk_Alpha" TO "pk_Beta";
