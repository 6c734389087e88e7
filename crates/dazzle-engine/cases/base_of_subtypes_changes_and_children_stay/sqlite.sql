-- rename table `Device` to `Apparatus`
ALTER TABLE "Device" RENAME TO "Apparatus";

-- rename constraint `ck_Device_kind` of `Apparatus` to `ck_Apparatus_kind`; rename constraint `pk_Device` of `Apparatus` to `pk_Apparatus`; rename constraint `uq_Device_serial` of `Apparatus` to `uq_Apparatus_serial`; add column `Apparatus`.`bought_on` date; change column `Apparatus`.`serial`: type varchar(20) to text
CREATE TABLE "Apparatus__new" (
    "id" CHAR(36) NOT NULL,
    "serial" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bought_on" DATE DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Apparatus" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Apparatus_serial" UNIQUE ("serial"),
    CONSTRAINT "ck_Apparatus_kind" CHECK ("kind" IN ('infusion_pump'))
);
INSERT INTO "Apparatus__new" (rowid, "id", "serial", "kind") SELECT rowid, "id", "serial", "kind" FROM "Apparatus";
DROP TABLE "Apparatus";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Apparatus__new" RENAME TO "Apparatus";
PRAGMA legacy_alter_table = OFF;

-- change column `InfusionPump`.`max_rate`: type decimal(6,2) to decimal(8,2)
CREATE TABLE "InfusionPump__new" (
    "id" CHAR(36) NOT NULL,
    "max_rate" NUMERIC(8,2) NOT NULL,
    CONSTRAINT "pk_InfusionPump" PRIMARY KEY ("id"),
    CONSTRAINT "fk_InfusionPump_id" FOREIGN KEY ("id") REFERENCES "Apparatus" ("id") ON DELETE CASCADE
);
INSERT INTO "InfusionPump__new" (rowid, "id", "max_rate") SELECT rowid, "id", "max_rate" FROM "InfusionPump";
DROP TABLE "InfusionPump";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "InfusionPump__new" RENAME TO "InfusionPump";
PRAGMA legacy_alter_table = OFF;
