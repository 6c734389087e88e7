-- drop table `MRIScanner`
DROP TABLE "MRIScanner";

-- drop check `ck_Device_kind` of `Device`
CREATE TABLE "Device__new" (
    "id" CHAR(36) NOT NULL,
    "serial" VARCHAR(40) NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Device_serial" UNIQUE ("serial")
);
INSERT INTO "Device__new" (rowid, "id", "serial", "kind") SELECT rowid, "id", "serial", "kind" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Device.kind no longer takes `mri_scanner`: rows that hold it need another value
--   until SELECT count(*) FROM "Device" WHERE "kind" NOT IN ('infusion_pump') = 0

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
CREATE TABLE "Device__new" (
    "id" CHAR(36) NOT NULL,
    "serial" VARCHAR(40) NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Device_serial" UNIQUE ("serial"),
    CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump'))
);
INSERT INTO "Device__new" (rowid, "id", "serial", "kind") SELECT rowid, "id", "serial", "kind" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;
