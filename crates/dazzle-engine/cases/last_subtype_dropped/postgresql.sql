-- drop table `InfusionPump`
DROP TABLE "InfusionPump";

-- drop check `ck_Device_kind` of `Device`
ALTER TABLE "Device" DROP CONSTRAINT "ck_Device_kind";

-- drop column `Device`.`kind`
ALTER TABLE "Device" DROP COLUMN "kind";
