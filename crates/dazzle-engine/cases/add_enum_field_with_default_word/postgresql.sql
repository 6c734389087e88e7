-- add column `Ticket`.`status` text
ALTER TABLE "Ticket" ADD COLUMN "status" text DEFAULT 'new';

-- add column `Ticket`.`priority` text, required
ALTER TABLE "Ticket" ADD COLUMN "priority" text DEFAULT 'normal' NOT NULL;

-- add check `ck_Ticket_priority` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_priority`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_priority" CHECK ("priority" IN ('low', 'normal', 'high'));

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('new', 'open', 'closed'));
