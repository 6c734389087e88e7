entity Contract "Contract":
  signable: true
  id: uuid pk
  title: str(80) required

entity Letter "Letter":
  signable: true
  id: uuid pk
  status: enum[new, sent] = new
