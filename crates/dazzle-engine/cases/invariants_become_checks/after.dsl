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
  invariant: closed_on >= opened_on
  invariant: status != closed or closed_on != null
    message: "A closed case needs a date"
    code: CASE_DATE
  invariant: low <= high and low >= 0
  invariant: not (name == nick)
    code: NICK
  invariant: price * quantity <= 1000000 or quantity = null
  invariant: (high - low) / 2 + 1 > 0
  invariant: name != "" and name != 'it\'s'
  invariant: archived == false or status == "closed"
