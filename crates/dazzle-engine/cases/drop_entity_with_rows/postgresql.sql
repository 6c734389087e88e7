-- drop table `Draft`
DROP TABLE "Draft";
