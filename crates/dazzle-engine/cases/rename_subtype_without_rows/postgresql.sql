-- rename table `InfusionPump` to `SyringePump`
ALTER TABLE "InfusionPump" RENAME TO "SyringePump";

-- drop check `ck_Device_kind` of `Device`
ALTER TABLE "Device" DROP CONSTRAINT "ck_Device_kind";

-- rename constraint `fk_InfusionPump_id` of `SyringePump` to `fk_SyringePump_id`
ALTER TABLE "SyringePump" RENAME CONSTRAINT "fk_InfusionPump_id" TO "fk_SyringePump_id";

-- rename constraint `pk_InfusionPump` of `SyringePump` to `pk_SyringePump`
ALTER TABLE "SyringePump" RENAME CONSTRAINT "pk_InfusionPump" TO "pk_SyringePump";

-- run SQL: Device.kind: `infusion_pump` becomes `syringe_pump`
UPDATE "Device" SET "kind" = 'syringe_pump' WHERE "kind" = 'infusion_pump';

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
ALTER TABLE "Device" ADD CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('syringe_pump'));
