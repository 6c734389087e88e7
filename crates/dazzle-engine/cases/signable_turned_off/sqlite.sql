-- drop check `ck_Contract_signing_service` of `Contract`; drop check `ck_Contract_status` of `Contract`; drop column `Contract`.`status`; drop column `Contract`.`signing_service`; drop column `Contract`.`signing_url`; drop column `Contract`.`signed_document`; drop column `Contract`.`signing_token_hash`; drop column `Contract`.`signer_ip`; drop column `Contract`.`signer_user_agent`; drop column `Contract`.`sent_at`; drop column `Contract`.`viewed_at`; drop column `Contract`.`signed_at`; drop column `Contract`.`expires_at`
CREATE TABLE "Contract__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Contract" PRIMARY KEY ("id")
);
INSERT INTO "Contract__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "Contract";
DROP TABLE "Contract";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Contract__new" RENAME TO "Contract";
PRAGMA legacy_alter_table = OFF;
