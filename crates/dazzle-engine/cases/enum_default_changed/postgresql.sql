-- change column `Ticket`.`status`: default 'open'
ALTER TABLE "Ticket" ALTER COLUMN "status" SET DEFAULT 'open';
