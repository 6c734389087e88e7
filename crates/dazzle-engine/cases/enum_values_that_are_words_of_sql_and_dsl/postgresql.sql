-- drop check `ck_Ticket_status` of `Ticket`
ALTER TABLE "Ticket" DROP CONSTRAINT "ck_Ticket_status";

-- add column `Ticket`.`scope_of` text
ALTER TABLE "Ticket" ADD COLUMN "scope_of" text DEFAULT 'unique';

-- change column `Ticket`.`status`: default 'true'
ALTER TABLE "Ticket" ALTER COLUMN "status" SET DEFAULT 'true';

-- add check `ck_Ticket_scope_of` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_scope_of`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_scope_of" CHECK ("scope_of" IN ('ref', 'entity', 'unique', 'index'));

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('all', 'none', 'null', 'true', 'select', 'today', 'submitted', 'from'));
