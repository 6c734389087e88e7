-- create table `Group` (3 columns)
CREATE TABLE "Group" (
    "id" CHAR(36) NOT NULL,
    "select" CHAR(36),
    "table" DATE DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Group" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Group_select" FOREIGN KEY ("select") REFERENCES "Order" ("id")
);

-- create table `Table` (3 columns)
CREATE TABLE "Table" (
    "id" INTEGER NOT NULL,
    "user" CHAR(36),
    "constraint" VARCHAR(10),
    CONSTRAINT "pk_Table" PRIMARY KEY ("id")
);

-- create table `User` (2 columns)
CREATE TABLE "User" (
    "id" CHAR(36) NOT NULL,
    "references" INTEGER,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "fk_User_references" FOREIGN KEY ("references") REFERENCES "Table" ("id")
);

-- add column `Order`.`limit` integer; add column `Order`.`check` boolean; add column `Order`.`column` text; add column `Order`.`primary` uuid; add column `Order`.`default` text; add column `Order`.`values` json; change column `Order`.`group`: type varchar(20) to varchar(40); change column `Order`.`key`: default 'select'
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "order" INTEGER NOT NULL,
    "group" VARCHAR(40),
    "user" VARCHAR(20),
    "key" VARCHAR(20) DEFAULT 'select',
    "desc" TEXT,
    "limit" INTEGER DEFAULT 10,
    "check" BOOLEAN DEFAULT 1,
    "column" TEXT DEFAULT 'table',
    "primary" CHAR(36),
    "default" TEXT DEFAULT 'default',
    "values" TEXT DEFAULT '{}',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_user" UNIQUE ("user")
);
INSERT INTO "Order__new" (rowid, "id", "order", "group", "user", "key", "desc") SELECT rowid, "id", "order", "group", "user", "key", "desc" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Order.key becomes required: rows without a value need one
--   until SELECT count(*) FROM "Order" WHERE "key" IS NULL = 0

-- change column `Order`.`key`: required
--   stops at rows of `Order` without a value for `key`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "order" INTEGER NOT NULL,
    "group" VARCHAR(40),
    "user" VARCHAR(20),
    "key" VARCHAR(20) NOT NULL DEFAULT 'select',
    "desc" TEXT,
    "limit" INTEGER DEFAULT 10,
    "check" BOOLEAN DEFAULT 1,
    "column" TEXT DEFAULT 'table',
    "primary" CHAR(36),
    "default" TEXT DEFAULT 'default',
    "values" TEXT DEFAULT '{}',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_user" UNIQUE ("user")
);
INSERT INTO "Order__new" (rowid, "id", "order", "group", "user", "key", "desc", "limit", "check", "column", "primary", "default", "values") SELECT rowid, "id", "order", "group", "user", "key", "desc", "limit", "check", "column", "primary", "default", "values" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Order.group with order becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Order" WHERE ("group", "order") IN (SELECT "group", "order" FROM "Order" GROUP BY "group", "order" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Order_group_order` to `Order`; add check `ck_Order_column` to `Order`; create index `ix_Order_limit_column` on `Order`; add foreign key `fk_Order_primary` to `Order`
--   stops at rows of `Order` that are equal in the key of unique constraint `uq_Order_group_order`
--   stops at rows of `Order` that break the check `ck_Order_column`
--   stops at rows of `Order` that point to a `Group` that is not there
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "order" INTEGER NOT NULL,
    "group" VARCHAR(40),
    "user" VARCHAR(20),
    "key" VARCHAR(20) NOT NULL DEFAULT 'select',
    "desc" TEXT,
    "limit" INTEGER DEFAULT 10,
    "check" BOOLEAN DEFAULT 1,
    "column" TEXT DEFAULT 'table',
    "primary" CHAR(36),
    "default" TEXT DEFAULT 'default',
    "values" TEXT DEFAULT '{}',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_user" UNIQUE ("user"),
    CONSTRAINT "uq_Order_group_order" UNIQUE ("group", "order"),
    CONSTRAINT "ck_Order_column" CHECK ("column" IN ('table', 'drop', 'alter')),
    CONSTRAINT "fk_Order_primary" FOREIGN KEY ("primary") REFERENCES "Group" ("id")
);
INSERT INTO "Order__new" (rowid, "id", "order", "group", "user", "key", "desc", "limit", "check", "column", "primary", "default", "values") SELECT rowid, "id", "order", "group", "user", "key", "desc", "limit", "check", "column", "primary", "default", "values" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Order_limit_column" ON "Order" ("limit", "column");

-- add foreign key `fk_Table_user` to `Table`
--   stops at rows of `Table` that point to a `User` that is not there
CREATE TABLE "Table__new" (
    "id" INTEGER NOT NULL,
    "user" CHAR(36),
    "constraint" VARCHAR(10),
    CONSTRAINT "pk_Table" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Table_user" FOREIGN KEY ("user") REFERENCES "User" ("id")
);
INSERT INTO "Table__new" ("id", "user", "constraint") SELECT "id", "user", "constraint" FROM "Table";
DROP TABLE "Table";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Table__new" RENAME TO "Table";
PRAGMA legacy_alter_table = OFF;
