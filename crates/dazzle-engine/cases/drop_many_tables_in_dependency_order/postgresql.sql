-- drop table `Bed`
DROP TABLE "Bed";

-- drop table `Room`
DROP TABLE "Room";

-- drop table `Flat`
DROP TABLE "Flat";

-- drop table `House`
DROP TABLE "House";

-- drop table `Street`
DROP TABLE "Street";

-- drop table `City`
DROP TABLE "City";

-- drop table `Region`
DROP TABLE "Region";

-- drop table `Country`
DROP TABLE "Country";
