-- create table `Ant` (4 columns)
CREATE TABLE "Ant" (
    "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID) NOT NULL,
    "id" uuid NOT NULL,
    "hill" uuid NOT NULL,
    "boss" uuid,
    CONSTRAINT "pk_Ant" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Ant_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Ant_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Zoo" ("id"),
    CONSTRAINT "fk_Ant_tenant_id_boss" FOREIGN KEY ("tenant_id", "boss") REFERENCES "Ant" ("tenant_id", "id")
);
CREATE INDEX "ix_Ant_tenant_id" ON "Ant" ("tenant_id");

-- create table `Hill` (4 columns)
CREATE TABLE "Hill" (
    "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID) NOT NULL,
    "id" uuid NOT NULL,
    "queen" uuid,
    "code" varchar(8) NOT NULL,
    CONSTRAINT "pk_Hill" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Hill_tenant_id_code" UNIQUE ("tenant_id", "code"),
    CONSTRAINT "uq_Hill_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Hill_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Zoo" ("id"),
    CONSTRAINT "fk_Hill_tenant_id_queen" FOREIGN KEY ("tenant_id", "queen") REFERENCES "Ant" ("tenant_id", "id")
);
CREATE INDEX "ix_Hill_tenant_id" ON "Hill" ("tenant_id");

-- add foreign key `fk_Ant_tenant_id_hill` to `Ant`
ALTER TABLE "Ant" ADD CONSTRAINT "fk_Ant_tenant_id_hill" FOREIGN KEY ("tenant_id", "hill") REFERENCES "Hill" ("tenant_id", "id") ON DELETE CASCADE;
