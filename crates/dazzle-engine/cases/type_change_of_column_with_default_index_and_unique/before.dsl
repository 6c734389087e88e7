entity Part "Part":
  id: uuid pk
  code: str(10) required unique
  grade: str(4) = "none"
  shelf: str(6) indexed
  unique shelf, grade
  index grade, code
