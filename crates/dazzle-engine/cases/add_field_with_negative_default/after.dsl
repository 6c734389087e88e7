entity Level "Level":
  id: uuid pk
  floor: int = -1
  depth: decimal(8,2) = -12.75
  offset: float required = -0.5
