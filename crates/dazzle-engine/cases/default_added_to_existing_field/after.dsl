entity Task "Task":
  id: uuid pk
  title: str(80) required
  points: int = 3
  place: str(40) = "O'Hare"
  due: date = today + 7d
