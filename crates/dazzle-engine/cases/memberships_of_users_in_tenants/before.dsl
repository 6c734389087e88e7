entity Organization "Organization":
  archetype: tenant
  id: uuid pk
  name: str(80) required

entity User "User":
  archetype: user
  id: uuid pk
  email: email required unique
