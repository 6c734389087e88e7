entity Price "Price":
  id: uuid pk
  rate: decimal(6,2) = 0.50
  factor: float = 1.25
  pieces: int = 12
  quoted: int = "7"
