-- drop check `ck_Ticket_status` of `Ticket`
ALTER TABLE "Ticket" DROP CONSTRAINT "ck_Ticket_status";

-- bring data in order: Ticket.status no longer takes `waiting`: rows that hold it need another value
--   until SELECT count(*) FROM "Ticket" WHERE "status" NOT IN ('open', 'closed') = 0

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('open', 'closed'));
