entity User "User":
  id: uuid pk
  email: str(80) required
