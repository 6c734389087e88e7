entity Organization "Organization":
  archetype: tenant
  id: uuid pk
  name: str(80) required

entity User "User":
  archetype: user
  id: uuid pk
  email: email required unique

entity Membership "Membership":
  archetype: user_membership
  id: uuid pk
  note: text
  unique user, organization

entity Settings "Settings":
  archetype: settings
  id: uuid pk
  theme: str(20) = "light"
