-- create table `Device` (5 columns)
CREATE TABLE "Device" (
    "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID) NOT NULL,
    "id" uuid NOT NULL,
    "room" uuid,
    "serial" varchar(40) NOT NULL,
    "kind" text NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Device_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "uq_Device_tenant_id_serial" UNIQUE ("tenant_id", "serial"),
    CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump')),
    CONSTRAINT "fk_Device_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Clinic" ("id"),
    CONSTRAINT "fk_Device_tenant_id_room" FOREIGN KEY ("tenant_id", "room") REFERENCES "Room" ("tenant_id", "id")
);
CREATE INDEX "ix_Device_tenant_id" ON "Device" ("tenant_id");

-- create table `InfusionPump` (2 columns)
CREATE TABLE "InfusionPump" (
    "id" uuid NOT NULL,
    "max_rate" numeric(6,2),
    CONSTRAINT "pk_InfusionPump" PRIMARY KEY ("id"),
    CONSTRAINT "fk_InfusionPump_id" FOREIGN KEY ("id") REFERENCES "Device" ("id") ON DELETE CASCADE
);

-- create table `Service` (4 columns)
CREATE TABLE "Service" (
    "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID) NOT NULL,
    "id" uuid NOT NULL,
    "pump" uuid NOT NULL,
    "device" uuid NOT NULL,
    CONSTRAINT "pk_Service" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Service_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Service_pump" FOREIGN KEY ("pump") REFERENCES "InfusionPump" ("id"),
    CONSTRAINT "fk_Service_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Clinic" ("id"),
    CONSTRAINT "fk_Service_tenant_id_device" FOREIGN KEY ("tenant_id", "device") REFERENCES "Device" ("tenant_id", "id")
);
CREATE INDEX "ix_Service_tenant_id" ON "Service" ("tenant_id");
