entity Seat "Seat":
  id: uuid pk
  hall: str(20) required
  number: int required
  unique hall, number
