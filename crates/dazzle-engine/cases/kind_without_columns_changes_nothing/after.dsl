entity Organization "Organization":
  archetype: tenant
  id: uuid pk
  name: str(80) required

entity Settings "Settings":
  archetype: settings
  id: uuid pk
