entity Task "Task":
  soft_delete
  id: uuid pk
  title: str(80) required
  index deleted_at

entity Step "Step":
  soft_delete: true
  id: uuid pk
  deleted_at: datetime
