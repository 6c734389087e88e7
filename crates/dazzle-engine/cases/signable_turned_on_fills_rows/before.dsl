entity Contract "Contract":
  id: uuid pk
  title: str(80) required

entity Letter "Letter":
  id: uuid pk
  status: enum[new, sent] = new
