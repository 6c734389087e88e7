entity Shop "Shop":
  id: uuid pk
  city: str(80) required
  region: str(40) required
