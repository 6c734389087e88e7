-- add column `Loan`.`due` date
ALTER TABLE "Loan" ADD COLUMN "due" date DEFAULT (CURRENT_DATE + interval '7 days');
