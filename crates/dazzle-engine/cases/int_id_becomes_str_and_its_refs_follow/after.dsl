entity Part "Part":
  id: str(20) pk
  name: str(80) required
  parent: ref Part

entity Stock "Stock":
  id: uuid pk
  part: ref Part required
  pieces: int required = 0
  index part, pieces
