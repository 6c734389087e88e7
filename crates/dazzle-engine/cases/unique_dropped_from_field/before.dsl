entity User "User":
  id: uuid pk
  email: email required unique
  phone: str(20) unique
