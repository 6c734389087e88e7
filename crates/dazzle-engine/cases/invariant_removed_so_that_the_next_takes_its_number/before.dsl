entity Case "Case":
  id: uuid pk
  low: int
  high: int
  invariant: low < high
  invariant: low > 0
  invariant: high > 0
    code: HIGH
