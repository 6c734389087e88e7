-- create table `Ant` (4 columns); add foreign key `fk_Ant_tenant_id_hill` to `Ant`
CREATE TABLE "Ant" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "hill" CHAR(36) NOT NULL,
    "boss" CHAR(36),
    CONSTRAINT "pk_Ant" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Ant_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Ant_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Zoo" ("id"),
    CONSTRAINT "fk_Ant_tenant_id_boss" FOREIGN KEY ("tenant_id", "boss") REFERENCES "Ant" ("tenant_id", "id"),
    CONSTRAINT "fk_Ant_tenant_id_hill" FOREIGN KEY ("tenant_id", "hill") REFERENCES "Hill" ("tenant_id", "id") ON DELETE CASCADE
);
CREATE INDEX "ix_Ant_tenant_id" ON "Ant" ("tenant_id");

-- create table `Hill` (4 columns)
CREATE TABLE "Hill" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "queen" CHAR(36),
    "code" VARCHAR(8) NOT NULL,
    CONSTRAINT "pk_Hill" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Hill_tenant_id_code" UNIQUE ("tenant_id", "code"),
    CONSTRAINT "uq_Hill_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Hill_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Zoo" ("id"),
    CONSTRAINT "fk_Hill_tenant_id_queen" FOREIGN KEY ("tenant_id", "queen") REFERENCES "Ant" ("tenant_id", "id")
);
CREATE INDEX "ix_Hill_tenant_id" ON "Hill" ("tenant_id");
