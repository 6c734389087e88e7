entity Page "Page":
  id: uuid pk
  title: str(80) required
  created_at: datetime required auto_add
  changed_on: date required auto_update
