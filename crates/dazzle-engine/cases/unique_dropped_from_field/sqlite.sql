-- drop unique constraint `uq_User_email` of `User`; drop unique constraint `uq_User_phone` of `User`
CREATE TABLE "User__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "phone" VARCHAR(20),
    CONSTRAINT "pk_User" PRIMARY KEY ("id")
);
INSERT INTO "User__new" (rowid, "id", "email", "phone") SELECT rowid, "id", "email", "phone" FROM "User";
DROP TABLE "User";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "User__new" RENAME TO "User";
PRAGMA legacy_alter_table = OFF;
