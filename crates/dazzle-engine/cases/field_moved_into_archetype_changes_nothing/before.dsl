entity Visit "Visit":
  id: uuid pk
  created_at: datetime auto_add
  note: str(200)
  index created_at
