-- add column `Contract`.`status` text, required; change column `Contract`.`status`: no default; add column `Contract`.`signing_service` text, required; change column `Contract`.`signing_service`: no default; add column `Contract`.`signing_url` varchar(500); add column `Contract`.`signed_document` text; add column `Contract`.`signing_token_hash` varchar(64); add column `Contract`.`signer_ip` varchar(45); add column `Contract`.`signer_user_agent` varchar(500); add column `Contract`.`sent_at` timestamptz; add column `Contract`.`viewed_at` timestamptz; add column `Contract`.`signed_at` timestamptz; add column `Contract`.`expires_at` timestamptz; add check `ck_Contract_signing_service` to `Contract`; add check `ck_Contract_status` to `Contract`
--   stops at rows of `Contract` that break the check `ck_Contract_signing_service`
--   stops at rows of `Contract` that break the check `ck_Contract_status`
CREATE TABLE "Contract__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    "status" TEXT NOT NULL,
    "signing_service" TEXT NOT NULL,
    "signing_url" VARCHAR(500),
    "signed_document" TEXT,
    "signing_token_hash" VARCHAR(64),
    "signer_ip" VARCHAR(45),
    "signer_user_agent" VARCHAR(500),
    "sent_at" DATETIME,
    "viewed_at" DATETIME,
    "signed_at" DATETIME,
    "expires_at" DATETIME,
    CONSTRAINT "pk_Contract" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Contract_signing_service" CHECK ("signing_service" IN ('native', 'manual')),
    CONSTRAINT "ck_Contract_status" CHECK ("status" IN ('draft', 'sent', 'viewed', 'signed', 'declined', 'expired', 'superseded'))
);
INSERT INTO "Contract__new" (rowid, "id", "title", "status", "signing_service") SELECT rowid, "id", "title", ifnull('draft', NULL), ifnull('native', NULL) FROM "Contract";
DROP TABLE "Contract";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Contract__new" RENAME TO "Contract";
PRAGMA legacy_alter_table = OFF;

-- add column `Letter`.`signing_service` text, required; change column `Letter`.`signing_service`: no default; add column `Letter`.`signing_url` varchar(500); add column `Letter`.`signed_document` text; add column `Letter`.`signing_token_hash` varchar(64); add column `Letter`.`signer_ip` varchar(45); add column `Letter`.`signer_user_agent` varchar(500); add column `Letter`.`sent_at` timestamptz; add column `Letter`.`viewed_at` timestamptz; add column `Letter`.`signed_at` timestamptz; add column `Letter`.`expires_at` timestamptz; add check `ck_Letter_signing_service` to `Letter`
--   stops at rows of `Letter` that break the check `ck_Letter_signing_service`
CREATE TABLE "Letter__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'new',
    "signing_service" TEXT NOT NULL,
    "signing_url" VARCHAR(500),
    "signed_document" TEXT,
    "signing_token_hash" VARCHAR(64),
    "signer_ip" VARCHAR(45),
    "signer_user_agent" VARCHAR(500),
    "sent_at" DATETIME,
    "viewed_at" DATETIME,
    "signed_at" DATETIME,
    "expires_at" DATETIME,
    CONSTRAINT "pk_Letter" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Letter_status" CHECK ("status" IN ('new', 'sent')),
    CONSTRAINT "ck_Letter_signing_service" CHECK ("signing_service" IN ('native', 'manual'))
);
INSERT INTO "Letter__new" (rowid, "id", "status", "signing_service") SELECT rowid, "id", "status", ifnull('native', NULL) FROM "Letter";
DROP TABLE "Letter";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Letter__new" RENAME TO "Letter";
PRAGMA legacy_alter_table = OFF;
