-- create table `Code` (3 columns)
CREATE TABLE "Code" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(8) NOT NULL,
    "note" TEXT,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id")
);

-- create table `Counter` (2 columns)
CREATE TABLE "Counter" (
    "id" INTEGER NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Counter" PRIMARY KEY ("id")
);

-- create table `Currency` (2 columns)
CREATE TABLE "Currency" (
    "id" VARCHAR(3) NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Currency" PRIMARY KEY ("id")
);
