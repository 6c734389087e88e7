-- drop table `InfusionPump`
DROP TABLE "InfusionPump";

-- drop check `ck_Device_kind` of `Device`; drop column `Device`.`kind`
CREATE TABLE "Device__new" (
    "id" CHAR(36) NOT NULL,
    "serial" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Device_serial" UNIQUE ("serial")
);
INSERT INTO "Device__new" (rowid, "id", "serial") SELECT rowid, "id", "serial" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;
