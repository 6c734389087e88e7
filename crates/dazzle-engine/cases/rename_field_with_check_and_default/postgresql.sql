-- rename column `Ticket`.`state` to `status`
ALTER TABLE "Ticket" RENAME COLUMN "state" TO "status";

-- rename constraint `ck_Ticket_state` of `Ticket` to `ck_Ticket_status`
ALTER TABLE "Ticket" RENAME CONSTRAINT "ck_Ticket_state" TO "ck_Ticket_status";
