entity Task "Task":
  id: uuid pk
  title: str(80) required

entity Step "Step":
  id: uuid pk
  deleted_at: datetime
