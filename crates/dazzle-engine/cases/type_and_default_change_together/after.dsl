entity Part "Part":
  id: uuid pk
  weight: decimal(10,3) required = 2.125
  size: str(20) = "medium"
  label: str(40)
