-- drop index `ix_Seat_number` of `Seat`; drop index `ix_Seat_row_number` of `Seat`; drop unique constraint `uq_Seat_hall_row_number` of `Seat`; drop column `Seat`.`number`
CREATE TABLE "Seat__new" (
    "id" CHAR(36) NOT NULL,
    "hall" VARCHAR(20) NOT NULL,
    "row" INTEGER NOT NULL,
    CONSTRAINT "pk_Seat" PRIMARY KEY ("id")
);
INSERT INTO "Seat__new" (rowid, "id", "hall", "row") SELECT rowid, "id", "hall", "row" FROM "Seat";
DROP TABLE "Seat";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Seat__new" RENAME TO "Seat";
PRAGMA legacy_alter_table = OFF;
