entity Event "Event":
  id: uuid pk
  name: str(80) required
  day: date
  starts_at: datetime
  created_at: datetime auto_add
  updated_at: datetime auto_update
