-- drop table `Egg`
DROP TABLE "Egg";

-- drop foreign key `fk_Chicken_egg` of `Chicken`; drop table `Chicken`
DROP TABLE "Chicken";
