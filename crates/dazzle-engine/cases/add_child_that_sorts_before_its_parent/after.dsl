entity Ant "Ant":
  id: uuid pk
  zoo: ref Zoo required
  zebra: ref Zebra

entity Bee "Bee":
  id: uuid pk
  ant: ref Ant required

entity Zebra "Zebra":
  id: uuid pk

entity Zoo "Zoo":
  id: uuid pk
  name: str(40) required
