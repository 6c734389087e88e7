-- rename table `Person` to `Employee`
ALTER TABLE "Person" RENAME TO "Employee";

-- rename column `Employee`.`boss` to `manager`
ALTER TABLE "Employee" RENAME COLUMN "boss" TO "manager";

-- rename column `Employee`.`name` to `full_name`
ALTER TABLE "Employee" RENAME COLUMN "name" TO "full_name";

-- rename constraint `fk_Person_boss` of `Employee` to `fk_Employee_manager`; rename constraint `pk_Person` of `Employee` to `pk_Employee`; rename constraint `uq_Person_name` of `Employee` to `uq_Employee_full_name`; change column `Employee`.`full_name`: type varchar(80) to varchar(120)
CREATE TABLE "Employee__new" (
    "id" CHAR(36) NOT NULL,
    "full_name" VARCHAR(120) NOT NULL,
    "manager" CHAR(36),
    CONSTRAINT "pk_Employee" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Employee_full_name" UNIQUE ("full_name"),
    CONSTRAINT "fk_Employee_manager" FOREIGN KEY ("manager") REFERENCES "Employee" ("id")
);
INSERT INTO "Employee__new" (rowid, "id", "full_name", "manager") SELECT rowid, "id", "full_name", "manager" FROM "Employee";
DROP TABLE "Employee";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Employee__new" RENAME TO "Employee";
PRAGMA legacy_alter_table = OFF;
