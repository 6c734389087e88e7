-- drop check `ck_Ticket_status` of `Ticket`
ALTER TABLE "Ticket" DROP CONSTRAINT "ck_Ticket_status";

-- change column `Ticket`.`status`: default 'draft'
ALTER TABLE "Ticket" ALTER COLUMN "status" SET DEFAULT 'draft';

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('draft', 'open', 'closed'));
