-- drop check `ck_Ticket_size` of `Ticket`
ALTER TABLE "Ticket" DROP CONSTRAINT "ck_Ticket_size";

-- drop check `ck_Ticket_status` of `Ticket`
ALTER TABLE "Ticket" DROP CONSTRAINT "ck_Ticket_status";

-- change column `Ticket`.`size`: type text to varchar(10)
--   stops at rows of `Ticket` whose `size` is longer than 10 characters
ALTER TABLE "Ticket" ALTER COLUMN "size" TYPE varchar(10);
ANALYZE "Ticket" ("size");
