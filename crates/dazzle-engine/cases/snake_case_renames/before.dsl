entity PumpUse "Use of a pump":
  id: int pk
  thePump: str(20) required unique
  count: int
