entity User "User":
  id: uuid pk
  email: email required
  phone: str(20)
