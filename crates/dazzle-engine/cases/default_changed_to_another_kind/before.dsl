entity Task "Task":
  id: uuid pk
  label: text = "none"
  day: date = today
  at: datetime = now
  amount: decimal(8,2) = 1
