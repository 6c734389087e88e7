entity Case "Case":
  id: uuid pk
  low: int
  high: int
  status: enum[open, closed] = open
  invariant: low = high
    code: SAME
    message: "Both must be equal"
  invariant: status != closed or high != null
    message: "new"
