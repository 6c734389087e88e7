entity Part "Part":
  id: uuid pk
  code: str(40) required unique
  grade: str(20) = "none"
  shelf: text indexed
  unique shelf, grade
  index grade, code
