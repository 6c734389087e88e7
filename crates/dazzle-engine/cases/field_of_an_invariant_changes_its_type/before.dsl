entity Case "Case":
  id: uuid pk
  name: str(20) required = "none"
  nick: str(20)
  price: decimal(6,2)
  invariant: name != nick
  invariant: price >= 0.50
    code: PRICE
