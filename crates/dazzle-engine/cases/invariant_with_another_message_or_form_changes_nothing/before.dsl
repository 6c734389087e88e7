entity Case "Case":
  id: uuid pk
  low: int
  high: int
  status: enum[open, closed] = open
  invariant: low == high
    code: SAME
  invariant: status != "closed" or high != null
    message: "old"
