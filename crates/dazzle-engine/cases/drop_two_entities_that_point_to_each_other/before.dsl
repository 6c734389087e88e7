entity Keep "Keep":
  id: uuid pk

entity Chicken "Chicken":
  id: uuid pk
  egg: ref Egg

entity Egg "Egg":
  id: uuid pk
  chicken: ref Chicken
