entity Part "Part":
  id: str(40) pk
  name: str(80) required

entity Stock "Stock":
  id: uuid pk
  part: ref Part required
