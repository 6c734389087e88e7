-- create table `Train` (4 columns)
CREATE TABLE "Train" (
    "id" CHAR(36) NOT NULL,
    "origin" CHAR(36) NOT NULL,
    "destination" CHAR(36) NOT NULL,
    "stop" CHAR(36),
    CONSTRAINT "pk_Train" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Train_origin_destination" UNIQUE ("origin", "destination"),
    CONSTRAINT "fk_Train_destination" FOREIGN KEY ("destination") REFERENCES "City" ("id"),
    CONSTRAINT "fk_Train_origin" FOREIGN KEY ("origin") REFERENCES "City" ("id"),
    CONSTRAINT "fk_Train_stop" FOREIGN KEY ("stop") REFERENCES "City" ("id")
);
