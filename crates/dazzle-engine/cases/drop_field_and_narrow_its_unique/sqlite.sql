-- drop unique constraint `uq_Seat_hall_number_color` of `Seat`; drop column `Seat`.`color`
CREATE TABLE "Seat__new" (
    "id" CHAR(36) NOT NULL,
    "hall" VARCHAR(20) NOT NULL,
    "number" INTEGER NOT NULL,
    CONSTRAINT "pk_Seat" PRIMARY KEY ("id")
);
INSERT INTO "Seat__new" (rowid, "id", "hall", "number") SELECT rowid, "id", "hall", "number" FROM "Seat";
DROP TABLE "Seat";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Seat__new" RENAME TO "Seat";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Seat.hall with number becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Seat" WHERE ("hall", "number") IN (SELECT "hall", "number" FROM "Seat" GROUP BY "hall", "number" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Seat_hall_number` to `Seat`
--   stops at rows of `Seat` that are equal in the key of unique constraint `uq_Seat_hall_number`
CREATE TABLE "Seat__new" (
    "id" CHAR(36) NOT NULL,
    "hall" VARCHAR(20) NOT NULL,
    "number" INTEGER NOT NULL,
    CONSTRAINT "pk_Seat" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Seat_hall_number" UNIQUE ("hall", "number")
);
INSERT INTO "Seat__new" (rowid, "id", "hall", "number") SELECT rowid, "id", "hall", "number" FROM "Seat";
DROP TABLE "Seat";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Seat__new" RENAME TO "Seat";
PRAGMA legacy_alter_table = OFF;
