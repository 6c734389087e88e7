-- rename table `Device` to `Apparatus`
ALTER TABLE "Device" RENAME TO "Apparatus";

-- rename constraint `ck_Device_kind` of `Apparatus` to `ck_Apparatus_kind`
ALTER TABLE "Apparatus" RENAME CONSTRAINT "ck_Device_kind" TO "ck_Apparatus_kind";

-- rename constraint `pk_Device` of `Apparatus` to `pk_Apparatus`
ALTER TABLE "Apparatus" RENAME CONSTRAINT "pk_Device" TO "pk_Apparatus";

-- rename constraint `uq_Device_serial` of `Apparatus` to `uq_Apparatus_serial`
ALTER TABLE "Apparatus" RENAME CONSTRAINT "uq_Device_serial" TO "uq_Apparatus_serial";

-- add column `Apparatus`.`bought_on` date
ALTER TABLE "Apparatus" ADD COLUMN "bought_on" date DEFAULT CURRENT_DATE;

-- change column `Apparatus`.`serial`: type varchar(20) to text
ALTER TABLE "Apparatus" ALTER COLUMN "serial" TYPE text;
ANALYZE "Apparatus" ("serial");

-- change column `InfusionPump`.`max_rate`: type decimal(6,2) to decimal(8,2)
ALTER TABLE "InfusionPump" ALTER COLUMN "max_rate" TYPE numeric(8,2);
ANALYZE "InfusionPump" ("max_rate");
