-- add column `Contract`.`status` text, required
ALTER TABLE "Contract" ADD COLUMN "status" text DEFAULT 'draft' NOT NULL;

-- change column `Contract`.`status`: no default
ALTER TABLE "Contract" ALTER COLUMN "status" DROP DEFAULT;

-- add column `Contract`.`signing_service` text, required
ALTER TABLE "Contract" ADD COLUMN "signing_service" text DEFAULT 'native' NOT NULL;

-- change column `Contract`.`signing_service`: no default
ALTER TABLE "Contract" ALTER COLUMN "signing_service" DROP DEFAULT;

-- add column `Contract`.`signing_url` varchar(500)
ALTER TABLE "Contract" ADD COLUMN "signing_url" varchar(500);

-- add column `Contract`.`signed_document` text
ALTER TABLE "Contract" ADD COLUMN "signed_document" text;

-- add column `Contract`.`signing_token_hash` varchar(64)
ALTER TABLE "Contract" ADD COLUMN "signing_token_hash" varchar(64);

-- add column `Contract`.`signer_ip` varchar(45)
ALTER TABLE "Contract" ADD COLUMN "signer_ip" varchar(45);

-- add column `Contract`.`signer_user_agent` varchar(500)
ALTER TABLE "Contract" ADD COLUMN "signer_user_agent" varchar(500);

-- add column `Contract`.`sent_at` timestamptz
ALTER TABLE "Contract" ADD COLUMN "sent_at" timestamptz;

-- add column `Contract`.`viewed_at` timestamptz
ALTER TABLE "Contract" ADD COLUMN "viewed_at" timestamptz;

-- add column `Contract`.`signed_at` timestamptz
ALTER TABLE "Contract" ADD COLUMN "signed_at" timestamptz;

-- add column `Contract`.`expires_at` timestamptz
ALTER TABLE "Contract" ADD COLUMN "expires_at" timestamptz;

-- add column `Letter`.`signing_service` text, required
ALTER TABLE "Letter" ADD COLUMN "signing_service" text DEFAULT 'native' NOT NULL;

-- change column `Letter`.`signing_service`: no default
ALTER TABLE "Letter" ALTER COLUMN "signing_service" DROP DEFAULT;

-- add column `Letter`.`signing_url` varchar(500)
ALTER TABLE "Letter" ADD COLUMN "signing_url" varchar(500);

-- add column `Letter`.`signed_document` text
ALTER TABLE "Letter" ADD COLUMN "signed_document" text;

-- add column `Letter`.`signing_token_hash` varchar(64)
ALTER TABLE "Letter" ADD COLUMN "signing_token_hash" varchar(64);

-- add column `Letter`.`signer_ip` varchar(45)
ALTER TABLE "Letter" ADD COLUMN "signer_ip" varchar(45);

-- add column `Letter`.`signer_user_agent` varchar(500)
ALTER TABLE "Letter" ADD COLUMN "signer_user_agent" varchar(500);

-- add column `Letter`.`sent_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "sent_at" timestamptz;

-- add column `Letter`.`viewed_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "viewed_at" timestamptz;

-- add column `Letter`.`signed_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "signed_at" timestamptz;

-- add column `Letter`.`expires_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "expires_at" timestamptz;

-- add check `ck_Contract_signing_service` to `Contract`
--   stops at rows of `Contract` that break the check `ck_Contract_signing_service`
ALTER TABLE "Contract" ADD CONSTRAINT "ck_Contract_signing_service" CHECK ("signing_service" IN ('native', 'manual'));

-- add check `ck_Contract_status` to `Contract`
--   stops at rows of `Contract` that break the check `ck_Contract_status`
ALTER TABLE "Contract" ADD CONSTRAINT "ck_Contract_status" CHECK ("status" IN ('draft', 'sent', 'viewed', 'signed', 'declined', 'expired', 'superseded'));

-- add check `ck_Letter_signing_service` to `Letter`
--   stops at rows of `Letter` that break the check `ck_Letter_signing_service`
ALTER TABLE "Letter" ADD CONSTRAINT "ck_Letter_signing_service" CHECK ("signing_service" IN ('native', 'manual'));
