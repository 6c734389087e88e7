entity City "City":
  id: uuid pk
  name: str(80) required
