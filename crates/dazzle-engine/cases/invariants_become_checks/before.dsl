entity Case "Case":
  id: uuid pk
  status: enum[open, closed] required = open
  opened_on: date required
  closed_on: date
  low: int
  high: int
  price: decimal(10,2)
  quantity: int
  name: str(40)
  nick: str(40)
  archived: bool = false
