entity Seat "Seat":
  id: uuid pk
  hall: str(20) required
  row: int required
