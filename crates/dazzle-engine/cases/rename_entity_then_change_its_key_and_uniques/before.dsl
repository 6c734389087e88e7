entity Record "Record":
  id: int pk
  code: str(8) required unique
  year: int
