entity Chicken "Chicken":
  id: uuid pk
  egg: ref Egg required

entity Egg "Egg":
  id: uuid pk
  chicken: ref Chicken required
