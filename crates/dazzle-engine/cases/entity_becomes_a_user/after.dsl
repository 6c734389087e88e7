entity User "User":
  archetype: user
  id: uuid pk
  email: email required unique
  is_active: bool required = false
