entity Case "Case":
  id: uuid pk
  low: int
  high: int
  invariant: low < high
    message: "Low is below high"
    code: RANGE
