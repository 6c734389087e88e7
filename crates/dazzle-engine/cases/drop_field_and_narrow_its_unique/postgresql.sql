-- drop unique constraint `uq_Seat_hall_number_color` of `Seat`
ALTER TABLE "Seat" DROP CONSTRAINT "uq_Seat_hall_number_color";

-- drop column `Seat`.`color`
ALTER TABLE "Seat" DROP COLUMN "color";

-- add unique constraint `uq_Seat_hall_number` to `Seat`
--   stops at rows of `Seat` that are equal in the key of unique constraint `uq_Seat_hall_number`
ALTER TABLE "Seat" ADD CONSTRAINT "uq_Seat_hall_number" UNIQUE ("hall", "number");
