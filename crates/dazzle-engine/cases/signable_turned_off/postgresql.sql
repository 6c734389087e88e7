-- drop check `ck_Contract_signing_service` of `Contract`
ALTER TABLE "Contract" DROP CONSTRAINT "ck_Contract_signing_service";

-- drop check `ck_Contract_status` of `Contract`
ALTER TABLE "Contract" DROP CONSTRAINT "ck_Contract_status";

-- drop column `Contract`.`status`
ALTER TABLE "Contract" DROP COLUMN "status";

-- drop column `Contract`.`signing_service`
ALTER TABLE "Contract" DROP COLUMN "signing_service";

-- drop column `Contract`.`signing_url`
ALTER TABLE "Contract" DROP COLUMN "signing_url";

-- drop column `Contract`.`signed_document`
ALTER TABLE "Contract" DROP COLUMN "signed_document";

-- drop column `Contract`.`signing_token_hash`
ALTER TABLE "Contract" DROP COLUMN "signing_token_hash";

-- drop column `Contract`.`signer_ip`
ALTER TABLE "Contract" DROP COLUMN "signer_ip";

-- drop column `Contract`.`signer_user_agent`
ALTER TABLE "Contract" DROP COLUMN "signer_user_agent";

-- drop column `Contract`.`sent_at`
ALTER TABLE "Contract" DROP COLUMN "sent_at";

-- drop column `Contract`.`viewed_at`
ALTER TABLE "Contract" DROP COLUMN "viewed_at";

-- drop column `Contract`.`signed_at`
ALTER TABLE "Contract" DROP COLUMN "signed_at";

-- drop column `Contract`.`expires_at`
ALTER TABLE "Contract" DROP COLUMN "expires_at";
