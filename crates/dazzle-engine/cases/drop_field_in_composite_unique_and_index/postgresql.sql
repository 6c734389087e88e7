-- drop index `ix_Seat_number` of `Seat`
DROP INDEX "ix_Seat_number";

-- drop index `ix_Seat_row_number` of `Seat`
DROP INDEX "ix_Seat_row_number";

-- drop unique constraint `uq_Seat_hall_row_number` of `Seat`
ALTER TABLE "Seat" DROP CONSTRAINT "uq_Seat_hall_row_number";

-- drop column `Seat`.`number`
ALTER TABLE "Seat" DROP COLUMN "number";
