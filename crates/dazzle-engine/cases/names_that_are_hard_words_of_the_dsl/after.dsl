entity Log "Log":
  id: uuid pk
  kind: str(40)
  mode: enum[from, where, index, unique] = unique
  schema: text
  step: int = 1
  topic: str(20)
  from: date
  years: int
  match: bool
  unique: int
  index: int
  unique kind, topic
  index index, unique
