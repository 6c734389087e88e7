entity Task "Task":
  id: uuid pk
  title: str(80) required
  note: text
  points: int = 4
  weight: decimal(8,2)
