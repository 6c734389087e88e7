entity Part "Part":
  id: uuid pk
  weight: decimal(6,2) required = 1.50
  size: int = 5
  label: str(4) = "none"
