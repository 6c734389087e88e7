-- rename table `Person` to `Employee`
ALTER TABLE "Person" RENAME TO "Employee";

-- rename column `Employee`.`boss` to `manager`
ALTER TABLE "Employee" RENAME COLUMN "boss" TO "manager";

-- rename column `Employee`.`name` to `full_name`
ALTER TABLE "Employee" RENAME COLUMN "name" TO "full_name";

-- rename constraint `fk_Person_boss` of `Employee` to `fk_Employee_manager`
ALTER TABLE "Employee" RENAME CONSTRAINT "fk_Person_boss" TO "fk_Employee_manager";

-- rename constraint `pk_Person` of `Employee` to `pk_Employee`
ALTER TABLE "Employee" RENAME CONSTRAINT "pk_Person" TO "pk_Employee";

-- rename constraint `uq_Person_name` of `Employee` to `uq_Employee_full_name`
ALTER TABLE "Employee" RENAME CONSTRAINT "uq_Person_name" TO "uq_Employee_full_name";

-- change column `Employee`.`full_name`: type varchar(80) to varchar(120)
ALTER TABLE "Employee" ALTER COLUMN "full_name" TYPE varchar(120);
ANALYZE "Employee" ("full_name");
