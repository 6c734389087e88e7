entity Entry "Entry":
  id: uuid pk
