entity Seat "Seat":
  id: uuid pk
  hall: str(20) required
  number: int required
  color: str(20)
  unique hall, number, color
