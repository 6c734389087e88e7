entity Patient "Patient":
  archetype: profile
  id: uuid pk
  name: str(80) required
