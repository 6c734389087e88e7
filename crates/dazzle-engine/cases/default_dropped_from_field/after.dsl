entity Task "Task":
  id: uuid pk
  points: int
  place: str(40) required
  seen_at: datetime
  open: bool
