entity Entry "Entry":
  id: uuid pk
  day: date = today
  noted_on: date required = today
