entity Zebra "Zebra":
  id: uuid pk
