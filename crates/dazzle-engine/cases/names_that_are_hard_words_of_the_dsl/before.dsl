entity Log "Log":
  id: uuid pk
  kind: str(20)
  mode: enum[from, where, index] = index
