entity Page "Page":
  id: uuid pk
  title: str(80) required
