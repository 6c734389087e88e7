entity Organization "Organization":
  id: uuid pk
  name: str(80) required

entity Settings "Settings":
  id: uuid pk
