entity Task "Task":
  id: uuid pk
  points: int = 3
  place: str(40) required = "O'Hare"
  seen_at: datetime = now
  open: bool = true
