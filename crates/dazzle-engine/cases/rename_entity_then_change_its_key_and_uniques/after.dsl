entity Album "Album":
  was: Record
  id: str(12) pk
  code: str(8) required
  year: int
  unique code, year
