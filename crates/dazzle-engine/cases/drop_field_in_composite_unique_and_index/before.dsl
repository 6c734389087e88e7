entity Seat "Seat":
  id: uuid pk
  hall: str(20) required
  row: int required
  number: int
  unique hall, row, number
  index row, number
  index number
