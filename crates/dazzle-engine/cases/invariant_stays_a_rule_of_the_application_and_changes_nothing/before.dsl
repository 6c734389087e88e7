entity Case "Case":
  id: uuid pk
  low: int
  high: int
