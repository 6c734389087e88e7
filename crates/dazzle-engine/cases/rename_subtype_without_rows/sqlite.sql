-- rename table `InfusionPump` to `SyringePump`
ALTER TABLE "InfusionPump" RENAME TO "SyringePump";

-- drop check `ck_Device_kind` of `Device`
CREATE TABLE "Device__new" (
    "id" CHAR(36) NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id")
);
INSERT INTO "Device__new" (rowid, "id", "kind") SELECT rowid, "id", "kind" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `fk_InfusionPump_id` of `SyringePump` to `fk_SyringePump_id`; rename constraint `pk_InfusionPump` of `SyringePump` to `pk_SyringePump`
CREATE TABLE "SyringePump__new" (
    "id" CHAR(36) NOT NULL,
    "max_rate" NUMERIC(6,2),
    CONSTRAINT "pk_SyringePump" PRIMARY KEY ("id"),
    CONSTRAINT "fk_SyringePump_id" FOREIGN KEY ("id") REFERENCES "Device" ("id") ON DELETE CASCADE
);
INSERT INTO "SyringePump__new" (rowid, "id", "max_rate") SELECT rowid, "id", "max_rate" FROM "SyringePump";
DROP TABLE "SyringePump";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "SyringePump__new" RENAME TO "SyringePump";
PRAGMA legacy_alter_table = OFF;

-- run SQL: Device.kind: `infusion_pump` becomes `syringe_pump`
UPDATE "Device" SET "kind" = 'syringe_pump' WHERE "kind" = 'infusion_pump';

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
CREATE TABLE "Device__new" (
    "id" CHAR(36) NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('syringe_pump'))
);
INSERT INTO "Device__new" (rowid, "id", "kind") SELECT rowid, "id", "kind" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;
