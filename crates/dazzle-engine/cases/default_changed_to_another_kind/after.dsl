entity Task "Task":
  id: uuid pk
  label: text = "it's new"
  day: date = "2026-01-31"
  at: datetime = now + 1h
  amount: decimal(8,2) = -1.50
