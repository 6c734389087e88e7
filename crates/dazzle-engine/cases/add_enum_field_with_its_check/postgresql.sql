-- add column `Ticket`.`channel` text
ALTER TABLE "Ticket" ADD COLUMN "channel" text;

-- add check `ck_Ticket_channel` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_channel`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_channel" CHECK ("channel" IN ('web', 'phone', 'mail'));
