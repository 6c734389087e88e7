-- drop foreign key `fk_Chicken_egg` of `Chicken`
ALTER TABLE "Chicken" DROP CONSTRAINT "fk_Chicken_egg";

-- drop table `Egg`
DROP TABLE "Egg";

-- drop table `Chicken`
DROP TABLE "Chicken";
