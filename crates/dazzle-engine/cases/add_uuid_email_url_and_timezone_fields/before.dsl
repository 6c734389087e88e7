entity Contact "Contact":
  id: uuid pk
  name: str(80) required
