entity Patient "Patient":
  id: uuid pk
  name: str(80) required
