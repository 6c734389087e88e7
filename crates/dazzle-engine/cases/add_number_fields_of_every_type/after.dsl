entity Reading "Reading":
  id: uuid pk
  sensor: str(40) required
  count: int
  weight: decimal(8,3)
  factor: float
