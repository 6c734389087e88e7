entity Case "Case":
  id: uuid pk
  low: int
  name: str(20)
  invariant: name != ""
    code: NAME
