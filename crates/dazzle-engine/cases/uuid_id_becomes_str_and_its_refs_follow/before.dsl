entity Part "Part":
  id: uuid pk
  name: str(80) required

entity Stock "Stock":
  id: uuid pk
  part: ref Part required
