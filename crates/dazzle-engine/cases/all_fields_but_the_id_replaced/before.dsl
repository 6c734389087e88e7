entity Thing "Thing":
  id: uuid pk
  name: str(20) unique
  size: int indexed
  made_on: date
