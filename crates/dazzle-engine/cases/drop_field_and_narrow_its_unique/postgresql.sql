-- drop unique constraint `uq_Seat_hall_number_color` of `Seat`
ALTER TABLE "Seat" DROP CONSTRAINT "uq_Seat_hall_number_color";

-- drop column `Seat`.`color`
ALTER TABLE "Seat" DROP COLUMN "color";

-- bring data in order: Seat.hall with number becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Seat" WHERE ("hall", "number") IN (SELECT "hall", "number" FROM "Seat" GROUP BY "hall", "number" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Seat_hall_number` to `Seat`
--   stops at rows of `Seat` that are equal in the key of unique constraint `uq_Seat_hall_number`
ALTER TABLE "Seat" ADD CONSTRAINT "uq_Seat_hall_number" UNIQUE ("hall", "number");
