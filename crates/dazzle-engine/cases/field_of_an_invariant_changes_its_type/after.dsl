entity Case "Case":
  id: uuid pk
  name: text required = "none"
  nick: str(40)
  price: decimal(10,2)
  invariant: name != nick
  invariant: price >= 0.50
    code: PRICE
