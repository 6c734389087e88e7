entity Case "Case":
  id: uuid pk
  low: int
  high: int
  name: str(20)
  invariant: low < high
    code: RANGE
  invariant: name != ""
    code: NAME
