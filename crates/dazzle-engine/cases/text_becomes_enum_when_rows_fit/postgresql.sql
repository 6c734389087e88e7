-- change column `Ticket`.`sort`: type varchar(20) to text
ALTER TABLE "Ticket" ALTER COLUMN "sort" DROP DEFAULT, ALTER COLUMN "sort" TYPE text, ALTER COLUMN "sort" SET DEFAULT 'bug';
ANALYZE "Ticket" ("sort");

-- add check `ck_Ticket_sort` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_sort`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_sort" CHECK ("sort" IN ('bug', 'wish'));

-- add check `ck_Ticket_status` to `Ticket`
--   stops at rows of `Ticket` that break the check `ck_Ticket_status`
ALTER TABLE "Ticket" ADD CONSTRAINT "ck_Ticket_status" CHECK ("status" IN ('open', 'closed'));
