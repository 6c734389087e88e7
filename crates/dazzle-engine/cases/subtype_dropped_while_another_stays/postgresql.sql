-- drop table `MRIScanner`
DROP TABLE "MRIScanner";

-- drop check `ck_Device_kind` of `Device`
ALTER TABLE "Device" DROP CONSTRAINT "ck_Device_kind";

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
ALTER TABLE "Device" ADD CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump'));
