entity PumpUse "Use of a pump":
  id: uuid pk
  thePump: str(20) required unique
